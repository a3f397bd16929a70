"""The feeds: a list for the desk, and the files for everybody."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.views.visitor import person_of
from comms.django.feed_places import places
from comms.django.public import Doors
from comms.errors import CommsError
from comms.services import feed_addresses
from comms.services.feeds import build_private, held_back, nearly_full
from comms.services.people import WRITE
from comms.services.ticks import ticked

_FEED = re.compile(r"(?P<subject>[a-z0-9][a-z0-9-]*)\.(?P<language>[A-Za-z-]+)\.ics")


def _folder() -> Path:
    return app.config().var / "feeds"


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """List the feeds by what they are about, each in its languages."""
    return _page(request)


@require_POST
def make_address(request: HttpRequest) -> HttpResponse:
    """Make a secret address and show it, this once."""
    calendars, config, member = ticked(app.calendars()), app.config(), request.POST.get("member", "")
    try:
        secret = feed_addresses.make_address(member, calendars.network, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("feeds")
    build_private(calendars, config, now=app.now())
    name = f"plan-{member}" if member else feed_addresses.TEAM
    files = [f"{name}.{language}.ics" for language in config.settings.languages]
    return _page(request, made=tuple(request.build_absolute_uri(f"/feeds/private/{secret}/{file}") for file in files))


@require_POST
def revoke_address(request: HttpRequest, address_id: int) -> HttpResponse:
    """Make a secret address useless."""
    try:
        feed_addresses.revoke_address(address_id, app.config(), by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("Revoked: the address leads nowhere now."))
    return redirect("feeds")


def _page(request: HttpRequest, made: tuple[str, ...] = ()) -> HttpResponse:
    found: dict[str, dict[str, list[str]]] = {"": {}, "theme": {}, "region": {}, "city": {}}
    for path in sorted(_folder().glob("*.ics")):
        named = _FEED.fullmatch(path.name)
        if named:
            kind, _dash, rest = named["subject"].partition("-")
            group = kind if kind in found else ""
            found[group].setdefault(rest if group else named["subject"], []).append(named["language"])
    context: dict[str, Any] = {
        "general": found[""],
        "themes": found["theme"],
        "regions": found["region"],
        "cities": found["city"],
        "made": made,
        "held": held_back(),
        "nearly_full": nearly_full(_folder()),
        "may_write": person_of(request).has_perm(WRITE),
        "addresses": feed_addresses.in_use(),
    }
    return render(request, "feeds.html", context | _labels())


def _labels() -> dict[str, Any]:
    calendars = app.calendars()
    return {
        "theme_labels": {theme.id: theme.label for theme in calendars.taxonomy.themes.values()},
        "region_labels": {region.id: region.label for region in calendars.regions.values()},
        "city_names": {member.id: member.name for member in calendars.network.members.values()},
    }


@cache
def _doors() -> Doors:
    return Doors(places(app.config()))


@login_not_required
def feed(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Serve one feed to anybody, as the server's own layer does before a request comes this far."""
    answer = _doors().answer(request.META)
    if answer is None:
        raise Http404
    return HttpResponse(answer.octets, status=int(answer.line[:3]), headers=dict(answer.head.words))
