"""Blackouts that people declare at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comms import app
from comms.desk import sayings
from comms.desk.pause_forms import BlackoutForm
from comms.desk.views.pauses import page_of_pauses
from comms.desk.views.visitor import person_of
from comms.errors import CommsError
from comms.services import blackouts


@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    """Declare a blackout."""
    form = BlackoutForm(request.POST)
    if not form.is_valid():
        return page_of_pauses(request, form, status=422)
    given = form.cleaned_data
    kind, _colon, value = given["who"].partition(":")
    try:
        blackouts.declare(
            first=given["first"],
            last=given["last"],
            note=given["note"],
            by=person_of(request),
            now=app.now(),
            **{kind: value},
        )
    except CommsError as refused:
        form.add_error(None, sayings.error(refused))
        return page_of_pauses(request, form, status=422)
    messages.success(request, _("Declared: nothing of it goes out on these days, and the plan leaves it out."))
    return redirect("pauses")


@require_POST
def take_back(request: HttpRequest, blackout_id: int) -> HttpResponse:
    """Take a blackout back."""
    try:
        blackouts.take_back(blackout_id, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("The blackout is taken back."))
    return redirect("pauses")
