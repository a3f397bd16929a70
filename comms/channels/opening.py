"""What a channel is opened with, and the open channel of each kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from comms.channels.server_clock import ServerClock
from comms.domain.place import Place, server_named
from comms.ports import Channel, Credentials, Pictures


@dataclass(frozen=True)
class Account:
    """Where a channel speaks, and as whom; *server* is empty where the vendor's own address is meant.

    *links* says whether posts carry their link; *api_version* is the one that the site pinned, if any. *folder* is
    where a channel that is made of files keeps them.
    """

    channel: str
    kind: str
    name: str
    server: str = ""
    links: bool = True
    made_with_ai: bool = False
    api_version: str = ""
    folder: Path = Path()

    @property
    def place(self) -> Place:
        """Return as whom and where this account speaks."""
        return Place(self.kind, self.name, server_named(self.server))


@dataclass(frozen=True)
class Opening:
    """All that a channel needs of the world: its account, secrets, the pictures, and the clocks, ours and its own."""

    account: Account
    credentials: Credentials
    pictures: Pictures
    now: Callable[[], datetime]
    clock: ServerClock = field(default_factory=ServerClock)


@dataclass(frozen=True)
class Secret:
    """One secret that a channel needs: its name in code and in the environment, and what people call it."""

    name: str
    label: str
    optional: bool = False


@dataclass(frozen=True)
class Lasts:
    """How long fresh access holds, and how long it can be renewed; None where it does not end."""

    access: timedelta | None = None
    renewal: timedelta | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of channel: the secrets that it needs, how it is opened, and how long fresh secrets last, if they end."""

    secrets: tuple[Secret, ...]
    open: Callable[[Opening], Channel]
    lasts: Lasts = Lasts()
