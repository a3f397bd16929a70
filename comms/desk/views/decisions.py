"""What people decide about a story, and the list of what was decided, with undo."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.decisions import names_of_network, rows, verdict_forms
from comms.desk.subjects import subject
from comms.desk.views.visitor import may_write, person_of
from comms.errors import CommsError
from comms.services import alternatives, deciding, verdicts
from comms.services.deciding import Given, Outcome
from comms.services.telling import occurrence_of
from comms.store.models import Slot

if TYPE_CHECKING:
    from comms.domain.verdicts import VerdictKind


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Show who else could be told on the day of a story, or store what a person decided."""
    slot = get_object_or_404(Slot, pk=slot_id, occurrence__gt="")
    if request.method == "POST":
        return _decided(request, slot)
    told = subject(slot)
    if told.observance is None:
        return redirect("story", slot_id=slot.id)
    occurrence, names = occurrence_of(app.calendars(), slot.occurrence), names_of_network()
    found = alternatives.alternatives(app.desk(), slot, occurrence, app.matches())
    others = [
        {
            "one": one,
            "reasons": [sayings.reason(reason.code, reason.values, names) for reason in one.match.reasons],
            "rule": sayings.reason(one.bound_by.code, one.bound_by.values, names) if one.bound_by else "",
        }
        for one in found
    ]
    writes = may_write(person_of(request))
    shown = {"subject": told, "others": others, "forms": verdict_forms(slot), "may_write": writes}
    return render(request, "decide.html", shown)


def _decided(request: HttpRequest, slot: Slot) -> HttpResponse:
    given = request.POST
    kind = given.get("kind", "")
    if kind == "accept" and given.get("stays"):
        kind = "pin"
    try:
        instead = None
        if kind == "swap":
            occurrence = occurrence_of(app.calendars(), slot.occurrence)
            instead = alternatives.plain_match(given.get("instead", ""), occurrence, app.matches(), app.network())
        said = Given(cast("VerdictKind", kind), given.get("why", ""), given.get("text", ""), instead)
        outcome = deciding.decide(app.desk(), slot.id, said, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("decide", slot_id=slot.id)
    _tell(request, kind, outcome)
    return redirect("story", slot_id=outcome.story) if outcome.story else redirect("decisions")


def _tell(request: HttpRequest, kind: str, outcome: Outcome) -> None:
    if outcome.stands:
        stands = _(
            "Noted. The story stands, because somebody has worked on its posts: withdraw them if they should not go."
        )
        messages.warning(request, stands)
    elif not outcome.story:
        messages.success(request, _("Noted. The story is gone: its day is not told without anybody’s work."))
    elif kind in {"accept", "pin"}:
        messages.success(request, _("Noted: later rankings know it."))
    else:
        messages.success(request, _("Noted. The story was changed, and its drafts were made anew."))


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List what was decided, the newest first."""
    shown = {"rows": rows(verdicts.stored()), "may_write": may_write(person_of(request))}
    return render(request, "decisions.html", shown)


@require_POST
def undo(request: HttpRequest, verdict_id: int) -> HttpResponse:
    """Take one decision back."""
    try:
        verdicts.undo(verdict_id, why=request.POST.get("text", ""), by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        done = _("Undone: later rankings know it no more. The plan stays as it is until you change it.")
        messages.success(request, done)
    return redirect("decisions")
