"""The calendar of a month."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk.dates import month_in_words, weekday_names
from comms.desk.month import after, before, month_of
from comms.domain.observances import FIRST_DAY, LAST_DAY


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Go to the present month."""
    today = app.today(app.config().settings.zone)
    return redirect("month", year=today.year, month=today.month)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show a month as a table and as a list."""
    if not (FIRST_DAY.year <= year <= LAST_DAY.year and 1 <= month <= 12):  # noqa: PLR2004 - the months of a year
        raise Http404
    shown = month_of(app.calendars(), year, month)
    return render(
        request,
        "calendar.html",
        {
            "month": shown,
            "title": month_in_words(date(year, month, 1)),
            "weekdays": weekday_names(),
            "before": before(shown.first),
            "after": after(shown.first),
            "today": app.today(app.config().settings.zone),
        },
    )
