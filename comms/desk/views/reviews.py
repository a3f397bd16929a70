"""Reviewing story by story: every post is opened and ticked, then all that were ticked are approved at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.buttons import buttons
from comms.desk.post_page import looks, since_approval
from comms.desk.subjects import subject
from comms.desk.views.visitor import may_approve, person_of
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.errors import CommsError
from comms.services import approving, review
from comms.services.messages import message_of
from comms.services.repeats import said_lately
from comms.services.review import ConflictError
from comms.store.models import Person, Post, Slot
from comms.store.queries import to_approve


@dataclass(frozen=True)
class Row:
    """One post to look at: how it looks, what will leave, and why it cannot be approved here."""

    post: Post
    looks: dict[str, Any]
    fingerprint: str
    why_not: str
    changed: list[Any]
    refused: str = ""


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """Lead to the most urgent story that waits for the person, or say that none does."""
    person = person_of(request)
    waiting = _stories(person) if may_approve(person) else []
    if waiting:
        return redirect("review", slot_id=waiting[0])
    shown: dict[str, Any] = {"subject": None, "rows": [], "approves": may_approve(person), "number": 0, "after": ""}
    return render(request, "review.html", shown)


def _stories(person: Person) -> list[str]:
    """Return the stories with posts that wait for *person*, the most urgent first."""
    return list(dict.fromkeys(to_approve(person).values_list("slot_id", flat=True)))


@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Show the posts of a story that wait, or do what was decided about them."""
    slot, person = get_object_or_404(Slot, pk=slot_id), person_of(request)
    if request.method != "POST":
        return _page(request, slot, {})
    if request.POST.get("send-back", "").isdigit():
        return _sent_back(request, slot, int(request.POST["send-back"]))
    seen = _ticked(request.POST)
    if not seen:
        messages.warning(request, _("Nothing was ticked: open each post, read it, and tick those that may leave."))
        return _page(request, slot, {})
    done = approving.approve_many(seen, by=person, now=app.now(), config=app.config())
    if done.done:
        told = ngettext("%(number)s post is approved.", "%(number)s posts are approved.", len(done.done))
        messages.success(request, told % {"number": len(done.done)})
    if done.refused:
        return _refused(request, slot, done.refused)
    return _onwards(slot, person)


def _ticked(given: QueryDict) -> dict[int, str]:
    """Return the fingerprints as they were shown, by the id of each post that was ticked."""
    return {int(one): given.get(f"seen-{one}", "") for one in given.getlist("approve") if one.isdigit()}


def _refused(request: HttpRequest, slot: Slot, refused: dict[int, CommsError]) -> HttpResponse:
    """Say beside each post why not; of one that waits no more, above them all."""
    still = set(slot.posts.filter(state=State.IN_REVIEW).values_list("pk", flat=True))
    for post_id, error in refused.items():
        if post_id not in still:
            messages.error(request, sayings.error(error))
    was_changed = any(isinstance(error, ConflictError) for error in refused.values())
    return _page(request, slot, refused, status=409 if was_changed else 422)


def _sent_back(request: HttpRequest, slot: Slot, post_id: int) -> HttpResponse:
    comment = request.POST.get(f"comment-{post_id}", "")
    try:
        review.reject(post_id, comment=comment, by=person_of(request), now=app.now())
    except CommsError as refused:
        return _refused(request, slot, {post_id: refused})
    messages.success(request, _("Sent back with your comment."))
    return _onwards(slot, person_of(request))


def _onwards(slot: Slot, person: Person) -> HttpResponse:
    """Stay with a story of which something waits still; else lead to the next."""
    if to_approve(person).filter(slot=slot).exists():
        return redirect("review", slot_id=slot.pk)
    return redirect("reviews")


def _page(request: HttpRequest, slot: Slot, refused: dict[int, CommsError], status: int = 200) -> HttpResponse:
    person = person_of(request)
    stories = _stories(person) if may_approve(person) else []
    rows = [_row(post, person, refused) for post in _posts(slot, person)]
    after = stories[stories.index(slot.pk) + 1 :] if slot.pk in stories else stories
    context = {
        "subject": subject(slot),
        "rows": rows,
        "can_approve": any(not row.why_not for row in rows),
        "given": request.POST,
        "approves": may_approve(person),
        "number": stories.index(slot.pk) + 1 if slot.pk in stories else 0,
        "count": len(stories),
        "after": after[0] if after else "",
    }
    return render(request, "review.html", context, status=status)


def _posts(slot: Slot, person: Person) -> list[Post]:
    if not may_approve(person):
        return []
    order = app.config().settings.languages
    return sorted(
        slot.posts.filter(state=State.IN_REVIEW).select_related("slot"),
        key=lambda post: (post.channel, order.index(post.language) if post.language in order else len(order)),
    )


def _row(post: Post, person: Person, refused: dict[int, CommsError]) -> Row:
    shown = looks(post)
    found = buttons(post, person, writes=True, approves=True, blocked=shown["blocked"], now=app.now())
    why_not = found.why_not_approve
    if not why_not and said_lately(post, days=app.config().settings.publishing.repeat_days) is not None:
        why_not = _("This channel said the same lately: look at the post itself, and say there that it may go again.")
    error = refused.get(post.pk)
    return Row(
        post,
        shown,
        fingerprint(message_of(post)),
        why_not,
        since_approval(post, list(post.approvals.all())),
        sayings.error(error) if error else "",
    )


@require_POST
def submit_story(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Ask for the review of every draft of a story."""
    slot, person = get_object_or_404(Slot, pk=slot_id), person_of(request)
    drafts = list(slot.posts.filter(state=State.DRAFT).values_list("pk", flat=True))
    done = approving.submit_many(drafts, by=person, now=app.now())
    if done.done:
        told = ngettext("%(number)s post is submitted.", "%(number)s posts are submitted.", len(done.done))
        messages.success(request, told % {"number": len(done.done)})
        blocked = sum(1 for post in done.done if looks(post)["blocked"])
        if blocked:
            told = ngettext(
                "%(number)s of them has errors that must be resolved before anybody can approve it.",
                "%(number)s of them have errors that must be resolved before anybody can approve them.",
                blocked,
            )
            messages.warning(request, told % {"number": blocked})
    for refused in list(done.refused.values())[:1]:
        messages.error(request, sayings.error(refused))
    return redirect("story", slot_id=slot.pk)
