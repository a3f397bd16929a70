"""The network: find a local government or another body, its work, and who is told how often."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.body_page import page_of
from comms.desk.exposure_table import exposure_page
from comms.desk.forms import ConsentForm
from comms.desk.network_list import ANSWERS, asked, rows, table
from comms.desk.sayings.pauses import country_name
from comms.desk.views.visitor import may_write, person_of
from comms.errors import CommsError
from comms.services import facts
from comms.store.models import Initiative

_SHOWN = 50


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show the bodies that were asked for."""
    wanted, members = asked(request.GET), app.network().members.values()
    shown = {
        "asked": wanted,
        "page": Paginator(rows(wanted), _SHOWN).get_page(request.GET.get("page")),
        "regions": app.calendars().regions.values(),
        "countries": sorted(((code, country_name(code)) for code in {one.country for one in members}), key=_name),
        "answers": [(code, sayings.consent(code)) for code in ANSWERS],
    }
    return render(request, "network.html", shown)


def _name(country: tuple[str, str]) -> str:
    return country[1].casefold()


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Return the bodies that were asked for as a table for spreadsheets."""
    heads = {"Content-Disposition": 'attachment; filename="network.csv"'}
    return HttpResponse(table(rows(asked(request.GET))), content_type="text/csv; charset=utf-8", headers=heads)


@require_safe
def exposure(request: HttpRequest) -> HttpResponse:
    """Show who is told how often, and who never was."""
    return render(request, "exposure.html", exposure_page())


@require_safe
def body(request: HttpRequest, body_id: str) -> HttpResponse:
    """Show one body."""
    return render(request, "body.html", page_of(body_id) | {"may_write": may_write(person_of(request))})


@require_POST
def consent(request: HttpRequest, body_id: str, work_id: str) -> HttpResponse:
    """Record what a body said about telling one of its works."""
    work = get_object_or_404(Initiative, pk=work_id, member=body_id)
    by, form = person_of(request), ConsentForm(request.POST)
    form.is_valid()
    state, said_by = form.cleaned_data.get("state", ""), form.cleaned_data.get("said_by", "")
    try:
        facts.record_consent(work.pk, state=state, said_by=said_by, by=by, now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("The consent is recorded."))
    return redirect("body", body_id=body_id)
