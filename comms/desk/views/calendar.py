"""The calendar: a month, a week, or a list of days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comms import app
from comms.desk.calendar_days import Shown, days_of
from comms.desk.calendar_filters import Filters, asked
from comms.desk.dates import first_weekday, month_in_words, short_day, weekday_names
from comms.desk.views.visitor import may_write, person_of
from comms.domain.grid import Week, hours_shown, month_after, month_before, week_of_row, weeks_of_month
from comms.domain.observances import FIRST_DAY, LAST_DAY
from comms.domain.posts import EDITABLE
from comms.store.models import Post

# More posts of a day than these are counted, and listed elsewhere.
_IN_MONTH, _IN_WEEK, _IN_LIST = 18, 60, 60


@dataclass(frozen=True)
class Around:
    """The addresses of the periods before and after, and of the present one, with their names."""

    before: str
    now: str
    after: str
    label: str
    names: tuple[str, str, str]


def _today() -> date:
    return app.today(app.config().settings.zone)


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """Go to the present month."""
    return _to(request, reverse("month", args=(_today().year, _today().month)))


@require_safe
def this_week(request: HttpRequest) -> HttpResponse:
    """Go to the present week."""
    week = Week.of(_today())
    return _to(request, reverse("week", args=(week.year, week.number)))


@require_safe
def this_list(request: HttpRequest) -> HttpResponse:
    """Go to the list of the present month."""
    return _to(request, reverse("agenda", args=(_today().year, _today().month)))


def _to(request: HttpRequest, address: str) -> HttpResponse:
    return redirect(address + asked(request.GET).query)


def _first_of(year: int, month: int) -> date:
    """Return the first day of a month that the rules of observances know; else there is no such page."""
    if not (FIRST_DAY.year <= year <= LAST_DAY.year and 1 <= month <= 12):  # noqa: PLR2004 - the months of a year
        raise Http404
    return date(year, month, 1)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show a month as weeks of days."""
    first, filters = _first_of(year, month), asked(request.GET)
    weeks = weeks_of_month(first, first_weekday=first_weekday())
    shown = days_of([day for week in weeks for day in week], filters, most=_IN_MONTH, month=month)
    around = _around_month("month", "calendar", first, filters)
    begun = {week[0]: week_of_row(week) for week in weeks}
    names = weekday_names()
    rotated = names[first_weekday() :] + names[: first_weekday()]
    more = {"weekdays": rotated, "rows": begun, "title": month_in_words(first)}
    return _page(request, "calendar/month.html", shown, filters, view="month", around=around, of=first, **more)


@require_safe
def agenda(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show a month as a list of the days on which something is."""
    first, filters = _first_of(year, month), asked(request.GET)
    period = [day for week in weeks_of_month(first) for day in week if day.month == month]
    shown = days_of(period, filters, most=_IN_LIST)
    around = _around_month("agenda", "this-agenda", first, filters)
    title = month_in_words(first)
    return _page(request, "calendar/agenda.html", shown, filters, view="agenda", around=around, of=first, title=title)


def _around_month(name: str, now: str, first: date, filters: Filters) -> Around:
    def address(to: date) -> str:
        return reverse(name, args=(to.year, to.month)) + filters.query

    names = (_("Previous month"), _("This month"), _("Next month"))
    return Around(
        address(month_before(first)), reverse(now) + filters.query, address(month_after(first)), _("Months"), names
    )


@require_safe
def week(request: HttpRequest, year: int, week: int) -> HttpResponse:
    """Show an ISO week by hours."""
    filters = asked(request.GET)
    try:
        one = Week(year, week)
        days = one.days
    except ValueError:
        raise Http404 from None
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Http404
    shown = days_of(days, filters, most=_IN_WEEK)
    place = ZoneInfo(app.config().settings.zone)
    hours = hours_shown(post.due_at.astimezone(place).hour for day in shown.days for post in day.posts if post.due_at)

    def address(to: Week) -> str:
        return reverse("week", args=(to.year, to.number)) + filters.query

    names = (_("Previous week"), _("This week"), _("Next week"))
    around = Around(
        address(one.moved(-1)), reverse("this-week") + filters.query, address(one.moved(1)), _("Weeks"), names
    )
    title = _week_in_words(one, days)
    return _page(
        request, "calendar/week.html", shown, filters, view="week", around=around, of=days[3], hours=hours, title=title
    )


def _week_in_words(week: Week, days: Sequence[date]) -> str:
    told = {"week": week.number, "first": short_day(days[0]), "last": short_day(days[-1])}
    return _("Week %(week)s: %(first)s – %(last)s") % told


def _page(request: HttpRequest, template: str, shown: Shown, filters: Filters, **more: Any) -> HttpResponse:
    writes = may_write(person_of(request))
    movable: Callable[[Post], bool] = lambda post: writes and post.state in EDITABLE  # noqa: E731 - for the templates
    of = more["of"]
    week = Week.of(max(of, _today()) if (of.year, of.month) == (_today().year, _today().month) else of)
    views = [
        ("month", _("Month"), reverse("month", args=(of.year, of.month))),
        ("week", _("Week"), reverse("week", args=(week.year, week.number))),
        ("agenda", _("Agenda"), reverse("agenda", args=(of.year, of.month))),
    ]
    context = {
        "shown": shown,
        "filters": filters,
        "views": views,
        "today": _today(),
        "movable": movable,
        "may_write": writes,
        "is_new": not shown.total and not Post.objects.exists(),
    }
    return render(request, template, context | more)
