"""A channel's server, asked over HTTP: one request, one reply, and what each way of failing means.

What was sent and not answered may have been done. So whatever breaks after a creating request left is Uncertain;
what breaks before it left, or while only reading, is Unavailable. No request is ever repeated here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests

from comms.channels.connection import Deadline, OneAsk
from comms.channels.server_clock import ServerClock
from comms.channels.waiting import asked_to_wait
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
_MOST_OCTETS = 2_000_000
_STOPS = {
    HTTPStatus.UNAUTHORIZED: Stop.CREDENTIALS,
    HTTPStatus.PAYMENT_REQUIRED: Stop.PAYMENT,
    HTTPStatus.UPGRADE_REQUIRED: Stop.VERSION,
}
_ELSEWHERE = frozenset({HTTPStatus.FOUND, HTTPStatus.SEE_OTHER})
_TOO_SLOW = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})


def no_hurry() -> float:
    """Return that there is time without end."""
    return float("inf")


@dataclass(frozen=True)
class Reply:
    """What a server replied, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    creates: bool = False

    def json(self) -> Any:
        """Return the JSON value of the body; raise where it is none: of a creating request, Uncertain."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            reason = f"the server answered {self.status} without JSON"
            raise (Uncertain(reason) if self.creates else Unavailable(reason)) from error


@dataclass
class Api:
    """A server at *base*, asked with *headers* each time; *now* reads our clock, for Retry-After and beside *clock*."""

    base: str
    now: Callable[[], datetime]
    headers: Mapping[str, str] = field(default_factory=dict)
    clock: ServerClock = field(default_factory=ServerClock)
    session: requests.Session = field(default_factory=lambda: plain_session())  # noqa: PLW0108 - it is defined below

    def ask(  # noqa: PLR0913 - a request has these parts
        self,
        method: str,
        path: str,
        *,
        creates: bool = False,
        time_left: Callable[[], float] = no_hurry,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        octets: bytes | None = None,
        files: Any = None,
        form: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> Reply:
        """Return the reply to one request, whatever its status; raise Unavailable or Uncertain where there is none.

        *body* goes as JSON, *octets* as they are. A creating request is not begun where no time is left for it.
        """
        if creates and time_left() < CONNECT_SECONDS:
            reason = "what had to come before took too long; nothing was sent"
            raise Unavailable(reason)
        asked, seconds = self.now(), time_for(time_left)
        try:
            with (
                Deadline(seconds) as deadline,
                self.session.request(
                    method,
                    path if path.startswith("http") else self.base.rstrip("/") + path,
                    params=query,
                    headers={**self.headers, **(headers or {})},
                    json=body,
                    data=octets if octets is not None else form,
                    files=files,
                    auth=auth,
                    timeout=(CONNECT_SECONDS, min(READ_SECONDS, seconds)),
                    allow_redirects=False,
                    stream=True,
                ) as reply,
            ):
                self.clock.hear(reply.headers, asked=asked, answered=self.now())
                return Reply(reply.status_code, reply.headers, _whole(reply, deadline), creates)
        except requests.RequestException as error:
            raise broken(error, creates=creates) from error

    def verdict(self, reply: Reply, *, reason: str = "") -> DeliveryError | None:
        """Return what a reply's status means for what was asked; None where it was done."""
        return verdict(reply, now=self.now(), reason=reason)


def plain_session() -> requests.Session:
    """Return a session that repeats nothing, follows nothing, keeps no cookies and reads no environment."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, OneAsk(pool_maxsize=8))
    return session


def time_for(time_left: Callable[[], float]) -> float:
    """Return how many seconds one request may take from its first octet to the last of its answer."""
    return max(1.0, min(CONNECT_SECONDS + READ_SECONDS, time_left()))


def _whole(reply: requests.Response, deadline: Deadline) -> bytes:
    body = b""
    for chunk in reply.iter_content(65_536):
        body += chunk
        if len(body) > _MOST_OCTETS:
            reason = "the answer is too large"
            raise requests.exceptions.ContentDecodingError(reason)
    # A body without a length seems whole when its connection is cut.
    if deadline.is_over:
        raise requests.ReadTimeout
    return body


def broken(error: requests.RequestException, *, creates: bool) -> DeliveryError:
    """Return what it means that a request got no whole answer."""
    reason = in_words(error)
    if was_never_sent(error) or not creates:
        return Unavailable(reason)
    return Uncertain(reason)


def in_words(error: requests.RequestException) -> str:
    """Return what broke a request, in words for the desk."""
    if was_never_sent(error):
        reason = "the server could not be reached"
    elif isinstance(error, requests.Timeout):
        reason = "the server did not answer in time"
    elif isinstance(error, requests.exceptions.SSLError):
        reason = "the secure connection to the server broke"
    elif isinstance(error, requests.exceptions.ContentDecodingError):
        reason = "the answer of the server cannot be read"
    else:
        reason = "the connection broke before the answer was whole"
    return reason


def was_never_sent(error: BaseException) -> bool:
    """Tell whether the connection could not even be opened: refused, unknown host, no route, no TLS."""
    seen: BaseException | None = error
    while seen is not None:
        if type(seen).__name__ in {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}:
            return True
        reason = next(
            (one for one in (getattr(seen, "reason", None), *seen.args) if isinstance(one, BaseException)), None
        )
        seen = reason or seen.__cause__
    return False


def verdict(reply: Reply, *, now: datetime, reason: str = "") -> DeliveryError | None:
    """Return what *reply* means, as RFC 9110 has its status; None for success."""
    status = reply.status
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    said = reason or f"the server answered {status}"
    # “Found” and “see other” are how many servers answer what they have done.
    if status in _ELSEWHERE and reply.creates:
        return Uncertain(said)
    if status in _STOPS:
        return Unavailable(said, stops=_STOPS[HTTPStatus(status)])
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Unavailable(said, wait=asked_to_wait(reply.headers, now))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _TOO_SLOW:
        return _lost(reply, said, asked_to_wait(reply.headers, now))
    return Refused(said)


def _lost(reply: Reply, said: str, wait: timedelta | datetime | None = None) -> DeliveryError:
    return Uncertain(said, wait=wait) if reply.creates else Unavailable(said, wait=wait)
