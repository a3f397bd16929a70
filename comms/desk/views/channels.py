"""The channels: how each stands, and letting one be asked again."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.channels.ways import ways
from comms.config import Channel
from comms.desk import sayings
from comms.desk.views.visitor import person_of
from comms.domain.clocks import is_off
from comms.domain.standing import Standing
from comms.errors import CommsError, NotFoundError
from comms.services import spending
from comms.services.connections import Connection, connections
from comms.services.people import CONNECT, require
from comms.services.rehearsing import is_rehearsal
from comms.services.standings import reopen_channel, standings


@dataclass(frozen=True)
class Row:
    """A channel as its page shows it; *spent* is in dollars, None where the channel asks no price.

    *seconds_ahead* says by how much this machine's clock is wrong beside the channel's, 0 where that does no harm;
    *connects* whether there is anything to connect, *warns* whether its access ends soon.
    """

    channel: Channel
    standing: Standing
    may_be_asked: bool
    connected: Connection | None
    connects: bool
    spent: float | None
    seconds_ahead: int = 0
    warns: bool = False
    days_left: int = 0


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """List the channels."""
    now = app.now()
    known, connected = standings(now), connections(app.config())
    rows = [
        _row(channel, known.get(channel.id, Standing()), connected.get(channel.id), now)
        for channel in app.config().settings.channels
    ]
    connects = person_of(request).has_perm(CONNECT)
    return render(request, "channels.html", {"rows": rows, "connects": connects})


def _row(channel: Channel, standing: Standing, connected: Connection | None, now: datetime) -> Row:
    return Row(
        channel,
        standing,
        standing.may_be_asked(now),
        connected,
        not channel.pretend and not is_rehearsal(app.config().site) and bool(ways(channel.kind)),
        spending.spent_this_month(channel.id, now) if channel.kind == "x" and not channel.pretend else None,
        _seconds_ahead(channel.id),
        warns=connected is not None and connected.access.warning(now) is not None,
        days_left=connected.access.days_left(now) if connected else 0,
    )


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
