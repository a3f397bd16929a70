"""The plan in pictures: who is told how often, and on what the network has nothing to say."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comms import app
from comms.domain.observances import FIRST_DAY, LAST_DAY
from comms.services.blackouts import rules_of
from comms.services.plan_report import figures_of_stored
from comms.services.slots import material
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
    found = material(calendars, calendars.network, first=first, last=last, judged=decided(), matcher=app.matcher())
    spoken = get_language() or config.settings.languages[0]
    figures = figures_of_stored(
        found, rules_of(config), app.template_folders(), first=first, last=last, language=spoken
    )
    today = app.today(config.settings.zone)
    shown = {"first": first, "last": last, "figures": figures, "years": (today.year, today.year + 1)}
    return render(request, "plan.html", shown)
