"""The REST API of a WordPress site, as it answers: a name that is taken becomes another name."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from comms.rehearsal.multipart import parts
from comms.rehearsal.server import Answer, Asked

_ROOT = "/wp-json/wp/v2/"
_FIELDS = {"title", "content", "slug", "status", "featured_media"}
_STATES = {"publish", "future", "draft", "pending", "private"}
_LONGEST_SLUG = 200
_TAGS = re.compile(r"</?(?!(?:p|br|a|strong|em|ul|ol|li)\b)[a-z][^>]*>", re.IGNORECASE)


class WordPressStandIn:
    """A site, its posts and its pictures. *visible_after* is how many times it is asked before a post shows.

    *role* is the user's: an author publishes, a contributor and a subscriber do not. *keeps_as* is the state that the
    site's own rules give to what is to be published.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        user: str = "desk",
        password: str = "abcd efgh ijkl",  # noqa: S107 - opens nothing but this stand-in
    ) -> None:
        self.live: list[dict[str, Any]] = []
        self.pictures: dict[int, dict[str, Any]] = {}
        self.visible_after = 0
        self.role = "author"
        self.keeps_as = "publish"
        self.on_accept: Callable[[], None] = lambda: None
        self._now = now
        self._key = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        self.number = 40
        self._base = ""

    def answer(self, asked: Asked) -> Answer:
        """Answer as WordPress does."""
        if not asked.path.startswith(_ROOT):
            return Answer(404, b"<html>Not found</html>", {"Content-Type": "text/html"})
        given = asked.headers.get("authorization")
        if given != self._key:
            code = "incorrect_password" if given else "rest_not_logged_in"
            return _error(401, code, "The provided password is an invalid application password.")
        return self._act(asked)

    def _act(self, asked: Asked) -> Answer:
        self._base = f"http://{asked.headers.get('host', 'localhost')}"
        match asked.method, asked.path.removeprefix(_ROOT).split("/"):
            case "GET", ["posts"]:
                return self._list(asked)
            case "POST", ["posts"]:
                return self._create(asked)
            case "DELETE", ["posts", number]:
                return self._trash(number)
            case "POST", ["media"]:
                return self._keep_picture(asked)
            case "GET", ["users", "me"]:
                return self._me(asked)
        return _error(404, "rest_no_route", "No route was found matching the URL and request method.")

    def _list(self, asked: Asked) -> Answer:
        wanted = asked.query.get("slug", "").split(",")
        states = _STATES if asked.query.get("status") == "any" else {asked.query.get("status", "publish")}
        if states - _STATES or asked.query.get("context", "view") not in {"view", "edit"}:
            return _error(400, "rest_invalid_param", "Invalid parameter(s): status")
        found = []
        for one in self.live:
            if one["hidden"] > 0:
                one["hidden"] -= 1
            elif one["slug"] in wanted and one["status"] in states:
                found.append(_shown(one, raw=asked.query.get("context") == "edit"))
        return Answer(200, found)

    def _create(self, asked: Asked) -> Answer:
        try:
            body = asked.json()
        except ValueError:
            return _error(400, "rest_invalid_json", "Invalid JSON body passed.")
        if self.role in {"subscriber", "contributor"}:
            code = "rest_cannot_create" if self.role == "subscriber" else "rest_cannot_publish"
            return _error(403, code, "Sorry, you are not allowed to do that as this user.")
        # The real one passes over what it does not know; here it would hide a mistake.
        if set(body) - _FIELDS or body.get("status") not in _STATES:
            return _error(400, "rest_invalid_param", "Invalid parameter(s): status")
        if body.get("featured_media", 0) not in {0, *self.pictures}:
            return _error(400, "rest_invalid_featured_media", "Invalid featured media ID.")
        if not body.get("title") and not body.get("content"):
            return _error(400, "empty_content", "Content, title, and excerpt are empty.")
        return self._publish(body)

    def _publish(self, body: Mapping[str, Any]) -> Answer:
        self.number += 1
        slug = self._free(re.sub(r"[^a-z0-9-]+", "-", str(body.get("slug", "post")).lower())[:_LONGEST_SLUG])
        post = {
            "id": self.number,
            "date_gmt": f"{self._now():%Y-%m-%dT%H:%M:%S}",
            "slug": slug,
            "status": self.keeps_as if body["status"] == "publish" else body["status"],
            "link": f"{self._base}/{slug}/",
            "title": _TAGS.sub("", body.get("title", "")),
            "content": _TAGS.sub("", body.get("content", "")),
            "featured_media": body.get("featured_media", 0),
        }
        self.live.append(post | {"hidden": self.visible_after})
        self.on_accept()
        return Answer(201, _shown(post, raw=True), {"Location": f"{self._base}{_ROOT}posts/{self.number}"})

    def _free(self, slug: str) -> str:
        taken = {one["slug"] for one in self.live}
        names = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _trash(self, number: str) -> Answer:
        found = next((one for one in self.live if str(one["id"]) == number), None)
        if found is None:
            return _error(404, "rest_post_invalid_id", "Invalid post ID.")
        self.live.remove(found)
        return Answer(200, _shown(found | {"status": "trash"}, raw=True))

    def _keep_picture(self, asked: Asked) -> Answer:
        form = parts(asked)
        picture = form.get("file")
        if picture is None or not picture.octets:
            return _error(400, "rest_upload_no_data", "No data supplied.")
        if set(form) - {"file", "alt_text"}:
            return _error(400, "rest_invalid_param", "Invalid parameter(s)")
        if not re.fullmatch(r".+\.(png|jpe?g)", picture.file):
            return _error(500, "rest_upload_unknown_error", "Sorry, you are not allowed to upload this file type.")
        self.number += 1
        alt = form["alt_text"].octets.decode() if "alt_text" in form else ""
        self.pictures[self.number] = {"octets": picture.octets, "alt_text": alt, "name": picture.file}
        url = f"{self._base}/wp-content/uploads/{picture.file}"
        return Answer(201, {"id": self.number, "source_url": url, "alt_text": alt})

    def _me(self, asked: Asked) -> Answer:
        me: dict[str, Any] = {"id": 3, "name": "Communications desk"}
        may = {"publish_posts": self.role in {"author", "editor", "administrator"}}
        return Answer(200, me | ({"capabilities": may} if asked.query.get("context") == "edit" else {}))


def _shown(post: Mapping[str, Any], *, raw: bool) -> dict[str, Any]:
    """Return a post as it is told: its words rendered and, to who may edit them, as they were written."""
    told = {name: value for name, value in post.items() if name != "hidden"}
    for name in ("title", "content"):
        told[name] = {"rendered": post[name]} | ({"raw": post[name]} if raw else {})
    return told


def _error(status: int, code: str, message: str) -> Answer:
    return Answer(status, {"code": code, "message": message, "data": {"status": status}})
