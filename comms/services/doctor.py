"""What could stop the desk from publishing, told before it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.channels.server_clock import ServerClock
from comms.config import Config
from comms.domain.answers import DeliveryError
from comms.domain.clocks import is_off
from comms.ports import Channel
from comms.services.spending import spent_this_month
from comms.services.standings import standings
from comms.store.models import Credential

# A person may have to ask another person, who may be away.
_AHEAD = timedelta(days=30)
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
    yield from _life(channel_id, now)
    yield from _version(config, channel_id, now)
    most = config.channel(channel_id).most_dollars_a_month
    if most is not None:
        spent = spent_this_month(channel_id, now)
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


def _life(channel_id: str, now: datetime) -> Iterator[Line]:
    row = Credential.objects.filter(pk=channel_id).first()
    for name, end in (("access", row.expires_at), ("renewal", row.renewable_until)) if row else ():
        if end is not None:
            renews = name == "access" and row is not None and row.renewable_until is not None
            yield Line(channel_id, ok=renews or end - now > _AHEAD, told=f"{name} ends on {end:%Y-%m-%d}")


def _version(config: Config, channel_id: str, now: datetime) -> Iterator[Line]:
    """Tell a pinned version's age: each lives for a year."""
    pinned = config.channel(channel_id).api_version
    if pinned:
        months = (now.year - int(pinned[:4])) * 12 + now.month - int(pinned[4:])
        told = f"its interface of {pinned} is {months} months old; each lives for 12: pin a newer one, or none"
        yield Line(channel_id, ok=months < _OLD_VERSION, told=told)
