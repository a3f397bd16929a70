"""LinkedIn's Posts API as it answers: strict on headers and fields, silent when it cuts a text."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

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
# Of content one kind alone: a picture, or the card of a link. What a card has to hold is told by the refusal itself.
_CONTENT = {
    "media": ({"id"}, {"id", "altText", "title"}),
    "article": ({"source", "title"}, {"source", "title", "description", "thumbnail", "thumbnailAltText"}),
}
_RESERVED = set("|{}@[]()<>#*_~")
_KEPT = re.compile(r"\{hashtag\|\\#\|[^}]+\}|\\.", re.DOTALL)
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?://(?=\w)", re.IGNORECASE)
# Other signs end an address, and so does a mark of these that no further part of it follows.
_PART = re.compile(r"[\w%/=+$&-]+", re.ASCII)
_MARK_INSIDE = frozenset(".,;:!?'*_~@#")
_FOREIGN = re.compile("[\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]+")
_LONGEST = 3_000
_SIXTY_DAYS = 5_184_000
_OLDEST_VERSION = "202512"


class LinkedInStandIn:
    """A page and what is public on it. *visible_after* is how many times the finder is asked before a post shows.

    *available_after* is how many times a picture is asked for before it can be shown; *spoils* lets it never be.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.live: list[dict[str, Any]] = []
        self.visible_after = 0
        self.available_after = 1
        self.spoils = False
        self.quota: int | None = None
        self.on_accept: Callable[[], None] = lambda: None
        self._now, self._token, self._page = now, "token", "5025"
        self.refresh, self.refresh_lasts, self.renewals = "linkedin-refresh", 300 * 86_400, 0
        self.images: dict[str, bytes] = {}
        self._waits: dict[str, int] = {}
        self.number = 7_000
        self._base = ""

    def answer(self, asked: Asked) -> Answer:
        """Answer as LinkedIn does."""
        if asked.path.startswith("/upload/"):
            return self._take_picture(asked)
        if asked.path == "/oauth/v2/accessToken":
            return self._renew(asked)
        refusal = self._refusal(asked)
        if refusal:
            return refusal
        self._base = f"http://{asked.headers['host']}"
        match asked.method, asked.path.strip("/").split("/"):
            case "POST", ["rest", "posts"]:
                return self._create(asked)
            case _, ["rest", "images", *image]:
                return self._picture(unquote(image[0])) if image else self._begin_upload(asked)
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

    def _renew(self, asked: Asked) -> Answer:
        """Renew access: the refresh token stays the same, and ends 365 days after the consent."""
        form = dict(parse_qsl(asked.body.decode()))
        app = (form.get("grant_type"), form.get("client_id"), form.get("client_secret"))
        if app != ("refresh_token", "app", "app-secret") or form.get("refresh_token") != self.refresh:
            return Answer(400, {"error": "invalid_request", "error_description": "The provided token is invalid"})
        self.renewals += 1
        self._token = f"token-{self.renewals}"
        given = {"access_token": self._token, "expires_in": _SIXTY_DAYS, "refresh_token": self.refresh}
        return Answer(200, given | {"refresh_token_expires_in": self.refresh_lasts})

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
        wrong = self._wrong_content(body["content"]) if "content" in body else None
        if wrong:
            return wrong
        twin = next((one for one in self.live if one["commentary"] == as_published(body["commentary"])), None)
        if twin:
            return _duplicate(twin["id"])
        return self._publish(body)

    def _wrong_content(self, content: dict[str, Any]) -> Answer | None:
        if not isinstance(content, dict) or len(content) != 1 or set(content) - set(_CONTENT):
            return _error(422, "/content :: union type is not backed by exactly one of its members")
        [(kind, told)] = content.items()
        needed, known = _CONTENT[kind]
        lost, unknown = needed - {name for name, value in told.items() if value}, set(told) - known
        if lost:
            return _error(422, f"ERROR :: /content/{kind}/{min(lost)} :: field is required but not found")
        if unknown:
            return _error(422, f"ERROR :: /content/{kind}/{min(unknown)} :: unrecognized field found but not allowed")
        if not re.match(r"https?://\S+$", told.get("source", "https://here")):
            return _error(422, "ERROR :: /content/article/source :: is not an address")
        image = told.get("id") or told.get("thumbnail")
        if image and not self._is_available(image):
            return _error(400, f"content.{kind}: {image} is not an available image of this owner")
        return None

    def _is_available(self, image: str) -> bool:
        return bool(self.images.get(image)) and not self.spoils and self._waits[image] <= 0

    def _publish(self, body: dict[str, Any]) -> Answer:
        self.number += 1
        urn = f"urn:li:share:{self.number}"
        created = int(self._now().timestamp() * 1000)
        kept = {"id": urn, "commentary": as_published(body["commentary"]), "createdAt": created}
        self.live.append(body | kept | {"hidden": self.visible_after})
        self.on_accept()
        return Answer(201, b"", {"x-restli-id": urn})

    def _begin_upload(self, asked: Asked) -> Answer:
        if asked.query.get("action") != "initializeUpload":
            return _error(400, "Unknown action")
        image = f"urn:li:image:C{len(self.images) + 1}"
        self.images[image], self._waits[image] = b"", self.available_after
        return Answer(200, {"value": {"uploadUrl": f"{self._base}/upload/{image}", "image": image}})

    def _take_picture(self, asked: Asked) -> Answer:
        image = asked.path.removeprefix("/upload/")
        if image not in self.images or asked.method != "PUT" or not asked.body:
            return _error(400, "Bad upload")
        self.images[image] = asked.body
        return Answer(201)

    def _picture(self, image: str) -> Answer:
        """Tell how far a picture is; each question brings it nearer."""
        if image not in self.images:
            return _error(404, "Image not found")
        owner = f"urn:li:organization:{self._page}"
        if not self.images[image]:
            status = "WAITING_UPLOAD"
        elif self.spoils:
            status = "PROCESSING_FAILED"
        elif self._is_available(image):
            status = "AVAILABLE"
        else:
            self._waits[image] -= 1
            status = "PROCESSING"
        return Answer(200, {"id": image, "owner": owner, "status": status})

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


