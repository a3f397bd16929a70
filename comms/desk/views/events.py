"""Events from elsewhere: what waits for an answer, the calendars that we follow, and files in and out."""

from typing import Any, cast, get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.changes import shown
from comms.desk.dates import short_day
from comms.desk.languages import current
from comms.desk.sayings.pauses import country_name
from comms.desk.views.upload import discard, handed_over, kept_file, told_of
from comms.desk.views.visitor import may_write, person_of
from comms.domain.dates import Span
from comms.domain.text import folded
from comms.domain.written import COUNTRIES, known_zone
from comms.errors import CommsError
from comms.feeds import event_export
from comms.services import event_imports, event_places, pending_events, subscriptions
from comms.services.imprint import imprint
from comms.store.models import EventSubscription

# Of a calendar in which everything is wrong, a page of messages helps nobody.
_MOST_TOLD, _MOST_LISTED = 10, 50
_TYPES = {"yaml": "application/yaml", "csv": "text/csv", "ics": "text/calendar"}


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Show what followed calendars have changed, and the calendars."""
    return _page(request)


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Accept, refuse, cancel or keep what was chosen."""
    said = request.POST.get("answer", "")
    if said not in get_args(pending_events.Answer):
        raise Http404
    chosen = {(id_, digest) for id_, _bar, digest in (one.partition("|") for one in request.POST.getlist("event"))}
    try:
        answered = cast("pending_events.Answer", said)
        number = pending_events.answer(chosen, answered, where=_where(request), by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("events")
    app.events_were_imported()
    done = ngettext("%(number)s event was answered.", "%(number)s events were answered.", number)
    messages.success(request, done % {"number": number})
    if number < len(chosen):
        messages.warning(request, _("What has changed since you read it still waits: look at it again."))
    return redirect("events")


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Say where the chosen events take place."""
    try:
        ids = request.POST.getlist("event")
        number = event_places.place(ids, _where(request), by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("events")
    app.events_were_imported()
    done = ngettext("%(number)s event has its place now.", "%(number)s events have their place now.", number)
    messages.success(request, done % {"number": number})
    return redirect("events")


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow the calendar at an address."""
    try:
        zone = _zone(request)
        row = subscriptions.subscribe(request.POST.get("url", ""), zone=zone, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("events")
    messages.success(request, _("Followed: %(url)s") % {"url": row.url})
    return redirect("events")


@require_POST
def refresh(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """Ask one calendar now."""
    only = EventSubscription.objects.filter(pk=calendar_id)
    try:
        found = subscriptions.ask_now(app.client(), app.calendars(), only, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("events")
    for one in found:
        if one.note:
            messages.error(request, sayings.note(one.note))
        # The first problem is in the note.
        for problem in one.problems[1:_MOST_TOLD]:
            messages.warning(request, str(problem))
        if len(one.problems) > _MOST_TOLD:
            messages.warning(request, _("And %(number)s more.") % {"number": len(one.problems) - _MOST_TOLD})
        if one.outside and one.period:
            messages.info(request, _outside(one.outside, one.period))
        if not one.note:
            messages.success(request, _("Asked: what is new stands below."))
    return redirect("events")


@require_POST
def leave(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """Follow a calendar no longer."""
    try:
        left = subscriptions.leave(calendar_id, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        said = _("No longer followed. Accepted events that stay: %(kept)s. Not accepted, and gone: %(gone)s.")
        messages.success(request, said % {"kept": left.kept, "gone": left.gone})
    return redirect("events")


@require_POST
def read_file(request: HttpRequest) -> HttpResponse:
    """Show what a file would change, and do nothing."""
    try:
        zone = _zone(request)
        key = handed_over(request)
        page, where = request.POST.get("page", "").strip(), _where(request)
        found = event_imports.read(kept_file(key), app.calendars(), zone=zone, page=page, where=where, now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("events")
    rows = [shown(row.change) for row in found.rows if row.change.what != "unchanged"]
    unchanged = len(found.rows) - len(rows)
    file = {
        "key": key,
        "zone": zone,
        "page": page,
        "where": where,
        "rows": rows,
        "unchanged": unchanged,
        "problems": told_of(found.problems[:_MOST_LISTED]),
        "more": max(len(found.problems) - _MOST_LISTED, 0),
        "outside": _outside(found.outside, found.period) if found.outside else "",
    }
    return _page(request, file)


@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    """Do what a file would change, once somebody has read it."""
    key = request.POST.get("key", "")
    try:
        zone, page, where = _zone(request), request.POST.get("page", "").strip(), _where(request)
        found = event_imports.read(kept_file(key), app.calendars(), zone=zone, page=page, where=where, now=app.now())
        number = event_imports.accept(found, app.written_calendars(), by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("events")
    discard(key)
    app.events_were_imported()
    done = ngettext("%(number)s event was imported.", "%(number)s events were imported.", number)
    messages.success(request, done % {"number": number})
    return redirect("events")


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Hand all events out as a file."""
    if form not in _TYPES:
        raise Http404
    calendars = app.calendars()
    known = list(calendars.events.values())
    content: bytes | str
    if form == "ics":
        content = event_export.as_ics(known, current(), imprint(calendars, app.config()))
    else:
        content = (event_export.as_yaml if form == "yaml" else event_export.as_csv)(known)
    heads = {"Content-Disposition": f'attachment; filename="events.{form}"'}
    return HttpResponse(content, content_type=f"{_TYPES[form]}; charset=utf-8", headers=heads)


def _zone(request: HttpRequest) -> str:
    zone = request.POST.get("zone", "").strip() or app.config().settings.zone
    try:
        return known_zone(zone)
    except ValueError:
        message = "“%(zone)s” is not a time zone; write one like Europe/Madrid"
        raise CommsError(message, zone=zone) from None


def _where(request: HttpRequest) -> str:
    return request.POST.get("where", "").strip()


def _outside(number: int, period: Span) -> str:
    said = ngettext(
        "%(number)s event lies outside the period from %(first)s to %(last)s, and stayed out.",
        "%(number)s events lie outside the period from %(first)s to %(last)s, and stayed out.",
        number,
    )
    return said % {"number": number, "first": short_day(period.first), "last": short_day(period.last)}


def _page(request: HttpRequest, file: dict[str, Any] | None = None) -> HttpResponse:
    found = subscriptions.pending()
    return render(
        request,
        "events.html",
        {
            "waiting": [shown(one) for one in found if one.what != "gone"],
            "gone": [one for one in found if one.what == "gone"],
            "calendars": EventSubscription.objects.order_by("url"),
            "may_write": may_write(person_of(request)),
            "file": file,
            "placeless": event_places.near_nobody(app.calendars(), app.today(app.config().settings.zone)),
            "countries": sorted(((country_name(code), code) for code in COUNTRIES), key=lambda one: folded(one[0])),
            "zone": app.config().settings.zone,
        },
    )
