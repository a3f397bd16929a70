"""What waits, and what is coming."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk.coming import by_day, waiting
from comms.desk.forms import ComingForm
from comms.desk.untold import untold
from comms.desk.views.visitor import may_approve, may_write, person_of
from comms.services import holds
from comms.services.connections import endings
from comms.services.standings import standings
from comms.store.models import Post
from comms.store.queries import posts_between

PERIOD = timedelta(days=13)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, then the posts of the coming days."""
    person, settings = person_of(request), app.config().settings
    form = ComingForm(_asked(request, settings.zone), settings=settings)
    posts: list[Post] = []
    context: dict[str, Any] = {"form": form, "earlier": None, "later": None, "days": []}
    if form.is_valid():
        wanted = form.cleaned_data
        posts = list(posts_between(**wanted))
        context |= {"days": by_day(posts), **_neighbours(request, wanted["first"], wanted["last"])}
    return render(
        request,
        "today.html",
        context
        | {
            "waiting": waiting(person, app.now(), writes=may_write(person), approves=may_approve(person)),
            "number": len(posts),
            "is_new": not posts and not Post.objects.exists(),
            "is_filtered": any(request.GET.get(name) for name in ("state", "channel", "language")),
            "today": app.today(settings.zone),
            "untold": untold(app.today(settings.zone)),
            "inside": holds.waiting().count(),
            "endings": _endings(),
            "stopped": {channel: stands for channel, stands in standings(app.now()).items() if stands.stop},
        },
    )


@dataclass(frozen=True)
class Ending:
    """When access to a channel ends, and how many days are left."""

    ends: datetime | None
    left: int


def _endings() -> dict[str, Ending]:
    now = app.now()
    soon = endings(app.config(), now)
    return {channel: Ending(access.needs_person_by, access.days_left(now)) for channel, access in soon.items()}


def _asked(request: HttpRequest, zone: str) -> dict[str, Any]:
    """Return what the filters ask for; without a period, two weeks from today on."""
    first = app.today(zone)
    asked = {"first": first.isoformat(), "last": (first + PERIOD).isoformat()}
    return asked | {name: value for name, value in request.GET.items() if value}


def _neighbours(request: HttpRequest, first: date, last: date) -> dict[str, str]:
    """Return the addresses of the periods before and after, with the same filters."""
    length = last - first + timedelta(days=1)
    made = {}
    for name, shift in (("earlier", -length), ("later", length)):
        query = request.GET.copy()
        query["first"], query["last"] = (first + shift).isoformat(), (last + shift).isoformat()
        made[name] = f"?{query.urlencode()}"
    return made
