"""Mastodon, and servers that speak its language: statuses of one account.

A repeated key is answered with the first status by Mastodon itself, for an hour; other servers publish twice. So the
key is a second net, and what was sent without an answer is looked for among the account's own statuses.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from comms.channels.http import CONNECT_SECONDS, Api, Reply, no_hurry
from comms.channels.linked_text import linked_text
from comms.channels.links import path_on
from comms.channels.mastodon_text import one_line, words
from comms.channels.opening import Kind, Opening, Secret
from comms.channels.waiting import asked_to_wait
from comms.domain.answers import DeliveryError, OtherAccount, Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_RULES = CHANNEL_RULES["mastodon"]
_SECRETS = (Secret("access_token", "Access token (write:statuses write:media read:accounts read:statuses)"),)
# A picture is ready at once nearly always; it is asked for a few times, and never for longer than that.
_PAUSES = (0.2, 0.5, 1.0, 2.0)
_LIMIT_HOLDS = timedelta(hours=6)
_SKEW = timedelta(minutes=10)
_JUST_NOW = timedelta(minutes=1)
_SOURCES = 5


class Mastodon:
    """Speak for one account of the server that the configuration names."""

    proves_absence = False
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        self._api = Api(opening.account.server, opening.now, clock=opening.clock)
        self._limit: tuple[int, datetime] | None = None

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Post the message, in public, with a key that follows from its name and its stamp."""
        message, text = dispatch.message, self._text(dispatch.message)
        limit, length = self._longest(dispatch.time_left), _RULES.count(text)
        if length > limit:
            reason = f"{_RULES.label} takes {limit} characters, this text has {length}"
            raise Refused(reason)
        body: dict[str, Any] = {"status": text, "language": message.language, "visibility": "public"}
        if message.image:
            body["media_ids"] = [self._upload(message, dispatch.time_left)]
        headers = {"Idempotency-Key": sha256(f"{message.key} {dispatch.stamp.isoformat()}".encode()).hexdigest()}
        reply = self._ask(
            "POST", "/api/v1/statuses", creates=True, time_left=dispatch.time_left, headers=headers, body=body
        )
        status = self._done(reply).json()
        if not isinstance(status, dict) or not status.get("id"):
            reason = "Mastodon took the post and did not say where it is; look for it there"
            raise Uncertain(reason)
        if self._says_other_words(status, text, dispatch.time_left):
            reason = f"other words are public under this post's name: {_receipt(status).url}; look at them there"
            raise Uncertain(reason)
        return _receipt(status)

    def _says_other_words(self, status: Mapping[str, Any], text: str, time_left: Callable[[], float]) -> bool:
        """Tell whether a server that was asked with a key of before answered with what it made public then.

        What it shows of new words can differ from what it was told, so it is asked for those. A server that does not
        tell is taken to have made what it says it made just now.
        """
        if words(str(status.get("content", ""))) == one_line(text):
            return False
        try:
            told = self._source(str(status["id"]), time_left)
        except DeliveryError:
            told = ""
        if told:
            return one_line(told) != one_line(text)
        made = _instant(str(status.get("created_at", "")))
        return made is not None and made < self._opening.now() - _JUST_NOW

    def _text(self, message: Message) -> str:
        return linked_text(message, links=self._opening.account.links)

    def _longest(self, time_left: Callable[[], float]) -> int:
        """Return how many characters the server takes; what an old server does not tell is Mastodon's own limit."""
        now = self._opening.now()
        if self._limit and now < self._limit[1]:
            return self._limit[0]
        for path in ("/api/v2/instance", "/api/v1/instance"):
            reply = self._ask("GET", path, time_left=time_left)
            limit = _limit_in(reply)
            if limit:
                self._limit = limit, now + _LIMIT_HOLDS
                return limit
        return _RULES.limit

    def _upload(self, message: Message, time_left: Callable[[], float]) -> str:
        """Hand over the picture with its description, and return its number; nothing is public by that."""
        picture = self._opening.pictures.read(message.image)
        kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
        # Some servers keep a picture under the name of its file, in place of an older one of that name.
        files = {"file": (f"{message.image}.{kind}", picture, f"image/{kind}")}
        form = {"description": message.alt}
        reply = self._done(self._ask("POST", "/api/v2/media", time_left=time_left, files=files, form=form))
        try:
            number = str(reply.json()["id"])
        except (KeyError, TypeError) as error:
            reason = "Mastodon did not take the picture"
            raise Unavailable(reason) from error
        if reply.status == HTTPStatus.ACCEPTED:
            self._wait_for(number, time_left)
        return number

    def _wait_for(self, number: str, time_left: Callable[[], float]) -> None:
        for pause in _PAUSES:
            reply = self._done(self._ask("GET", f"/api/v1/media/{quote(number, safe='')}", time_left=time_left))
            if reply.status == HTTPStatus.OK:
                return
            if time_left() < pause + CONNECT_SECONDS:
                break
            time.sleep(pause)
        reason = "Mastodon is still preparing the picture; nothing was sent"
        raise Unavailable(reason)

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look among the account's last statuses for one that says exactly what the message says."""
        number = quote(str(self._who()["id"]), safe="")
        query = {"limit": "40", "exclude_replies": "true", "exclude_reblogs": "true"}
        statuses = self._readable(self._ask("GET", f"/api/v1/accounts/{number}/statuses", query=query)).json()
        fresh = [one for one in _alike(statuses, dispatch) if not dispatch.knows(_receipt(one))]
        text = self._text(dispatch.message)
        found = next((one for one in fresh if words(str(one.get("content", ""))) == one_line(text)), None)
        # What a server shows can differ from what it was told, as a mention does: then it is asked what it was told.
        found = found or next((one for one in fresh[:_SOURCES] if self._source(str(one["id"])) == text), None)
        return _receipt(found) if found else None

    def receipt_at(self, url: str) -> Receipt | None:
        """Read the number of a status, which ends its address: on this server, or on the account's own host."""
        host = self._opening.account.name.rpartition("@")[2]
        number = (path_on(url, self._api.base, host) or "").rpartition("/")[2]
        return Receipt(number, url) if re.fullmatch(r"[\w.-]*\d[\w.-]*", number) else None

    def _source(self, number: str, time_left: Callable[[], float] = no_hurry) -> str:
        reply = self._ask("GET", f"/api/v1/statuses/{quote(number, safe='')}/source", time_left=time_left)
        return str(_value(reply).get("text", "")) if reply.status == HTTPStatus.OK else ""

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the status; one that is gone already is as good."""
        reply = self._ask("DELETE", f"/api/v1/statuses/{quote(receipt.id, safe='')}")
        if reply.status != HTTPStatus.NOT_FOUND:
            self._done(reply)

    def check(self) -> str:
        """Read whose token it is; refuse another account than config.yaml has."""
        found, wanted = str(self._who().get("acct", "")), self._opening.account.name
        if wanted and _local_part(found) != _local_part(wanted):
            raise OtherAccount(found=f"@{found}", wanted=wanted)
        return f"@{found} on {urlsplit(self._api.base).hostname}"

    def _who(self) -> Mapping[str, Any]:
        account = _value(self._readable(self._ask("GET", "/api/v1/accounts/verify_credentials")))
        if not account.get("id"):
            reason = "the server does not answer as Mastodon does; check the channel's server"
            raise Unavailable(reason)
        return account

    def _ask(self, method: str, path: str, *, time_left: Callable[[], float] = no_hurry, **parts: Any) -> Reply:
        token = self._opening.credentials.read().get("access_token")
        if not token:
            reason = "Mastodon is not connected: its access token is missing"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        headers = parts.pop("headers", {}) | {"Authorization": f"Bearer {token}"}
        return self._api.ask(method, path, time_left=time_left, headers=headers, **parts)

    def _done(self, reply: Reply) -> Reply:
        error = self._error(reply)
        if error:
            raise error
        return reply

    def _readable(self, reply: Reply) -> Reply:
        """Return *reply*; whatever keeps us from reading can pass."""
        try:
            return self._done(reply)
        except Refused as error:
            raise Unavailable(str(error)) from error

    def _error(self, reply: Reply) -> DeliveryError | None:
        """Return what a reply means, in words for the desk."""
        said = str(_value(reply).get("error", ""))[:300] or "no reason given"
        now = self._opening.now()
        if reply.status == HTTPStatus.UNAUTHORIZED or (reply.status == HTTPStatus.FORBIDDEN and "scope" in said):
            reason = "Mastodon no longer accepts our access token; connect the channel again"
            return Unavailable(reason, stops=Stop.CREDENTIALS)
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
            return Unavailable("Mastodon asks us to wait", wait=_left_alone_until(reply.headers, now))
        return self._api.verdict(reply, reason=f"Mastodon answered {reply.status}: {said}")


def _value(reply: Reply) -> Mapping[str, Any]:
    try:
        told = json.loads(reply.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _limit_in(reply: Reply) -> int:
    """Return the number of characters that an answer about the server tells; 0 where it tells none."""
    told = _value(reply) if reply.status == HTTPStatus.OK else {}
    configuration = told.get("configuration")
    statuses = configuration.get("statuses") if isinstance(configuration, dict) else None
    limit = statuses.get("max_characters") if isinstance(statuses, dict) else None
    return limit if isinstance(limit, int) and limit > 0 else 0


def _alike(statuses: Any, dispatch: Dispatch) -> Iterator[Mapping[str, Any]]:
    """Yield the statuses that were made since the stamp, in public, with as many pictures."""
    since = dispatch.stamp - _SKEW
    pictures = 1 if dispatch.message.image else 0
    for one in statuses if isinstance(statuses, list) else []:
        made = _instant(str(one.get("created_at", ""))) or since
        is_public = one.get("visibility", "public") == "public"
        if made >= since and is_public and len(one.get("media_attachments") or []) == pictures:
            yield one


def _instant(text: str) -> datetime | None:
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        return None
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _left_alone_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the end of the wait: Mastodon tells the reset as an instant, in letters."""
    reset = _instant(headers.get("x-ratelimit-reset", ""))
    return asked_to_wait(headers, now) or (min(reset, now + timedelta(days=1)) if reset else None)


def _receipt(status: Mapping[str, Any]) -> Receipt:
    return Receipt(str(status["id"]), str(status.get("url") or status.get("uri") or ""))


def _local_part(account: str) -> str:
    return account.lstrip("@").partition("@")[0].lower()


KIND = Kind(_SECRETS, Mastodon)
