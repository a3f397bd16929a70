"""Tweepy with the three things that it lacks: a time-out, another address, and answers in the desk's words.

Tweepy signs for the address that it has built in, so nothing but a stand-in is ever spoken to elsewhere.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
import tweepy

from comms.channels.connection import Deadline, OneAsk
from comms.channels.http import CONNECT_SECONDS, READ_SECONDS, Reply, broken, no_hurry, plain_session, time_for, verdict
from comms.channels.server_clock import ServerClock
from comms.domain.answers import DeliveryError, Unavailable, Uncertain

BUILT_IN = "https://api.twitter.com"
# At DEBUG tweepy writes whole requests, the bearer token with them.
for _name in ("tweepy", "tweepy.client", "requests_oauthlib", "oauthlib"):
    logging.getLogger(_name).setLevel(logging.INFO)


class _Timed(OneAsk):
    """Ask with a time-out, at another base if one is given; never twice."""

    def __init__(self, base: str, seconds: float) -> None:
        self._base, self._seconds = urlsplit(base), seconds
        super().__init__()

    def send(self, request: requests.PreparedRequest, **parts: Any) -> requests.Response:  # type: ignore[override]
        """Send the signed request."""
        if self._base.netloc:
            at = urlsplit(str(request.url))
            request.url = urlunsplit((self._base.scheme, self._base.netloc, at.path, at.query, ""))
            request.headers["Host"] = self._base.netloc
        parts["timeout"] = (CONNECT_SECONDS, min(READ_SECONDS, self._seconds))
        return super().send(request, **parts)


@dataclass(frozen=True)
class Keys:
    """The secrets of one account: four of OAuth 1.0a, or the access token of OAuth 2."""

    consumer_key: str = ""
    consumer_secret: str = ""
    access_token: str = ""
    access_token_secret: str = ""

    @property
    def signs(self) -> bool:
        """Tell whether requests are signed (OAuth 1.0a) rather than carrying a bearer token."""
        return bool(self.consumer_key and self.consumer_secret and self.access_token_secret)


def _none_newer(_: Keys) -> Keys | None:
    return None


@dataclass(frozen=True)
class Transport:
    """X as one account sees it; *base* is empty but for a stand-in.

    *newer* returns keys that were renewed since these were read, if any: what X refuses as unknown may be that.
    """

    keys: Keys
    now: Callable[[], datetime]
    base: str = ""
    clock: ServerClock = field(default_factory=ServerClock)
    newer: Callable[[Keys], Keys | None] = _none_newer

    def ask(  # noqa: PLR0913 - a request has these parts
        self,
        method: str,
        route: str,
        *,
        params: dict[str, str] | None = None,
        body: Any = None,
        creates: bool = False,
        time_left: Callable[[], float] = no_hurry,
        told: Callable[[Reply], DeliveryError | None] = lambda _: None,
    ) -> Any:
        """Return the JSON that X answers; raise what its refusal means, as *told* has it before the usual table."""
        if creates and time_left() < CONNECT_SECONDS:
            reason = "what had to come before took too long; nothing was sent"
            raise Unavailable(reason)
        reply = self._reply(method, route, params, body, creates=creates, time_left=time_left)
        newer = self.newer(self.keys) if reply.status == HTTPStatus.UNAUTHORIZED else None
        if newer:
            once_more = replace(self, keys=newer, newer=_none_newer)
            return once_more.ask(
                method, route, params=params, body=body, creates=creates, time_left=time_left, told=told
            )
        error = told(reply) or verdict(reply, now=self.now(), reason=said(reply))
        if error:
            raise error
        return reply.json() if reply.body else {}

    def _reply(  # noqa: PLR0913 - the same
        self,
        method: str,
        route: str,
        params: dict[str, str] | None,
        body: Any,
        *,
        creates: bool,
        time_left: Callable[[], float],
    ) -> Reply:
        seconds = time_for(time_left)
        client, asked = self._client(seconds), self.now()
        try:
            with Deadline(seconds):
                answer = client.request(method, route, params=params, json=body, user_auth=self.keys.signs)
        except tweepy.HTTPException as refused:
            answer = refused.response
        except requests.RequestException as error:
            raise broken(error, creates=creates) from error
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            # Tweepy reads a refusal's body as it expects it to be.
            reason = "X answered in a way that nobody expected"
            raise (Uncertain(reason) if creates else Unavailable(reason)) from error
        finally:
            client.session.close()
        self.clock.hear(answer.headers, asked=asked, answered=self.now())
        return Reply(answer.status_code, answer.headers, answer.content, creates)

    def _client(self, seconds: float) -> tweepy.Client:
        keys = self.keys
        client = tweepy.Client(
            bearer_token=None if keys.signs else keys.access_token,
            consumer_key=keys.consumer_key or None,
            consumer_secret=keys.consumer_secret or None,
            access_token=keys.access_token or None,
            access_token_secret=keys.access_token_secret or None,
            return_type=requests.Response,
            wait_on_rate_limit=False,
        )
        client.session = plain_session()
        client.session.max_redirects = 0
        client.session.mount(BUILT_IN, _Timed(self.base, seconds))
        return client


_REASONS = {
    401: "X no longer accepts our keys; connect the channel again",
    402: "X asks for credit before it takes anything; add credit in its console",
    429: "X asks us to wait",
}


def said(reply: Reply) -> str:
    """Return what X said, in words for the desk; never a header."""
    if reply.status in _REASONS:
        return _REASONS[reply.status]
    try:
        body = Reply(reply.status, {}, reply.body).json()
        detail = str(body.get("detail") or body.get("title") or "no reason given")
    except (DeliveryError, AttributeError):
        detail = "no reason given"
    return f"X answered {reply.status}: {detail[:300]}"
