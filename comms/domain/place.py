"""As whom and where a channel speaks: of what was sent from one place, another place can tell nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

HERE = "this machine"


@dataclass(frozen=True)
class Place:
    """The account and the server of a channel of one kind; what only pretends has neither, as nothing leaves."""

    kind: str
    account: str = ""
    server: str = ""
    pretend: bool = False

    def stored_form(self) -> dict[str, str | bool]:
        """Return the place as it is kept with each request."""
        return asdict(self)

    def is_where(self, stored: Mapping[str, str | bool]) -> bool:
        """Tell whether a request was sent from here; one of which nobody kept the place counts as sent from here."""
        return not stored or self.stored_form() == stored


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this very machine."""
    return host in {"localhost", "127.0.0.1", "::1"}


def server_named(address: str) -> str:
    """Return what a server is told apart by: each stand-in on this machine is as good as another."""
    return HERE if is_loopback(urlsplit(address).hostname or "") else address.rstrip("/")
