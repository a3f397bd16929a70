"""Whether a post may be handed to its channel now and, where it has to wait, from when and why."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from comms.config import Config
from comms.domain.answers import Stop
from comms.domain.channels import CHANNEL_RULES
from comms.errors import NotAllowedError
from comms.services.pace import room_from
from comms.services.standings import standing_of
from comms.store.models import Post

_TO_THE_NEXT_MINUTE = timedelta(seconds=59, microseconds=999_999)


def refuse_what_must_wait(post: Post, config: Config, *, now: datetime) -> None:
    """Pass if the channel of *post* may be handed it now; raise NotAllowedError, with the hour from which, if not."""
    _refuse_what_stands_still(post, now)
    rest = standing_of(post.channel, now).rests_until
    if rest is not None and rest > now:
        message = "the channel %(channel)s is left alone until %(hour)s; send it then"
        raise NotAllowedError(message, channel=post.channel, hour=_hour(rest, post, now))
    if post.next_attempt_at is not None and post.next_attempt_at > now:
        message = "its channel could not take it just now; it can be sent again from %(hour)s on"
        raise NotAllowedError(message, hour=_hour(post.next_attempt_at, post, now))
    free = room_from(post.channel, CHANNEL_RULES[config.channel(post.channel).kind].pace, now)
    if free is not None:
        message = "the channel %(channel)s takes only so many posts in so much time; it can be sent from %(hour)s on"
        raise NotAllowedError(message, channel=post.channel, hour=_hour(free, post, now))


def _refuse_what_stands_still(post: Post, now: datetime) -> None:
    stop = standing_of(post.channel, now).stop
    if stop is Stop.SPENDING:
        message = (
            "the channel %(channel)s has reached its limit of this month; "
            "raise it in config.yaml, or wait for next month"
        )
        raise NotAllowedError(message, channel=post.channel)
    if stop:
        message = "the channel %(channel)s cannot be asked: %(stop)s; connect it again first"
        raise NotAllowedError(message, channel=post.channel, stop=stop)


def may_go_now(post: Post, config: Config, *, now: datetime) -> bool:
    """Tell whether the channel of *post* may be handed it at *now*."""
    try:
        refuse_what_must_wait(post, config, now=now)
    except NotAllowedError:
        return False
    return True


def _hour(at: datetime, post: Post, now: datetime) -> str:
    """Return the minute from which on *at* is over, in the post's zone, with its date where that is another day."""
    place = ZoneInfo(post.zone)
    local = (at + _TO_THE_NEXT_MINUTE).astimezone(place)
    return f"{local:%H:%M}" if local.date() == now.astimezone(place).date() else f"{local:%Y-%m-%d %H:%M}"
