"""Everything that the page of a post shows."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from comms import app
from comms.desk import sayings
from comms.desk.buttons import buttons
from comms.desk.decisions import verdict_forms
from comms.desk.differences import Part, differences
from comms.desk.forms import ConsentForm, EditForm, FoundForm, SendBackForm
from comms.desk.history import history
from comms.desk.holding import held_for
from comms.desk.looking import looking
from comms.desk.preview import Preview, preview
from comms.desk.sources import sources
from comms.desk.subjects import subject
from comms.desk.views.visitor import may_approve, may_write
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.domain.rules import Finding, blocks
from comms.services.messages import consent_for, facts_to_check, findings_of, message_of, sentences_of
from comms.services.people import approvers_of
from comms.services.post_pictures import drawn_for
from comms.services.rehearsing import seen_at
from comms.services.repeats import said_lately
from comms.services.spending import price
from comms.services.standings import standing_of
from comms.store.models import Approval, Person, Post

_MOST_NAMES = 20


def page_of(post: Post, person: Person, *, form: EditForm | None = None, stored: str = "") -> dict[str, Any]:
    """Return what the page of *post* shows to *person*.

    *form* holds words that are not stored; *stored* is what stands there instead, after a conflict.
    """
    found = findings_of(post, app.config())
    writes, approves = may_write(person), may_approve(person)
    approvals = list(post.approvals.select_related("by"))
    return {
        "post": post,
        "subject": subject(post.slot),
        "verdict_forms": verdict_forms(post.slot) if post.slot.occurrence else {},
        "may_write": writes,
        "buttons": buttons(post, person, writes=writes, approves=approves, blocked=blocks(found), now=app.now()),
        "approvers": [one.username for one in approvers_of(post, person if post.state == State.DRAFT else None)],
        "message": message_of(post),
        "fingerprint": fingerprint(message_of(post)),
        "looks": looks(post, found),
        "form": form or edit_form(post),
        "stored": stored,
        "facts": [_fact(fact) for fact in facts_to_check(post)],
        "sentences": [one | {"facts": [_fact(fact) for fact in one["facts"]]} for one in sentences_of(post)],
        "drawn": drawn_for(post)[0],
        "consent": _consent(post),
        "send_back": SendBackForm(),
        "consent_form": ConsentForm(),
        "seen_at": seen_at(post.channel, post.receipt_id, post.receipt_url, app.config()),
        "found_form": FoundForm(initial={"url": post.receipt_url}),
        "approvals": approvals,
        "changed": since_approval(post, approvals),
        "deliveries": [(one, sayings.delivery(one.state)) for one in post.deliveries.all()],
        "sent_back": _sent_back(post),
        "said_again": said_lately(post, app.config()) is not None,
        **_waiting(post),
        "held_for": held_for([post]).get(post.pk, ""),
        "history": history(post),
        "colleagues": _colleagues(person),
    }


def _colleagues(person: Person) -> str:
    others = Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("username")
    return ", ".join(f"@{name}" for name in others.values_list("username", flat=True)[:_MOST_NAMES])


def _waiting(post: Post) -> dict[str, Any]:
    """Return what the post waits for: its channel, the next attempt, or the desk's own looks."""
    now = app.now()
    standing = standing_of(post.channel, now)
    return {
        "standing": standing,
        "rests_until": standing.rests_until if standing.rests(now) else None,
        "tried_again_at": post.next_attempt_at if post.next_attempt_at and post.next_attempt_at > now else None,
        "looking": looking(post, standing, now),
    }


def edit_form(post: Post, data: Mapping[str, Any] | None = None) -> EditForm:
    """Return the form of *post*, filled with *data* or with what is stored."""
    hour = post.due_at.astimezone(ZoneInfo(post.zone)).time() if post.due_at else None
    initial = {"text": post.text, "alt": post.alt, "hour": hour, "version": post.version}
    return EditForm(data, initial=initial)


def looks(post: Post, found: list[Finding] | None = None) -> dict[str, Any]:
    """Return how *post*, stored or not, looks on its channel, and what the rules say of it."""
    found = findings_of(post, app.config()) if found is None else found
    return {
        "preview": preview_of(post),
        "findings": [(finding.level, sayings.finding(finding)) for finding in found],
        "blocked": blocks(found),
        "price": price(post, app.config().channel(post.channel).kind),
    }


def preview_of(post: Post) -> Preview:
    """Return *post* as its channel shows it."""
    message = message_of(post)
    return preview(
        app.config(),
        post.channel,
        account=post.account,
        language=post.language,
        text=post.text,
        link=message.link,
        image=post.image,
        alt=post.alt,
        title=message.title,
    )


def _fact(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **fact,
        "where": sayings.field(fact["field"]),
        "source": sources(fact["source"], app.calendars().sources),
    }


def _consent(post: Post) -> str:
    state = consent_for(post.slot.initiative)
    return sayings.consent(state) if state else ""


def since_approval(post: Post, approvals: list[Approval]) -> list[Part]:
    """Return how the present text differs from the last one approved, where that approval is void."""
    if not approvals or approvals[0].voided_at is None:
        return []
    approved = approvals[0].message.get("text", "")
    return differences(approved, post.text) if approved != post.text else []


def _sent_back(post: Post) -> Any:
    """Return the comment with which the post was sent back, while it is a draft for that reason."""
    if post.state != State.DRAFT or post.note != "changes requested":
        return None
    return post.comments.select_related("by").last()
