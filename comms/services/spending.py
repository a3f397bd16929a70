"""What posts cost on channels that ask a price."""

from datetime import UTC, datetime

from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.domain.prices import price_of
from comms.store.models import Delivery, Post

_SENT = ("sent", "confirmed", "uncertain", "claimed")


def price(post: Post, kind: str) -> float:
    """Return what sending *post* costs in dollars."""
    return price_of(kind, post.text, has_image=bool(post.image))


def spent_this_month(channel: str, now: datetime, *, kind: str = "x") -> float:
    """Return what the posts of *channel* cost since the month began, in UTC as the vendor bills; in dollars."""
    begin = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    sent = Delivery.objects.filter(post__channel=channel, claimed_at__gte=begin, state__in=_SENT).select_related("post")
    return sum(price(delivery.post, kind) for delivery in sent)


def check_spending(post: Post, config: Config, now: datetime) -> None:
    """Raise Unavailable that stops the channel where sending *post* would pass the site's own limit."""
    channel = config.channel(post.channel)
    most = channel.most_dollars_a_month
    if most is None:
        return
    cost = price(post, channel.kind)
    if cost and spent_this_month(post.channel, now, kind=channel.kind) + cost > most:
        reason = f"the month's limit of {most:.2f} $ would be passed; raise most_dollars_a_month or wait for next month"
        raise Unavailable(reason, stops=Stop.SPENDING)
