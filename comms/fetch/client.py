"""One request to an address that somebody gave, and its answer, read no further than the limits allow."""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from urllib.parse import urljoin

from comms.fetch.addresses import Address, FetchError, Target, is_public, pinned, target_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
WEB_PORTS = frozenset({80, 443})
_CHUNK = 65_536


@dataclass(frozen=True)
class Answer:
    """What a host answered; *url* is where it was found after redirects."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    url: str


def resolved(host: str) -> list[str]:
    """Return the addresses of *host*."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(one[4][0]) for one in found]


def told_by_itself(host: str) -> list[str]:
    """Return the addresses that *host* tells without anybody being asked: it is written as numbers, or this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1"]
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []
    return [str(one[4][0]) for one in found]


def refuse_own_network(target: Target, *, allowed: Callable[[Address], bool] = is_public) -> None:
    """Raise FetchError if *target* itself tells that it is on no public host; a name may tell it only when asked."""
    if known := told_by_itself(target.host):
        pinned(target, known, allowed=allowed)


@dataclass(frozen=True)
class Limits:
    """How much may be read, how long it may take in all, how often it may lead elsewhere, on which ports."""

    octets: int = 2_000_000
    seconds: float = 20
    redirects: int = 3
    ports: frozenset[int] = WEB_PORTS


class Client:
    """The guarded client; *allowed* and *resolve* are the open Internet's unless told otherwise."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allowed: Callable[[Address], bool] = is_public,
        resolve: Callable[[str], list[str]] = resolved,
    ) -> None:
        self._limits = limits or Limits()
        self._allowed = allowed
        self._resolve = resolve

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a GET, following a few redirects, each of which is checked like the first."""
        return self._request("GET", url, headers or {}, None, self._limits.redirects)

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a POST; a redirect is an answer like any other and is not followed."""
        return self._request("POST", url, headers or {}, body, 0)

    def _request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, redirects: int) -> Answer:
        ends = monotonic() + self._limits.seconds
        for turn in range(redirects + 1):
            answer = self._once(method, url, headers, body, ends)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location or method != "GET":
                return answer
            if turn < redirects:
                url = urljoin(url, location)
        message = "%(url)s leads on more than %(many)s times; give the last address"
        raise FetchError(message, url=url, many=redirects)

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, ends: float) -> Answer:
        target = target_of(url, ports=self._limits.ports)
        address = pinned(target, self._addresses(target.host, ends), allowed=self._allowed)
        sent = {"Host": target.named, "Accept-Encoding": "identity", "User-Agent": "comms-desk", **headers}
        try:
            with _connected(target, address, _left(ends, url)) as connection:
                connection.request(method, target.path, body=body, headers=sent)
                response = connection.getresponse()
                told = {name.lower(): value for name, value in response.getheaders()}
                content = self._body(response, url)
                # A connection that was cut looks like one that has ended.
                _left(ends, url)
                return Answer(response.status, content, told, url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            message = (
                "%(url)s gave no answer in time" if monotonic() >= ends else "%(url)s gave no sound answer (%(why)s)"
            )
            raise FetchError(message, url=url, why=str(error)[:200] or type(error).__name__) from error

    def _addresses(self, host: str, ends: float) -> list[str]:
        pool = ThreadPoolExecutor(max_workers=1)
        try:
            return pool.submit(self._resolve, host).result(timeout=_left(ends, host))
        except TimeoutError:
            raise _late(host) from None
        finally:
            pool.shutdown(wait=False)

    def _body(self, response: http.client.HTTPResponse, url: str) -> bytes:
        if response.getheader("Content-Encoding", "identity") != "identity":
            message = "%(url)s answers compressed although it was not asked to"
            raise FetchError(message, url=url)
        read = bytearray()
        while chunk := response.read(_CHUNK):
            read += chunk
            if len(read) > self._limits.octets:
                message = "%(url)s answers with more than %(most)s octets"
                raise FetchError(message, url=url, most=self._limits.octets)
        if response.length:
            message = "%(url)s gave only a part of its answer"
            raise FetchError(message, url=url)
        return bytes(read)


def _left(ends: float, url: str) -> float:
    left = ends - monotonic()
    if left <= 0:
        raise _late(url)
    return left


def _late(url: str) -> FetchError:
    return FetchError("%(url)s gave no answer in time", url=url)


@contextmanager
def _connected(target: Target, address: str, seconds: float) -> Iterator[http.client.HTTPConnection]:
    """Yield a connection to *address* and no other; it is cut when the time is over, however slowly it drips."""
    plain = socket.create_connection((address, target.port), timeout=seconds)
    live = [plain]
    timer = Timer(seconds, _cut, (live,))
    timer.daemon = True
    timer.start()
    try:
        if target.scheme == "https":
            secure = ssl.create_default_context().wrap_socket(
                plain, server_hostname=target.host, do_handshake_on_connect=False
            )
            live[0] = secure
            secure.do_handshake()
        connection = http.client.HTTPConnection(target.host, target.port, timeout=seconds)
        connection.sock = live[0]
        yield connection
    finally:
        timer.cancel()
        live[0].close()


def _cut(live: list[socket.socket]) -> None:
    with suppress(OSError):
        # A TLS socket's own shutdown would wait for whoever reads from it.
        socket.socket.shutdown(live[0], socket.SHUT_RDWR)
