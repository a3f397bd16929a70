"""A Mastodon server as it answers: one account and its statuses, shown as HTML.

Without *idempotent* it is one of those servers that publish twice what is asked twice.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from comms.domain.channels import as_mastodon_counts
from comms.rehearsal.mastodon_html import shown
from comms.rehearsal.multipart import parts
from comms.rehearsal.server import Answer, Asked

_KEPT = timedelta(hours=1)


class MastodonStandIn:
    """An account and what is public of it.

    *visible_after* is how many times the list is asked before a status shows, *prepares* how many times a picture is
    asked for before it is ready, *quota* how many requests are left, *instance* which description of itself it has.
    """

    def __init__(self, now: Callable[[], datetime], *, token: str, idempotent: bool = True, limit: int = 500) -> None:
        self.live: list[dict[str, Any]] = []
        self.pictures: dict[str, dict[str, Any]] = {}
        self.visible_after = 0
        self.prepares = 0
        self.quota: int | None = None
        self.instance = "v2"
        self.limit = limit
        self.on_accept: Callable[[], None] = lambda: None
        self._now, self._token, self._idempotent = now, token, idempotent
        self._keys: dict[str, tuple[datetime, str]] = {}
        self.number = 115_000
        self._lock = Lock()

    def answer(self, asked: Asked) -> Answer:
        """Answer as Mastodon does, one request after the other."""
        with self._lock:
            return self._refusal(asked) or self._answer(asked)

    def _refusal(self, asked: Asked) -> Answer | None:
        if asked.headers.get("authorization") != f"Bearer {self._token}":
            return _error(401, "The access token is invalid")
        if self.quota is not None:
            self.quota -= 1
            if self.quota < 0:
                reset = (self._now() + timedelta(minutes=5)).astimezone(UTC).isoformat(timespec="microseconds")
                headers = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0"}
                return _error(429, "Too many requests", headers | {"X-RateLimit-Reset": reset.replace("+00:00", "Z")})
        return None

    def _answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path.removeprefix("/api/").split("/"):
            case "GET", [("v1" | "v2") as version, "instance"] if version == self.instance:
                return Answer(200, {"configuration": {"statuses": {"max_characters": self.limit}}})
            case "POST", ["v1", "statuses"]:
                return self._create(asked)
            case "POST", ["v2", "media"]:
                return self._take_picture(asked)
            case "GET", ["v1", "media", number] if number in self.pictures:
                return self._picture(number)
            case "GET", ["v1", "accounts", "verify_credentials"]:
                return Answer(200, {"id": "42", "acct": "cities", "username": "cities"})
            case "GET", ["v1", "accounts", "42", "statuses"]:
                return self._list(asked)
            case "GET", ["v1", "statuses", number, "source"] if self._find(number):
                return Answer(200, {"id": number, "text": self._find(number)["text"], "spoiler_text": ""})
            case "DELETE", ["v1", "statuses", number] if self._find(number):
                gone = self._find(number)
                self.live = [one for one in self.live if one is not gone]
                return Answer(200, _public(gone))
        return _error(404, "Record not found")

    def _create(self, asked: Asked) -> Answer:
        key = asked.headers.get("idempotency-key", "")
        until, number = self._keys.get(key, (self._now(), ""))
        first = self._find(number)
        if self._idempotent and first and self._now() < until:
            return Answer(200, _public(first))
        try:
            body = asked.json()
        except ValueError:
            return _error(400, "Error occurred while parsing request parameters")
        refusal = self._invalid(body)
        if refusal:
            return refusal
        made = self._publish(body)
        self._keys[key] = (self._now() + _KEPT, made["id"])
        return Answer(200, _public(made))

    def _invalid(self, body: dict[str, Any]) -> Answer | None:
        text, pictures = body.get("status", ""), body.get("media_ids", [])
        if not text and not pictures:
            return _error(422, "Validation failed: Text can't be blank")
        if as_mastodon_counts(text) > self.limit:
            return _error(422, f"Validation failed: Text character limit of {self.limit} exceeded")
        if body.get("visibility", "public") not in {"public", "unlisted", "private", "direct"}:
            return _error(422, "Validation failed: Visibility is not included in the list")
        if any(one not in self.pictures for one in pictures):
            return _error(422, f"Media {', '.join(pictures)} not found or already attached to another post")
        if any(self.pictures[one]["waits"] for one in pictures):
            return _error(422, "Cannot attach files that have not finished processing. Try again in a moment!")
        return None

    def _publish(self, body: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        number = str(self.number)
        attached = [{"id": one, "description": self.pictures[one]["alt"]} for one in body.get("media_ids", [])]
        made = {
            "id": number,
            "url": f"https://mastodon.example/@cities/{number}",
            "created_at": self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "content": shown(body["status"]),
            "text": body["status"],
            "language": body.get("language"),
            "visibility": body.get("visibility", "public"),
            "media_attachments": attached,
            "hidden": self.visible_after,
        }
        self.live.append(made)
        self.on_accept()
        return made

    def _take_picture(self, asked: Asked) -> Answer:
        form = parts(asked)
        if "file" not in form or form["file"].type not in {"image/png", "image/jpeg"}:
            return _error(422, "Validation failed: File content type is invalid, File is invalid")
        number = str(900 + len(self.pictures))
        alt = form["description"].octets.decode() if "description" in form else ""
        self.pictures[number] = {
            "octets": form["file"].octets,
            "file": form["file"].file,
            "alt": alt,
            "waits": self.prepares,
        }
        return Answer(202 if self.prepares else 200, {"id": number, "type": "image", "description": alt})

    def _picture(self, number: str) -> Answer:
        picture = self.pictures[number]
        picture["waits"] -= picture["waits"] > 0
        return Answer(206 if picture["waits"] else 200, {"id": number, "type": "image", "description": picture["alt"]})

    def _list(self, asked: Asked) -> Answer:
        listed = []
        for one in reversed(self.live):
            if one["hidden"] > 0:
                one["hidden"] -= 1
            else:
                listed.append(_public(one))
        return Answer(200, listed[: int(asked.query.get("limit", "20"))])

    def _find(self, number: str) -> dict[str, Any]:
        return next((one for one in self.live if one["id"] == number), {})


def _public(status: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in status.items() if name not in {"text", "hidden"}}


def _error(status: int, said: str, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, {"error": said}, headers or {})
