"""How config.yaml has a channel, as far as an approval depends on it: where it speaks, and what it says of a post."""

from comms.config import Channel
from comms.domain.place import HERE, server_named
from comms.store.models import Approval


def settings_of(channel: Channel) -> dict[str, str | bool]:
    """Return what an approval is given for, beside the bytes: each stand-in on this machine is as good as another."""
    return {
        "kind": channel.kind,
        "server": server_named(channel.server),
        "links": channel.links,
        "made_with_ai": channel.made_with_ai,
        "pretend": channel.pretend,
    }


def changed_since(approval: Approval, channel: Channel) -> tuple[str, ...]:
    """Return which settings of *channel* are not what they were when the yes was given.

    An old yes knows of none. It may have been given while the channel pretended, so it holds for nothing but that.
    """
    now = settings_of(channel)
    if not approval.channel_as:
        return () if channel.pretend or now["server"] == HERE else ("pretend",)
    return tuple(name for name, value in approval.channel_as.items() if name in now and now[name] != value)
