"""What could stop the desk from publishing, told before it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.channels.server_clock import ServerClock
from comms.config import Config
from comms.domain.answers import DeliveryError
from comms.domain.clocks import is_off
from comms.ports import Channel
from comms.services.connections import connections
from comms.services.spending import spent_this_month
from comms.services.standings import standings

_OLD_VERSION = 10


@dataclass(frozen=True)
class Line:
    """What was looked at, whether it is well, and what was seen."""

    subject: str
    ok: bool
    told: str


def examine(
    config: Config, channels: Mapping[str, Channel], clocks: Mapping[str, ServerClock], *, now: datetime
) -> list[Line]:
    """Return what was seen of each channel: reachability, our clock, credentials, their life, standing and spending."""
    return [
        line
        for channel_id, channel in channels.items()
        for line in _channel(config, channel_id, channel, clocks.get(channel_id, ServerClock()), now)
    ]


def _channel(config: Config, channel_id: str, channel: Channel, clock: ServerClock, now: datetime) -> Iterator[Line]:
    try:
        yield Line(channel_id, ok=True, told=f"speaks as {channel.check()}")
    except DeliveryError as error:
        yield Line(channel_id, ok=False, told=str(error))
    yield from _clock(channel_id, clock)
    stands = standings(now).get(channel_id)
    if stands and not stands.may_be_asked(now):
        yield Line(channel_id, ok=False, told=f"{stands.stop or 'rests'}: {stands.reason}")
    yield from life(config, channel_id, now)
    yield from _version(config, channel_id, now)
    most = config.channel(channel_id).most_dollars_a_month
    if most is not None:
        spent = spent_this_month(channel_id, now, kind=config.channel(channel_id).kind)
        yield Line(channel_id, ok=spent < most, told=f"spent {spent:.3f} $ of {most:.2f} $ this month")


def _clock(channel_id: str, clock: ServerClock) -> Iterator[Line]:
    """Tell how our clock stands beside the channel's, where the answer to the check told the time."""
    if clock.ahead is None:
        return
    if not is_off(clock.ahead):
        yield Line(channel_id, ok=True, told="this machine's clock agrees with the channel's")
        return
    side, harm = ("ahead of", "early") if clock.ahead > timedelta(0) else ("behind", "late")
    told = (
        f"this machine's clock is {abs(clock.ahead).total_seconds():.0f} s {side} the channel's: posts go out {harm}, "
        "and from 300 s on X refuses what is signed (OAuth 1.0a); let the machine set its clock by NTP"
    )
    yield Line(channel_id, ok=False, told=told)


def life(config: Config, channel_id: str, now: datetime) -> Iterator[Line]:
    """Tell how long access holds, where it ends at all; what renews itself needs nobody until that ends."""
    connection = connections(config).get(channel_id)
    if connection is None or (connection.access.ends is None and not connection.access.renews):
        return
    access, end = connection.access, connection.access.needs_person_by
    if end is None:
        yield Line(channel_id, ok=True, told="access renews itself; nobody has to do anything")
        return
    ok, left = access.warning(now) is None, access.days_left(now)
    if not left:
        yield Line(channel_id, ok=False, told=f"access ended on {end:%Y-%m-%d}; connect the channel again")
        return
    begun = "access renews itself until" if access.renews else "access ends on"
    days = f"in {left} day{'' if left == 1 else 's'}"
    yield Line(channel_id, ok=ok, told=f"{begun} {end:%Y-%m-%d}, {days}; connect the channel again before")


def _version(config: Config, channel_id: str, now: datetime) -> Iterator[Line]:
    """Tell a pinned version's age: each lives for a year."""
    pinned = config.channel(channel_id).api_version
    if pinned:
        months = (now.year - int(pinned[:4])) * 12 + now.month - int(pinned[4:])
        told = (
            f"its interface of {pinned} is not out yet: pin an older one, or none"
            if months < 0
            else f"its interface of {pinned} is {months} months old; each lives for 12: pin a newer one, or none"
        )
        yield Line(channel_id, ok=0 <= months < _OLD_VERSION, told=told)
