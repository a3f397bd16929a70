"""The JSON:API of a Drupal site, as it answers: each identifier is taken once, and unknown fields are refused."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from comms.rehearsal.server import Answer, Asked

_FORMAT = "application/vnd.api+json"
_ATTRIBUTES = {"title", "body", "status", "langcode"}
_FORMATS = {"basic_html", "plain_text"}
_LANGUAGES = {"en", "es", "fr", "ar", "zh-hans"}
_LONGEST_TITLE = 255
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_FILE = re.compile(r'file; filename="([^"/]+\.(?:png|gif|jpe?g))"')
_ME = "6d1f0b1a-0000-4000-8000-000000000003"


class DrupalStandIn:
    """A site and its articles. *visible_after* is how many times one is asked for before it shows.

    *is_read_only* is the setting that a new site has; *may_create* and *publishes* are the user's rights.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        user: str = "desk",
        password: str = "correct horse",  # noqa: S107 - opens nothing but this stand-in
        bundle: str = "article",
    ) -> None:
        self.live: list[dict[str, Any]] = []
        self.files: dict[str, dict[str, Any]] = {}
        self.visible_after = 0
        self.is_read_only = False
        self.may_create = True
        self.publishes = True
        self.on_accept: Callable[[], None] = lambda: None
        self._now, self._bundle = now, bundle
        self._key = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        self.number = 10

    def answer(self, asked: Asked) -> Answer:
        """Answer as Drupal does."""
        given = asked.headers.get("authorization")
        if given is not None and given != self._key:
            return Answer(401, {"message": "No authentication credentials provided."})
        path = asked.path.strip("/").split("/")
        if path[0] != "jsonapi":
            return Answer(404, b"<html>Page not found</html>", {"Content-Type": "text/html"})
        if asked.method != "GET" and self.is_read_only:
            return _error(405, "JSON:API is configured to accept only read operations.")
        if asked.method == "GET":
            return self._read(path[1:], is_known=given is not None)
        return self._write(asked, path[1:], is_known=given is not None)

    def _read(self, path: list[str], *, is_known: bool) -> Answer:
        match path:
            case []:
                me = {"me": {"meta": {"id": _ME}, "href": f"/jsonapi/user/user/{_ME}"}} if is_known else {}
                kinds = (f"node--{self._bundle}", "user--user", "file--file")
                return _answer(200, {"data": [], "meta": {"links": me}, "links": {kind: {} for kind in kinds}})
            case ["user", "user", found] if found == _ME:
                user = {"type": "user--user", "id": _ME, "attributes": {"display_name": "Communications desk"}}
                return _answer(200, {"data": user})
            case ["node", self._bundle]:
                return _answer(200, {"data": [_shown(one) for one in self.live[:1]]})
            case ["node", self._bundle, identifier]:
                return self._show(identifier)
        return _error(404, f'No route found for "GET /jsonapi/{"/".join(path)}"')

    def _show(self, identifier: str) -> Answer:
        found = next((one for one in self.live if one["id"] == identifier), None)
        if found is None or found["hidden"] > 0:
            if found is not None:
                found["hidden"] -= 1
            return _error(404, 'The "entity" parameter was not converted for the path "/jsonapi/node/article/{entity}"')
        return _answer(200, {"data": _shown(found)})

    def _write(self, asked: Asked, path: list[str], *, is_known: bool) -> Answer:
        if not is_known or not self.may_create:
            return _error(403, "The current user is not allowed to POST the selected field or to create content.")
        match asked.method, path:
            case "POST", ["node", self._bundle]:
                return self._create(asked)
            case "POST", ["node", self._bundle, "field_image"]:
                return self._keep_file(asked)
            case "DELETE", ["node", self._bundle, identifier]:
                if all(one["id"] != identifier for one in self.live):
                    return _error(404, 'The "entity" parameter was not converted')
                self.live = [one for one in self.live if one["id"] != identifier]
                return Answer(204)
        return _error(404, f'No route found for "{asked.method} /jsonapi/{"/".join(path)}"')

    def _create(self, asked: Asked) -> Answer:
        if asked.headers.get("content-type") != _FORMAT:
            return _error(415, f"No route found that matches the Content-Type: {asked.headers.get('content-type')}")
        try:
            node = asked.json()["data"]
            wrong = self._wrong(node)
        except (ValueError, KeyError, TypeError, AttributeError):
            return _error(400, "Syntax error")
        return wrong or self._publish(node)

    def _wrong(self, node: Mapping[str, Any]) -> Answer | None:
        """Return why a resource is refused, in the order in which Drupal looks."""
        given = node["attributes"]
        unknown = set(given) - _ATTRIBUTES
        picture = node.get("relationships", {}).get("field_image", {}).get("data")
        checks = (
            (node["type"] == f"node--{self._bundle}", 409, "The resource type does not match the endpoint."),
            (_UUID.fullmatch(node["id"]), 422, "IDs should be properly generated and formatted UUIDs."),
            (all(one["id"] != node["id"] for one in self.live), 409, "Conflict: Entity already exists."),
            (not unknown, 422, f"The attribute {min(unknown, default='')} does not exist on the resource type."),
            (given.get("title"), 422, "title: This value should not be null."),
            (
                len(given["title"]) <= _LONGEST_TITLE,
                422,
                "title: This value is too long. It should have 255 characters.",
            ),
            (given["body"]["format"] in _FORMATS, 422, "body.0.format: The value you selected is not a valid choice."),
            (given.get("langcode") in _LANGUAGES, 422, "langcode.0: The value you selected is not a valid choice."),
            (picture is None or picture["id"] in self.files, 404, "The resource identified by the file was not found."),
            (picture is None or picture["meta"]["alt"], 422, "field_image.0: Alternative text field is required."),
        )
        return next((_error(status, said) for is_right, status, said in checks if not is_right), None)

    def _publish(self, node: Mapping[str, Any]) -> Answer:
        self.number += 1
        own = {"drupal_internal__nid": self.number, "created": self._now().isoformat()}
        status = node["attributes"].get("status", True) and self.publishes
        kept = dict(node) | {"attributes": node["attributes"] | own | {"status": status}, "hidden": self.visible_after}
        self.live.append(kept)
        self.on_accept()
        return _answer(201, {"data": _shown(kept)})

    def _keep_file(self, asked: Asked) -> Answer:
        named = _FILE.fullmatch(asked.headers.get("content-disposition", ""))
        if asked.headers.get("content-type") != "application/octet-stream":
            return _error(415, "No route found that matches the Content-Type")
        if named is None or not asked.body:
            return _error(422, "Only files with the following extensions are allowed: png gif jpg jpeg.")
        identifier = f"6d1f0b1a-0000-4000-8000-{len(self.files):012d}"
        self.files[identifier] = {"name": named[1], "octets": asked.body}
        return _answer(201, {"data": {"type": "file--file", "id": identifier, "attributes": {"filename": named[1]}}})


def _shown(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name != "hidden"}


def _answer(status: int, value: Any) -> Answer:
    return Answer(status, {"jsonapi": {"version": "1.0"}} | value, {"Content-Type": _FORMAT})


def _error(status: int, detail: str) -> Answer:
    return _answer(status, {"errors": [{"title": "Error", "status": str(status), "detail": detail}]})
