"""The channels: how each stands, connecting it, and letting it be asked again."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.channels.kinds import kind
from comms.channels.opening import Secret
from comms.config import Channel
from comms.desk import sayings
from comms.desk.views.visitor import person_of
from comms.domain.clocks import is_off
from comms.domain.standing import Standing
from comms.errors import CommsError, NotFoundError
from comms.services import credentials, spending
from comms.services.connecting import connect as connect_channel
from comms.services.people import CONNECT, require
from comms.services.rehearsing import is_rehearsal
from comms.services.standings import reopen_channel, standings
from comms.store.models import Credential


@dataclass(frozen=True)
class Row:
    """A channel as its page shows it; *spent* is in dollars, None where the channel asks no price.

    *seconds_ahead* says by how much this machine's clock is wrong beside the channel's, 0 where that does no harm.
    """

    channel: Channel
    standing: Standing
    may_be_asked: bool
    connected: Credential | None
    secrets: tuple[Secret, ...]
    spent: float | None
    seconds_ahead: int = 0


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """List the channels."""
    now = app.now()
    known, stored = standings(now), {row.channel: row for row in Credential.objects.all()}
    rows = [
        Row(
            channel,
            standing := known.get(channel.id, Standing()),
            standing.may_be_asked(now),
            stored.get(channel.id),
            () if channel.pretend or is_rehearsal(app.config().site) else kind(channel.kind).secrets,
            spending.spent_this_month(channel.id, now) if channel.kind == "x" and not channel.pretend else None,
            _seconds_ahead(channel.id),
        )
        for channel in app.config().settings.channels
    ]
    connects = person_of(request).has_perm(CONNECT)
    return render(request, "channels.html", {"rows": rows, "connects": connects})


@require_POST
def connect(request: HttpRequest, channel: str) -> HttpResponse:
    """Try the secrets that were typed, without publishing, and store them if they are right."""
    config, chosen = app.config(), _channel(channel)
    secrets = (
        {}
        if chosen.pretend
        else {one.name: request.POST.get(one.name, "").strip() for one in kind(chosen.kind).secrets}
    )
    try:
        account = connect_channel(
            config,
            chosen.id,
            secrets,
            lambda given: app.open_channel(chosen, config, given),
            by=person_of(request),
            now=app.now(),
            lasts=None if chosen.pretend else kind(chosen.kind).lasts,
        )
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("Connected as %(account)s; nothing was published.") % {"account": account})
    return redirect("channels")


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
    return redirect("channels")


@require_POST
def ask_again(request: HttpRequest, channel: str) -> HttpResponse:
    """Let a channel that rests or stands still be asked again."""
    by = person_of(request)
    try:
        require(by, CONNECT)
        reopen_channel(_channel(channel).id, by=by, now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("The channel is asked again from now on."))
    return redirect("channels")


def _seconds_ahead(channel_id: str) -> int:
    found = app.clocks()[channel_id].ahead
    return round(found.total_seconds()) if found is not None and is_off(found) else 0


def _channel(channel_id: str) -> Channel:
    try:
        return app.config().channel(channel_id)
    except NotFoundError as missing:
        raise Http404 from missing
