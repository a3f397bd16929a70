"""Pauses: those that hold, beginning one, and ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.blackout_list import site_blackouts, told_blackouts
from comms.desk.holding import shown
from comms.desk.pause_forms import BlackoutForm, PauseForm
from comms.desk.subjects import subjects
from comms.desk.views.visitor import may_pause, person_of
from comms.domain.pauses import Scope
from comms.errors import CommsError
from comms.services import holds, pauses

_PAST = 20


@require_safe
def pauses_page(request: HttpRequest) -> HttpResponse:
    """Show the pauses that hold, those to come and those that are over, the blackouts, and what was held."""
    return page_of_pauses(request, BlackoutForm())


def page_of_pauses(request: HttpRequest, form: BlackoutForm, status: int = 200) -> HttpResponse:
    """Return the page with *form*, which may hold what was refused."""
    now = app.now()
    over = pauses.over(now)[:_PAST]
    waiting = pauses.waiting_by_pause()
    return render(
        request,
        "pauses.html",
        {
            "on": shown(pauses.on(now)),
            "ahead": shown(pauses.ahead(now)),
            "over": [(one, pauses.held_by(one.row), waiting.get(one.row.pk, 0)) for one in shown(over)],
            "inside": holds.waiting().count(),
            "declared": told_blackouts(),
            "of_site": site_blackouts(app.config()),
            "form": form,
            "pauses": may_pause(person_of(request)),
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Show what a pause would hold; begin it once exactly that was shown."""
    given = request.POST if request.method == "POST" else None
    form = PauseForm(given, initial={"scope": request.GET.get("scope", str(Scope()))})
    if given is not None and form.is_valid() and given.get("seen") == form.cleaned_data["scope"]:
        return _begin(request, form)
    if given is not None and form.is_valid():
        messages.warning(request, _("Look at what this would hold, and confirm."))
    return _ask(request, form)


def _begin(request: HttpRequest, form: PauseForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        begun = pauses.begin(
            Scope.read(asked["scope"]),
            reason=asked["reason"],
            end=asked["until"],
            config=app.config(),
            by=person_of(request),
            clock=app.now,
        )
    except CommsError as refused:
        form.add_error(None, sayings.error(refused))
        return _ask(request, form)
    told = [_("Paused: nothing that it covers begins to be sent from now on.")]
    if number := begun.on_their_way:
        told.append(
            ngettext(
                "%(number)s post was already on its way, and finishes.",
                "%(number)s posts were already on their way, and finish.",
                number,
            )
            % {"number": number}
        )
    messages.success(request, " ".join(told))
    return redirect("pauses")


def _ask(request: HttpRequest, form: PauseForm) -> HttpResponse:
    asked = form["scope"].value() or str(Scope())
    known = {value for _group, found in form.fields["scope"].choices for value in _values(_group, found)}  # type: ignore[attr-defined]
    seen = asked if asked in known else str(Scope())
    effect = pauses.effect(Scope.read(seen), now=app.now())
    told = subjects(post.slot for post in [*effect.coming, *effect.on_their_way])
    return render(
        request,
        "pause.html",
        {
            "form": form,
            "seen": seen,
            "scope": sayings.scope(seen),
            "effect": effect,
            "stories": told,
            "pauses": may_pause(person_of(request)),
        },
        status=422 if form.errors else 200,
    )


def _values(value: str, found: object) -> list[str]:
    return [one for one, _name in found] if isinstance(found, list) else [value]


@require_POST
def resume(request: HttpRequest, pause_id: int) -> HttpResponse:
    """End a pause, and say what it left behind."""
    try:
        left = pauses.resume(pause_id, config=app.config(), by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("pauses")
    told = ngettext(
        "%(number)s post is still ahead and goes on as approved.",
        "%(number)s posts are still ahead and go on as approved.",
        left.ahead,
    )
    messages.success(request, " ".join([_("The pause is over."), told % {"number": left.ahead}]))
    if not left.inside:
        return redirect("pauses")
    told = ngettext(
        "%(number)s post fell inside and was not sent: decide about it.",
        "%(number)s posts fell inside and were not sent: decide about them.",
        left.inside,
    )
    messages.warning(request, told % {"number": left.inside})
    return redirect("inside")
