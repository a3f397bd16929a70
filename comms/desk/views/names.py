"""Names in our own translation and dates that rest on one source: what waits for a person's tick."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comms import app
from comms.desk import sayings
from comms.desk.sources import sources
from comms.desk.views.visitor import may_write, person_of
from comms.domain.observances import occurrences
from comms.domain.ticks import ToTick
from comms.errors import CommsError
from comms.services import ticks

_AHEAD = relativedelta(years=6)


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Show what waits, or tick what was chosen."""
    if request.method == "POST":
        return _tick(request)
    found = [_row(one) for one in ticks.waiting(app.calendars())]
    return render(request, "names.html", {"waiting": found, "may_write": may_write(person_of(request))})


def _tick(request: HttpRequest) -> HttpResponse:
    chosen = {(field, digest) for field, _, digest in (one.partition("|") for one in request.POST.getlist("fact"))}
    try:
        number = ticks.tick(app.calendars(), chosen, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        done = ngettext("%(number)s was ticked.", "%(number)s were ticked.", number) % {"number": number}
        messages.success(request, done)
    return redirect("names")


def _row(one: ToTick) -> dict[str, Any]:
    coming = None
    if one.kind == "date":
        observance = app.calendars().observances[one.field.split(":")[1]]
        today = app.today(app.config().settings.zone)
        coming = next(iter(occurrences([observance], today, today + _AHEAD)), None)
    return {
        "asked": one,
        "value": f"{one.field}|{one.digest}",
        "coming": coming,
        "source": sources(one.source, app.calendars().sources),
    }
