"""The plan in pictures: who is told how often, and on what the network has nothing to say."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comms import app
from comms.domain.observances import FIRST_DAY, LAST_DAY, occurrences
from comms.services.best_matches import best_matches
from comms.services.blackouts import rules_of
from comms.services.plan_report import figures_of_stored
from comms.services.slots import Material
from comms.services.verdicts import decided


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan from today on, as far as it is planned."""
    today = app.today(app.config().settings.zone)
    return _page(request, today, today + timedelta(days=app.config().settings.plan.horizon_days))


@require_safe
def plan_of(request: HttpRequest, year: int) -> HttpResponse:
    """Show the plan of one year."""
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Http404
    return _page(request, date(year, 1, 1), date(year, 12, 31))


def _page(request: HttpRequest, first: date, last: date) -> HttpResponse:
    calendars, config = app.calendars(), app.config()
    rules, coming = rules_of(config), tuple(occurrences(calendars.observances.values(), first, last))
    best = best_matches(coming, app.matches(), calendars.network, rules, decided())
    found = Material(calendars, calendars.network, coming, best)
    spoken = get_language() or config.settings.languages[0]
    figures = figures_of_stored(found, rules, app.template_folders(), first=first, last=last, language=spoken)
    today = app.today(config.settings.zone)
    shown = {"first": first, "last": last, "figures": figures, "years": (today.year, today.year + 1)}
    return render(request, "plan.html", shown)
