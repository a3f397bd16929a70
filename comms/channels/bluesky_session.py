"""The session of a Bluesky account, kept in memory: logging in is limited to 30 times in 5 minutes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from threading import Lock

from comms.channels.http import Api, Reply, verdict
from comms.channels.waiting import asked_to_wait, reset_at
from comms.domain.answers import DeliveryError, Stop, Unavailable
from comms.ports import Credentials

# Whoever asks with such a token was turned away at the door, and nothing was done.
OUTWORN = frozenset({"ExpiredToken", "InvalidToken"})
_NO_ACCOUNT = frozenset({"AccountTakedown", "AccountSuspended", "AccountDeactivated"})
_RECONNECT = "Bluesky no longer accepts our app password; connect the channel again"


@dataclass(frozen=True)
class Session:
    """Who we are on the server, and the two tokens that prove it."""

    did: str
    handle: str
    access: str = field(repr=False)
    renewal: str = field(repr=False)


class Sessions:
    """Log in once, for all threads, and renew what runs out."""

    def __init__(self, api: Api, handle: str, credentials: Credentials) -> None:
        self._api, self._handle, self._credentials = api, handle, credentials
        self._session: Session | None = None
        self._password = ""
        self._lock = Lock()

    def current(self, time_left: Callable[[], float]) -> Session:
        """Return the session; begin one where there is none, or where the app password is another."""
        password = self._credentials.read().get("app_password", "")
        if not password:
            reason = "Bluesky is not connected: its app password is missing"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        with self._lock:
            if self._session is None or password != self._password:
                self._session = self._begin(password, time_left)
                self._password = password
            return self._session

    def renewed(self, outworn: Session, time_left: Callable[[], float]) -> Session:
        """Return a session in place of *outworn*, which another thread may have replaced already."""
        with self._lock:
            if self._session in {None, outworn}:
                self._session = self._refresh(outworn, time_left)
        return self.current(time_left)

    def _begin(self, password: str, time_left: Callable[[], float]) -> Session:
        body = {"identifier": self._handle, "password": password}
        return self._opened(
            self._api.ask("POST", "/xrpc/com.atproto.server.createSession", time_left=time_left, body=body)
        )

    def _refresh(self, outworn: Session, time_left: Callable[[], float]) -> Session | None:
        headers = {"Authorization": f"Bearer {outworn.renewal}"}
        reply = self._api.ask("POST", "/xrpc/com.atproto.server.refreshSession", time_left=time_left, headers=headers)
        return None if reply.status in {400, 401} else self._opened(reply)

    def _opened(self, reply: Reply) -> Session:
        error = judged(reply, now=self._api.now())
        if error:
            raise error
        told = reply.json()
        try:
            return Session(*(str(told[name]) for name in ("did", "handle", "accessJwt", "refreshJwt")))
        except (KeyError, TypeError) as missing:
            reason = "the server does not answer as Bluesky does; check the channel's server"
            raise Unavailable(reason) from missing


def named(reply: Reply) -> tuple[str, str]:
    """Return the name of the error that a reply tells, and what it says of it."""
    try:
        told = json.loads(reply.body)
    except ValueError:
        return "", ""
    return (str(told.get("error", "")), str(told.get("message", ""))[:300]) if isinstance(told, dict) else ("", "")


def judged(reply: Reply, *, now: datetime) -> DeliveryError | None:
    """Return what a reply means, in words for the desk; None where it was done."""
    name, said = named(reply)
    if name in _NO_ACCOUNT:
        reason = "Bluesky has closed, suspended or put to sleep this account; log in to Bluesky to see why"
        return Unavailable(reason, stops=Stop.CREDENTIALS)
    if name in OUTWORN:
        return Unavailable(_RECONNECT, stops=Stop.CREDENTIALS)
    if name == "AuthFactorTokenRequired":
        reason = "Bluesky asks for a code by mail; make an app password and connect the channel with it"
        return Unavailable(reason, stops=Stop.CREDENTIALS)
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return Unavailable(_RECONNECT, stops=Stop.CREDENTIALS)
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Unavailable("Bluesky asks us to wait", wait=_left_alone_until(reply.headers, now))
    return verdict(reply, now=now, reason=f"Bluesky answered {reply.status}: {said or name or 'no reason given'}")


def _left_alone_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    return asked_to_wait(headers, now) or reset_at(headers.get("ratelimit-reset", ""), now)
