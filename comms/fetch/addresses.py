"""Which addresses may be asked: those of public hosts, and nothing of the desk's own network."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from comms.errors import CommsError

Address = IPv4Address | IPv6Address
_DEFAULT_PORTS = {"http": 80, "https": 443}
# These carry an IPv4 address inside, so that a private one could hide in them.
_CARRIERS = tuple(
    map(ip_network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"))
)
_LONGEST = 2_000


class FetchError(CommsError):
    """Say why an address was not asked, or gave no answer that can be used."""


@dataclass(frozen=True)
class Target:
    """Where to connect and what to ask there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """Return the value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(address: Address) -> bool:
    """Tell whether *address* belongs to a host of the open Internet."""
    if isinstance(address, IPv6Address) and any(address in network for network in _CARRIERS):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def target_of(url: str, *, ports: frozenset[int]) -> Target:
    """Return where *url* leads; raise FetchError if it is no plain web address on an allowed port."""
    if len(url) > _LONGEST or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise _refused(url, "“%(url)s” is not a web address; write it in full, from https:// on")
    try:
        parts = urlsplit(url)
        port = parts.port if parts.port is not None else _DEFAULT_PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        raise _refused(url, "“%(url)s” is not a web address; write it in full, from https:// on") from None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        raise _refused(url, "“%(url)s” is not a web address; write it in full, from https:// on")
    if parts.username is not None or parts.password is not None:
        # What is secret is not said again, here or in a log.
        raise _refused(host, "the address on %(url)s holds a name or a password; use one without")
    if port not in ports:
        only = ", ".join(map(str, sorted(ports)))
        raise _refused(url, "%(url)s asks for port %(port)s; only %(ports)s may be asked", port=port, ports=only)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts.query)}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def _query(text: str) -> str:
    return quote(text, safe="/%:@!$&'()*+,;=~-._?")


def pinned(target: Target, found: list[str], *, allowed: Callable[[Address], bool]) -> str:
    """Return the address to connect to; refuse a host of which any address is not allowed."""
    addresses = [ip_address(one.partition("%")[0]) for one in found]
    if not addresses:
        raise _refused(target.host, "%(url)s is not known; check the spelling")
    if not all(map(allowed, addresses)):
        raise _refused(target.host, "%(url)s is not on the open Internet; the desk asks only public addresses")
    return str(addresses[0])


def _refused(url: str, message: str, **values: object) -> FetchError:
    shown = "".join(sign if sign.isprintable() else "�" for sign in url[:200])
    return FetchError(message, url=shown, **values)
