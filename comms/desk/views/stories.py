"""A story: one slot, why it was chosen, and its posts side by side."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk import sayings
from comms.desk.decisions import about, verdict_forms
from comms.desk.guest_section import guest_section
from comms.desk.holding import mark
from comms.desk.subjects import subject
from comms.desk.views.visitor import may_approve, may_write, person_of
from comms.domain.posts import State
from comms.services import verdicts
from comms.services.messages import consent_for
from comms.services.telling import occurrence_of
from comms.store.models import Slot
from comms.store.queries import initiative_bodies, member_bodies


@require_safe
def story(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Show one slot."""
    return story_page(request, slot_id)


def story_page(request: HttpRequest, slot_id: str, made_link: str = "") -> HttpResponse:
    """Return the page of a slot; *made_link* is the address of a guest link that is shown this once."""
    slot = get_object_or_404(Slot, pk=slot_id)
    told = subject(slot)
    initiatives = initiative_bodies([*slot.next_best, *_named(slot, "initiative")])
    members = member_bodies([*_named(slot, "member"), *(body["member"] for body in initiatives.values())])
    names = {id_: body["title"] for id_, body in initiatives.items()} | {
        id_: body["name"] for id_, body in members.items()
    }
    person = person_of(request)
    writes = may_write(person)
    occurrence = occurrence_of(app.calendars(), slot.occurrence) if told.observance else None
    return render(
        request,
        "story.html",
        {
            "subject": told,
            "occurrence": occurrence,
            "reasons": [sayings.reason(reason["code"], reason["values"], names) for reason in slot.reasons],
            "next_best": [_alternative(initiatives[id_], members) for id_ in slot.next_best if id_ in initiatives],
            "languages": _by_language(slot),
            "consent": _consent(slot),
            "decided": about(slot, verdicts.stored()),
            "verdict_forms": verdict_forms(slot) if slot.occurrence else {},
            "may_write": writes,
            "drafts": slot.posts.filter(state=State.DRAFT).count() if writes else 0,
            "guests": guest_section(slot, app.now(), made=made_link) if writes else None,
            "to_review": slot.posts.filter(state=State.IN_REVIEW).count() if may_approve(person) else 0,
        },
    )


def _named(slot: Slot, kind: str) -> list[str]:
    return [reason["values"][kind] for reason in slot.reasons if kind in reason["values"]]


def _alternative(body: Mapping[str, Any], members: Mapping[str, Any]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    member = members.get(body["member"])
    return body["title"], member["name"] if member else {"en": body["member"]}


def _by_language(slot: Slot) -> dict[str, list[Any]]:
    """Return the posts by language, in the order of the site's languages."""
    posts = list(slot.posts.order_by("due_at", "channel"))
    mark(posts)
    order = app.config().settings.languages
    found = sorted(
        {post.language for post in posts},
        key=lambda code: (code not in order, order.index(code) if code in order else 0),
    )
    return {code: [post for post in posts if post.language == code] for code in found}


def _consent(slot: Slot) -> str:
    state = consent_for(slot.initiative)
    return sayings.consent(state) if state else ""
