"""What posts cost on channels that ask a price."""

from datetime import UTC, datetime

from django.db.models import Q

from comms.config import Config
from comms.domain.answers import DeliveryState, Stop, Unavailable
from comms.domain.posts import State
from comms.domain.prices import price_of, price_of_care
from comms.services.audit import CLOCK
from comms.services.deliveries import DELETED, TAKEN_BACK
from comms.services.standings import reopen_channel, standings
from comms.store.models import AuditLine, Delivery, Post

_SENT = ("sent", "confirmed", "uncertain", "claimed")


def price(post: Post, kind: str) -> float:
    """Return what sending *post* costs in dollars."""
    return price_of(kind, post.text, has_image=bool(post.image))


def spent_this_month(channel: str, now: datetime, *, kind: str = "x") -> float:
    """Return what *channel* cost since the month began, in UTC as the vendor bills; in dollars.

    Each look counts as the most that it may cost, what was taken back as one deletion.
    """
    begin = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begun = Delivery.objects.filter(post__channel=channel, claimed_at__gte=begin).select_related("post")
    # What went out and was deleted afterwards was paid all the same.
    gone = Q(state=DeliveryState.ABSENT) & (Q(note__startswith=TAKEN_BACK) | Q(note__startswith=DELETED))
    posts = sum(price(delivery.post, kind) for delivery in begun.filter(Q(state__in=_SENT) | gone))
    looks = sum(begun.values_list("looks", flat=True))
    return posts + price_of_care(kind, looks=looks, deletions=_taken_back(channel, begin))


def _taken_back(channel: str, begin: datetime) -> int:
    lines = AuditLine.objects.filter(act=State.WITHDRAWN, at__gte=begin, after__note=TAKEN_BACK)
    keys = [subject.partition(":")[2] for subject in lines.values_list("subject", flat=True)]
    of_channel = set(Post.objects.filter(channel=channel, key__in=keys).values_list("key", flat=True))
    return sum(key in of_channel for key in keys)


def check_spending(post: Post, config: Config, now: datetime) -> None:
    """Raise Unavailable that stops the channel where sending *post* would pass the site's own limit."""
    channel = config.channel(post.channel)
    most = channel.most_dollars_a_month
    if most is None:
        return
    cost = price(post, channel.kind)
    if cost and spent_this_month(post.channel, now, kind=channel.kind) + cost > most:
        raise Unavailable(_limit(most), stops=Stop.SPENDING)


def _limit(most: float) -> str:
    dollars = f"{most:.2f}" if round(most, 2) == most else f"{most:g}"
    return f"the month's limit of {dollars} $ would be passed; raise most_dollars_a_month or wait for next month"


def reopen_where_the_limit_changed(config: Config, now: datetime) -> None:
    """Let channels be asked again that stopped at another limit than they have by now."""
    limits = {one.id: one.most_dollars_a_month for one in config.settings.channels}
    for channel, stands in standings(now).items():
        most = limits.get(channel)
        if stands.stop is Stop.SPENDING and (most is None or stands.reason != _limit(most)):
            reopen_channel(channel, by=CLOCK, now=now)
