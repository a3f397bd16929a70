"""What a change of config.yaml does to posts that wait: told at once, and not at their hour."""

from datetime import datetime

from django.db import transaction

from comms.config import Config
from comms.domain.posts import State
from comms.services.approved_as import changed_since
from comms.services.audit import DESK, record
from comms.services.review import locked, move, void_approval
from comms.store.models import Approval, Post

_UNAPPROVED = (State.DRAFT, State.IN_REVIEW)
_APPROVED = (State.APPROVED, State.SCHEDULED)


def why_not_as_approved(post: Post, approval: Approval | None, config: Config) -> str:
    """Return why *post* may not leave on its channel as config.yaml has it now; nothing where it may."""
    channel = config.channel(post.channel)
    if post.account != channel.account:
        return "not sent: its channel speaks for another account now; approve it again for that one"
    changed = changed_since(approval, channel) if approval else ()
    if changed:
        return f"not sent: its channel was changed in config.yaml ({', '.join(changed)}); approve it again for that"
    return ""


def follow_channels(config: Config, now: datetime) -> int:
    """Let what waits follow its channel as config.yaml has it; return how many posts changed.

    What nobody approved is for the account that the channel has now. What was approved for another one, or for a
    channel that was set otherwise, becomes a draft that says why.
    """
    return sum(_follow(post_id, config, now) for post_id in sorted(_left_behind(config)))


def _left_behind(config: Config) -> set[int]:
    """Return the posts that seem to be for a channel as it was: few questions, and no row held."""
    found: set[int] = set()
    for channel in config.settings.channels:
        waiting = Post.objects.filter(channel=channel.id)
        other = waiting.filter(state__in=(*_UNAPPROVED, *_APPROVED)).exclude(account=channel.account)
        found.update(other.values_list("pk", flat=True))
        approved = Approval.objects.filter(post__in=waiting.filter(state__in=_APPROVED), voided_at__isnull=True)
        found.update(one.post_id for one in approved.defer("message") if changed_since(one, channel))
    return found


def _follow(post_id: int, config: Config, now: datetime) -> bool:
    with transaction.atomic():
        post = locked(post_id)
        approval = Approval.objects.filter(post=post, voided_at__isnull=True).first()
        reason = why_not_as_approved(post, approval, config)
        if not reason or State(post.state) not in {*_UNAPPROVED, *_APPROVED}:
            return False
        before, post.account = post.account, config.channel(post.channel).account
        if State(post.state) in _APPROVED:
            void_approval(post, reason, by=DESK, now=now)
            move(post, State.DRAFT, by=DESK, now=now, note=reason)
            return True
        post.version += 1
        post.save()
        told = {"before": {"account": before}, "after": {"account": post.account}}
        record("account changed", f"post:{post.key}", by=DESK, now=now, **told)
        return True
