"""Posts that say again what the same account said lately, by whatever name the desk has its channel."""

from datetime import timedelta

from django.db.models import Q

from comms.config import Channel, Config
from comms.domain.posts import State
from comms.domain.repeats import core
from comms.services.approved_as import settings_of
from comms.store.models import Approval, Post

_SAID = (State.SENDING, State.UNCONFIRMED, State.PUBLISHED)
_PLANNED = (State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD_LATE)


def said_lately(post: Post, config: Config) -> Post | None:
    """Return a post of the same account that went out in the same words within the days that the site says."""
    return _same(post, _SAID, config)


def said_or_planned(post: Post, config: Config) -> Post | None:
    """Return a post of the same account, out or on its way, in the same words within the days that the site says."""
    return _same(post, (*_SAID, *_PLANNED), config)


def _same(post: Post, states: tuple[State, ...], config: Config) -> Post | None:
    channels = {one.id: one for one in config.settings.channels}
    here, days = channels.get(post.channel), timedelta(days=config.settings.publishing.repeat_days)
    alike = [one.id for one in channels.values() if here and _place(one) == _place(here)]
    # A channel that config.yaml has no more may be this one under another name; it sends nothing more.
    gone = ~Q(channel__in=channels) & Q(state__in=_SAID)
    near = Post.objects.filter(
        Q(channel__in=(post.channel, *alike)) | gone,
        account=post.account,
        state__in=states,
        day__gte=post.day - days,
        day__lte=post.day + days,
    ).exclude(pk=post.pk)
    words = core(post.text)
    # The words alone are read of all: a burst looks here once a post.
    texts = near.order_by("-day", "key").values_list("pk", "channel", "text")
    said = ((pk, channel) for pk, channel, text in texts if core(text) == words)
    same = next((pk for pk, channel in said if channel in channels or not _was_elsewhere(pk, here)), None)
    return None if same is None else Post.objects.get(pk=same)


def _place(channel: Channel) -> tuple[str | bool, str | bool]:
    settings = settings_of(channel)
    return settings["kind"], settings["server"]


def _was_elsewhere(post_id: int, here: Channel | None) -> bool:
    """Tell whether a post is known to have been approved for another kind of channel than *here*, or another server."""
    given = Approval.objects.filter(post=post_id).values_list("channel_as", flat=True)
    places = [(one["kind"], one["server"]) for one in given if "kind" in one]
    return here is not None and bool(places) and _place(here) not in places
