"""LinkedIn's Posts API as it answers: strict on headers and fields, silent when it cuts a text."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from comms.rehearsal.server import Answer, Asked

_FIELDS = {
    "author",
    "commentary",
    "visibility",
    "distribution",
    "lifecycleState",
    "isReshareDisabledByAuthor",
    "content",
}
_RESERVED = set("|{}@[]()<>#*_~")
_KEPT = re.compile(r"https?://\S+|\{hashtag\|\\#\|[^}]+\}|\\.", re.DOTALL)
_LONGEST = 3_000
_OLDEST_VERSION = "202512"


class LinkedInStandIn:
    """A page and what is public on it. *visible_after* is how many times the finder is asked before a post shows."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.live: list[dict[str, Any]] = []
        self.visible_after = 0
        self.quota: int | None = None
        self.on_accept: Callable[[], None] = lambda: None
        self._now, self._token, self._page = now, "token", "5025"
        self._images: dict[str, bytes] = {}
        self.number = 7_000
        self._base = ""

    def answer(self, asked: Asked) -> Answer:
        """Answer as LinkedIn does."""
        if asked.path.startswith("/upload/"):
            return self._take_picture(asked)
        refusal = self._refusal(asked)
        if refusal:
            return refusal
        self._base = f"http://{asked.headers['host']}"
        match asked.method, asked.path.strip("/").split("/"):
            case "POST", ["rest", "posts"]:
                return self._create(asked)
            case "POST", ["rest", "images"]:
                return self._begin_upload(asked)
            case "GET", ["rest", "posts"]:
                return self._list(asked)
            case "GET", ["rest", "posts", urn]:
                found = self._find(urn)
                return Answer(200, found) if found else _error(404, "Post not found")
            case "DELETE", ["rest", "posts", urn]:
                self.live = [one for one in self.live if one["id"] != unquote(urn)]
                return Answer(204)
            case "GET", ["rest", "organizations", self._page]:
                return Answer(200, {"localizedName": "Human Rights Cities", "id": int(self._page)})
        return _error(404, "Resource not found")

    def _refusal(self, asked: Asked) -> Answer | None:
        if asked.headers.get("authorization") != f"Bearer {self._token}":
            return _error(401, "Invalid access token", code="INVALID_ACCESS_TOKEN")
        version = asked.headers.get("linkedin-version", "")
        if not version:
            return _error(400, "A version must be present. Please specify a version by adding the header.")
        if not re.fullmatch(r"\d{6}", version) or version < _OLDEST_VERSION:
            return _error(426, f"Requested version {version} is not active", code="NONEXISTENT_VERSION")
        if asked.headers.get("x-restli-protocol-version") != "2.0.0":
            return _error(400, "X-Restli-Protocol-Version 2.0.0 is needed")
        if self.quota is not None:
            self.quota -= 1
            if self.quota < 0:
                return _error(429, "Resource level throttle APPLICATION DAY limit for calls is reached.")
        return None

    def _create(self, asked: Asked) -> Answer:
        try:
            body = asked.json()
        except ValueError:
            return _error(400, "Invalid JSON")
        unknown = set(body) - _FIELDS
        if unknown:
            return _error(422, f"/{min(unknown)} :: unrecognized field found but not allowed")
        if body.get("author") != f"urn:li:organization:{self._page}":
            return _error(403, "Not enough permissions to access author")
        if len(body.get("commentary", "").encode("utf-16-le")) // 2 > _LONGEST:
            return _error(422, "/commentary :: length exceeds the maximum allowed (3000)")
        media = body.get("content", {}).get("media")
        if media and media.get("id") not in self._images:
            return _error(400, "content.media.id is not an image of this owner")
        twin = next((one for one in self.live if one["commentary"] == _cut(body["commentary"])), None)
        if twin:
            return _duplicate(twin["id"])
        return self._publish(body)

    def _publish(self, body: dict[str, Any]) -> Answer:
        self.number += 1
        urn = f"urn:li:share:{self.number}"
        created = int(self._now().timestamp() * 1000)
        kept = {"id": urn, "commentary": _cut(body["commentary"]), "createdAt": created, "hidden": self.visible_after}
        self.live.append(body | kept)
        self.on_accept()
        return Answer(201, b"", {"x-restli-id": urn})

    def _begin_upload(self, asked: Asked) -> Answer:
        if asked.query.get("action") != "initializeUpload":
            return _error(400, "Unknown action")
        image = f"urn:li:image:C{len(self._images) + 1}"
        self._images[image] = b""
        return Answer(200, {"value": {"uploadUrl": f"{self._base}/upload/{image}", "image": image}})

    def _take_picture(self, asked: Asked) -> Answer:
        image = asked.path.removeprefix("/upload/")
        if image not in self._images or asked.method != "PUT" or not asked.body:
            return _error(400, "Bad upload")
        self._images[image] = asked.body
        return Answer(201)

    def _list(self, asked: Asked) -> Answer:
        if asked.headers.get("x-restli-method") != "FINDER" or asked.query.get("q") != "author":
            return _error(400, "Invalid query parameters")
        shown = []
        for one in reversed(self.live):
            if one["hidden"] > 0:
                one["hidden"] -= 1
            else:
                shown.append({name: value for name, value in one.items() if name != "hidden"})
        return Answer(200, {"elements": shown[: int(asked.query.get("count", "10"))]})

    def _find(self, urn: str) -> dict[str, Any] | None:
        found = next((one for one in self.live if one["id"] == unquote(urn)), None)
        return {name: value for name, value in found.items() if name != "hidden"} if found else None


def _cut(commentary: str) -> str:
    """Return the text up to its first bare reserved character: the rest is lost, and nobody is told."""
    at = 0
    while at < len(commentary):
        kept = _KEPT.match(commentary, at)
        if kept:
            at = kept.end()
        elif commentary[at] in _RESERVED or commentary[at] == "\\":
            return commentary[:at]
        else:
            at += 1
    return commentary


def _duplicate(urn: str) -> Answer:
    said = f"Content is a duplicate of {urn}"
    details = {"inputErrors": [{"description": said, "code": "DUPLICATE_POST"}]}
    return Answer(422, {"message": said, "errorDetails": details, "status": 422})


def _error(status: int, message: str, *, code: str = "") -> Answer:
    return Answer(status, {"status": status, "message": message} | ({"code": code} if code else {}))
