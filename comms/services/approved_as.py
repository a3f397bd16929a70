"""How config.yaml has a channel, as far as an approval depends on it: where it speaks, and what it says of a post."""

from urllib.parse import urlsplit

from comms.config import Channel, is_loopback
from comms.store.models import Approval

_HERE = "this machine"


def settings_of(channel: Channel) -> dict[str, str | bool]:
    """Return what an approval is given for, beside the bytes: each stand-in on this machine is as good as another."""
    server = _HERE if is_loopback(urlsplit(channel.server).hostname or "") else channel.server.rstrip("/")
    return {"server": server, "made_with_ai": channel.made_with_ai, "pretend": channel.pretend}


def changed_since(approval: Approval, channel: Channel) -> tuple[str, ...]:
    """Return which settings of *channel* are not what they were when the yes was given; an old yes knows of none."""
    now = settings_of(channel)
    return tuple(name for name, value in approval.channel_as.items() if name in now and now[name] != value)