def as_published(commentary: str) -> str:
    """Return the text up to its first bare reserved character: the rest is lost, and nobody is told."""
    at = 0
    while at < len(commentary):
        kept = _KEPT.match(commentary, at)
        scheme = _SCHEME.match(commentary, at)
        if kept:
            at = kept.end()
        elif scheme:
            at = _end_of_address(commentary, scheme.end())
        elif commentary[at] in _RESERVED or commentary[at] == "\\":
            return commentary[:at]
        else:
            at += 1
    return commentary


def _end_of_address(commentary: str, at: int) -> int:
    """Return where an address ends that goes on at *at*: brackets belong to it in pairs, marks before a part of it."""
    opened, end = 0, at
    while at < len(commentary):
        part = _PART.match(commentary, at) or _FOREIGN.match(commentary, at)
        sign = commentary[at]
        if part:
            at = part.end()
        elif sign in "([":
            opened, at = opened + 1, at + 1
        elif sign in ")]" and opened:
            opened, at = opened - 1, at + 1
        elif sign in _MARK_INSIDE:
            at += 1
            continue
        else:
            break
        if not opened:
            end = at
    return end


def _duplicate(urn: str) -> Answer:
    said = f"Content is a duplicate of {urn}"
    details = {"inputErrors": [{"description": said, "code": "DUPLICATE_POST"}]}
    return Answer(422, {"message": said, "errorDetails": details, "status": 422})


def _error(status: int, message: str, *, code: str = "") -> Answer:
    return Answer(status, {"status": status, "message": message} | ({"code": code} if code else {}))
