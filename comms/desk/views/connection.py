"""The page that walks a person through connecting one channel, and what it lets people do."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.channels.kinds import kind
from comms.channels.opening import Secret
from comms.channels.ways import Way, ways
from comms.config import Channel
from comms.desk import sayings
from comms.desk.views.visitor import person_of
from comms.domain.channels import CHANNEL_RULES
from comms.errors import CommsError, NotFoundError
from comms.services import credentials
from comms.services.connecting import check as check_channel
from comms.services.connecting import connect as connect_channel
from comms.services.connections import Connection, connections
from comms.services.people import CONNECT, require
from comms.services.rehearsing import is_rehearsal
from comms.services.standings import standing_of


@dataclass(frozen=True)
class Field:
    """A secret that a way asks for, and whether it is there already; never what it says."""

    secret: Secret
    optional: bool
    stored: bool
    outside: bool
    variable: str


@require_safe
def connection(request: HttpRequest, channel: str) -> HttpResponse:
    """Show how a channel is connected, and the steps of the chosen way to connect it."""
    config, chosen, now = app.config(), _channel(channel), app.now()
    known = connections(config).get(channel)
    open_ways = () if chosen.pretend or is_rehearsal(config.site) else ways(chosen.kind)
    way = _way(open_ways, request.GET.get("way", ""), known)
    return render(
        request,
        "channel.html",
        {
            "channel": chosen,
            "vendor": CHANNEL_RULES[chosen.kind].label,
            "ways": open_ways,
            "way": way,
            "page": urljoin(chosen.server, way.page) if way else "",
            "fields": _fields(chosen, way, known) if way else [],
            "connection": known,
            "days_left": known.access.days_left(now) if known else 0,
            "warns": known is not None and known.access.warning(now) is not None,
            "standing": standing_of(channel, now),
            "connects": person_of(request).has_perm(CONNECT),
        },
    )


def _way(open_ways: tuple[Way, ...], wanted: str, known: Connection | None) -> Way | None:
    """Return the way that was asked for, else the one that is gone by now, else the first."""
    there = known.stored | known.outside if known else frozenset[str]()
    gone = [way for way in reversed(open_ways) if there and there >= set(way.needed)]
    asked = [way for way in open_ways if way.name == wanted]
    return next(iter((*asked, *gone, *open_ways)), None)


def _fields(channel: Channel, way: Way, known: Connection | None) -> list[Field]:
    secrets = {secret.name: secret for secret in kind(channel.kind).secrets}
    return [
        Field(
            secrets[name],
            name in way.optional,
            known is not None and name in known.stored,
            known is not None and name in known.outside,
            credentials.variable(channel.id, name),
        )
        for name in way.secrets
    ]


@require_POST
def connect(request: HttpRequest, channel: str) -> HttpResponse:
    """Try the secrets that were typed, without publishing, and store them if they are right."""
    config, chosen = app.config(), _channel(channel)
    known = connections(config).get(channel)
    way = _way(() if chosen.pretend else ways(chosen.kind), request.POST.get("way", ""), known)
    given = {name: request.POST.get(name, "").strip() for name in (way.secrets if way else ())}
    missing = _missing(_fields(chosen, way, known), given) if way else []
    if missing and person_of(request).has_perm(CONNECT):
        messages.error(request, _("Still missing: %(names)s.") % {"names": ", ".join(missing)})
        return redirect("channel", channel=channel)
    try:
        account = connect_channel(
            config,
            chosen.id,
            given,
            lambda tried: app.open_channel(chosen, config, tried),
            by=person_of(request),
            now=app.now(),
            lasts=kind(chosen.kind).lasts,
        )
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("Connected as %(account)s; nothing was published.") % {"account": account})
    return redirect("channel", channel=channel)


def _missing(fields: list[Field], given: Mapping[str, str]) -> list[str]:
    return [
        sayings.secret(field.secret.label)
        for field in fields
        if not (field.optional or field.stored or field.outside or given[field.secret.name])
    ]


@require_POST
def check(request: HttpRequest, channel: str) -> HttpResponse:
    """Ask the channel whom it speaks for, without publishing."""
    config, chosen = app.config(), _channel(channel)
    try:
        account = check_channel(app.open_channel(chosen, config), by=person_of(request))
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        told = _("It works: the channel speaks as %(account)s. Nothing was published.")
        messages.success(request, told % {"account": account})
    return redirect("channel", channel=channel)


@require_POST
def forget(request: HttpRequest, channel: str) -> HttpResponse:
    """Delete the stored secrets of a channel."""
    by = person_of(request)
    try:
        require(by, CONNECT)
        credentials.forget(_channel(channel).id, by=by, now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("The stored secrets are deleted."))
    return redirect("channel", channel=channel)


def _channel(channel_id: str) -> Channel:
    try:
        return app.config().channel(channel_id)
    except NotFoundError as missing:
        raise Http404 from missing
