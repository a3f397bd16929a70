"""What was held at its hour: a person looks, and decides about each or about many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comms import app
from comms.desk import sayings
from comms.desk.holding import held_for
from comms.desk.subjects import Subject, subjects
from comms.desk.views.visitor import may_approve, may_write, person_of
from comms.domain.new_hours import new_hours
from comms.domain.posts import State
from comms.errors import CommsError
from comms.services import holds
from comms.services.inside import Answer, Decided, decide
from comms.store.models import Post

# As many as a person can look at on one page; the rest follows once these are decided.
SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A held post: what it tells, why it was held, and whether another hour of its day is left."""

    post: Post
    subject: Subject
    why: str
    has_hours_left: bool
    hour: str
    answer: str
    refused: str


@require_http_methods(["GET", "HEAD", "POST"])
def inside(request: HttpRequest) -> HttpResponse:
    """Show what was held, or do what was decided."""
    posts = list(holds.waiting()[:SHOWN])
    if request.method != "POST":
        return _page(request, posts)
    if request.POST.get("others") and request.POST.get("read") != "yes":
        messages.error(request, _("Read them first, and say so: then decide about all of them together."))
        return _page(request, posts, status=422)
    answers = list(_answers(request.POST, posts))
    if not answers:
        messages.warning(request, _("Nothing was decided: choose at least for one post."))
        return _page(request, posts)
    decided = decide(answers, config=app.config(), by=person_of(request), now=app.now())
    _tell(request, decided)
    if decided.refused:
        return _page(request, list(holds.waiting()[:SHOWN]), decided.refused, status=422)
    return redirect("inside")


def _answers(given: QueryDict, posts: list[Post]) -> Iterator[Answer]:
    """Yield what was chosen for each post by itself, and for all the others together; those not shown stay."""
    shown = [post for post in posts if given.get(f"version-{post.pk}", "").isdigit()]
    others = [post for post in shown if not given.get(f"answer-{post.pk}")]
    together = _together(given, others)
    for post in shown:
        version = int(given.get(f"version-{post.pk}", ""))
        chosen = given.get(f"answer-{post.pk}") or given.get("others")
        hour = _hour(given, f"hour-{post.pk}") if chosen == "hour" else together.get(post.pk)
        if chosen == "never":
            yield Answer(post.pk, version)
        elif hour is not None:
            yield Answer(post.pk, version, hour)


def _together(given: QueryDict, others: list[Post]) -> dict[int, time]:
    """Return the hours of posts that get new ones, one after the other, by the post's id."""
    first, apart = _hour(given, "first"), given.get("apart", "")
    if given.get("others") != "hours" or first is None or not apart.isdigit():
        return {}
    posts = [post for post in others if _has_hours_left(post)]
    hours = new_hours((post.channel for post in posts), first=first, apart=int(apart))
    return {post.pk: hour for post, hour in zip(posts, hours, strict=True) if hour is not None}


def _hour(given: QueryDict, name: str) -> time | None:
    try:
        return parse_time(given.get(name, ""))
    except ValueError:
        return None


def _has_hours_left(post: Post) -> bool:
    return post.state == State.HELD_LATE and app.now().astimezone(ZoneInfo(post.zone)).date() == post.day


def _tell(request: HttpRequest, decided: Decided) -> None:
    if decided.moved:
        told = ngettext("%(number)s post has a new hour.", "%(number)s posts have a new hour.", decided.moved)
        messages.success(request, told % {"number": decided.moved})
    if decided.dropped:
        told = ngettext("%(number)s post is not told at all.", "%(number)s posts are not told at all.", decided.dropped)
        messages.success(request, told % {"number": decided.dropped})


def _page(
    request: HttpRequest, posts: list[Post], refused: dict[int, CommsError] | None = None, status: int = 200
) -> HttpResponse:
    person, told, why = person_of(request), subjects(post.slot for post in posts), held_for(posts)
    given: Any = request.POST
    rows = [
        Row(
            post,
            told[post.slot_id],
            why.get(post.pk, ""),
            _has_hours_left(post),
            given.get(f"hour-{post.pk}", ""),
            given.get(f"answer-{post.pk}", ""),
            sayings.error((refused or {})[post.pk]) if post.pk in (refused or {}) else "",
        )
        for post in posts
    ]
    context = {
        "rows": rows,
        "more": holds.waiting().count() - len(rows),
        "decides": may_write(person),
        "approves": may_approve(person),
        "others": given.get("others", ""),
        "first": given.get("first", ""),
        "apart": given.get("apart", "10"),
    }
    return render(request, "inside.html", context, status=status)
