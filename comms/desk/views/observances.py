"""An observance: what it is, where it is from, when it is next."""

from itertools import islice

from dateutil.relativedelta import relativedelta
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk.languages import current
from comms.desk.sources import sources
from comms.domain.agencies import lead_in, proclaimed, proclaimers
from comms.domain.observances import occurrences
from comms.store.models import Slot

_AHEAD = relativedelta(years=12)
_NEXT = 4


@require_safe
def observance(request: HttpRequest, observance_id: str) -> HttpResponse:
    """Show one observance."""
    calendars, settings = app.calendars(), app.config().settings
    found = calendars.observances.get(observance_id)
    if found is None:
        raise Http404
    today = app.today(settings.zone)
    coming = occurrences([found], today, today + _AHEAD)
    keys = [one.key for one in coming]
    return render(
        request,
        "observance.html",
        {
            "observance": found,
            "lead": lead_in(current(), found.lead),
            "proclaimed": proclaimed(found.official, found.body),
            "begun_by": proclaimers(current(), found.body)[1],
            "sources": [sources(one, calendars.sources) for one in found.sources],
            "themes": [calendars.taxonomy.themes[theme].label for theme in found.themes],
            "coming": list(islice(coming, _NEXT)),
            "slots": Slot.objects.filter(occurrence__in=keys, day__gte=today),
        },
    )
