"""What is said of each observance this year: the packs of their agencies, read, typed and imported."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.pack_form import blank, filled, typed
from comms.desk.pack_list import rows_of
from comms.desk.views.upload import discard, handed_over, kept_file, told_of
from comms.desk.views.visitor import may_write, person_of
from comms.domain.observances import FIRST_DAY, LAST_DAY
from comms.errors import CommsError, WrittenError
from comms.services import packs as service


@require_safe
def packs(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """List the days of a year with their packs."""
    return _page(request, year or app.today(app.config().settings.zone).year)


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, year: int, observance_id: str) -> HttpResponse:
    """Show the pack of an observance in a year, or keep what was typed."""
    calendars, settings = app.calendars(), app.config().settings
    observance = calendars.observances.get(observance_id)
    if observance is None or not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Http404
    known = calendars.packs.by_key.get((observance_id, year))
    form = filled(known, settings.languages) if known else blank(settings.languages)
    problems: list[str] = []
    if request.method == "POST":
        raw, form = typed(request.POST, observance_id, year, settings.languages)
        try:
            seen = int(request.POST.get("version", "")[:9])
            folder = app.packs_folder(app.config().site)
            service.type_in(raw, calendars, folder, seen=seen, by=person_of(request), now=app.now())
        except ValueError:
            raise Http404 from None
        except WrittenError as wrong:
            problems = [f"{one.field}: {one.message}" for one in wrong.problems]
        except CommsError as refused:
            messages.error(request, sayings.error(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("packs-of", year=year)
    context = {
        "observance": observance,
        "year": year,
        "form": form,
        "version": known.version if known else 0,
        "before": calendars.packs.by_key.get((observance_id, year - 1)),
        "problems": problems,
        "may_write": may_write(person_of(request)),
        "now": app.now(),
        "known": known,
    }
    return render(request, "pack.html", context)


@require_POST
def read_file(request: HttpRequest) -> HttpResponse:
    """Show what a file of packs would change, and do nothing."""
    try:
        key = handed_over(request)
        found = service.read(kept_file(key), app.calendars())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("packs")
    file = {"key": key, "rows": found.rows, "problems": told_of(found.problems)}
    return _page(request, app.today(app.config().settings.zone).year, file)


@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    """Take a file of packs over, once somebody has read what it changes."""
    key = request.POST.get("key", "")
    try:
        found = service.read(kept_file(key), app.calendars())
        folder = app.packs_folder(app.config().site)
        number = service.take_over(found, folder, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("packs")
    discard(key)
    done = ngettext("%(number)s theme was imported.", "%(number)s themes were imported.", number)
    messages.success(request, done % {"number": number})
    return redirect("packs")


def _page(request: HttpRequest, year: int, file: dict[str, Any] | None = None) -> HttpResponse:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Http404
    context = {
        "year": year,
        "rows": rows_of(app.calendars(), year),
        "may_write": may_write(person_of(request)),
        "file": file,
        "years": [one for one in (year - 1, year + 1) if FIRST_DAY.year <= one <= LAST_DAY.year],
    }
    return render(request, "packs.html", context)
