"""Drupal: a piece of content of a site (JSON:API, Drupal 8.7 and later, with a user's name and password).

The content's identifier is derived from the message, and Drupal takes each identifier once: asking again is safe, and
what is not under it is not there. The account's name is the type of content, "article" where it is left out.
"""

import re
from http import HTTPStatus
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from comms.channels.http import Api, Reply
from comms.channels.links import path_on
from comms.channels.names import name_of, suffix_of
from comms.channels.opening import Kind, Opening, Secret
from comms.channels.story import Story, plain, story_of
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_FORMAT = "application/vnd.api+json"
_RULES = CHANNEL_RULES["drupal"]
_LONGEST_TITLE, _LONGEST_ALT = 255, 512
_TEXT_FORMAT = "basic_html"
_SECRETS = (Secret("username", "User name in Drupal"), Secret("password", "Password of that user"))


def identifier(message: Message) -> str:
    """Return the identifier under which Drupal keeps *message*."""
    return str(uuid5(NAMESPACE_URL, f"urn:comms-desk:post:{message.key}"))


class Drupal:
    """Publish content of one type on one site, as the user whose password it is."""

    proves_absence = True
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        account = opening.account
        self._type = account.name or "article"
        self._nodes = f"/jsonapi/node/{self._type}"
        self._api = Api(account.server, opening.now, headers={"Accept": _FORMAT}, clock=opening.clock)

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Publish the message under its identifier; what is there already with the same words is the proof."""
        message = dispatch.message
        story = self._story(message)
        _check_lengths(message, story)
        node = self._node(message, story)
        reply = self._ask(
            "POST",
            self._nodes,
            creates=True,
            time_left=dispatch.time_left,
            headers={"Content-Type": _FORMAT},
            body={"data": node},
        )
        if reply.status == HTTPStatus.CONFLICT:
            return self._already(message, story)
        return self._public(_data(self._done(reply)), story)

    def _story(self, message: Message) -> Story:
        return story_of(message, links=self._opening.account.links)

    def _node(self, message: Message, story: Story) -> dict[str, Any]:
        node: dict[str, Any] = {
            "type": f"node--{self._type}",
            "id": identifier(message),
            "attributes": {
                "title": story.title,
                "body": {"value": story.html, "format": _TEXT_FORMAT},
                "status": True,
                "langcode": message.language,
            },
        }
        if message.image:
            picture = {"type": "file--file", "id": self._upload(message), "meta": {"alt": message.alt}}
            node["relationships"] = {"field_image": {"data": picture}}
        return node

    def _upload(self, message: Message) -> str:
        """Hand over the picture and return its identifier; Drupal throws it away if no content takes it."""
        picture = self._opening.pictures.read(message.image)
        name = f"{name_of(message.key)}.{suffix_of(picture)}"
        reply = self._ask(
            "POST",
            f"{self._nodes}/field_image",
            headers={"Content-Type": "application/octet-stream", "Content-Disposition": f'file; filename="{name}"'},
            octets=picture,
        )
        return str(_data(self._done(reply))["id"])

    def _already(self, message: Message, story: Story) -> Receipt:
        there = self._look(message)
        if there is None:
            reason = "Drupal says that this is there already, and does not show it; look for it there"
            raise Uncertain(reason)
        if not _is_public(there):
            reason = "Drupal has this post unpublished; publish or delete it there"
            raise Refused(reason)
        return self._said(there, story)

    def _said(self, node: Any, story: Story) -> Receipt:
        """Return the proof of what is public, if it says what it should."""
        proof = self._proof(node)
        if not _says(node, story):
            reason = f"other words are public under this post's name: {proof.url}; look at them there"
            raise Uncertain(reason)
        return proof

    def _public(self, node: Any, story: Story) -> Receipt:
        """Return the proof of what was just made, if it is public, in its own words."""
        if not _is_public(node):
            reason = "Drupal keeps the post unpublished; publish it there, then say that it is there"
            raise Uncertain(reason)
        if not _says(node, story):
            reason = "the post is public, but Drupal changed its words; look at it"
            raise Uncertain(reason)
        return self._proof(node)

    def _proof(self, node: Any) -> Receipt:
        # The path without a language finds the content in whichever language it is.
        number = node["attributes"].get("drupal_internal__nid")
        base = self._opening.account.server.rstrip("/")
        return Receipt(str(node["id"]), f"{base}/node/{number}" if number else base)

    def _look(self, message: Message) -> Any:
        """Return what is under the message's identifier; None only where the site shows that it would be there."""
        reply = self._ask("GET", f"{self._nodes}/{identifier(message)}")
        if reply.status != HTTPStatus.NOT_FOUND:
            return _data(self._read(reply))
        self._check_that_it_would_be_there()
        return None

    def _check_that_it_would_be_there(self) -> None:
        """Raise Unavailable where the site does not show this type of content, so that nothing was ever to be found."""
        said = self._read(self._ask("GET", self._nodes, query={"page[limit]": "1"})).json()
        if not isinstance(said, dict) or not isinstance(said.get("data"), list):
            reason = "Drupal did not say what it has"
            raise Unavailable(reason)

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look under the message's identifier."""
        there = self._look(dispatch.message)
        if there is None:
            return None
        if not _is_public(there):
            reason = "Drupal has this post unpublished; publish or delete it there"
            raise Unavailable(reason)
        return self._said(there, self._story(dispatch.message))

    def receipt_at(self, url: str) -> Receipt | None:
        """Tell whether an address is of this site; which content it shows, it does not say."""
        path = path_on(url, self._opening.account.server)
        return Receipt("", url) if path else None

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the content; what is gone already is as good."""
        reply = self._ask("DELETE", f"{self._nodes}/{receipt.id}")
        if reply.status == HTTPStatus.NOT_FOUND:
            self._check_that_it_would_be_there()
        else:
            self._done(reply)

    def check(self) -> str:
        """Read who the user is, and whether the site has this type of content."""
        entrance = self._read(self._ask("GET", "/jsonapi")).json()
        try:
            known, me = entrance["links"], entrance["meta"]["links"]["me"]["meta"]["id"]
        except (KeyError, TypeError) as error:
            reason = "Drupal does not know our user; switch HTTP Basic Authentication on, and connect the channel again"
            raise Unavailable(reason, stops=Stop.CREDENTIALS) from error
        if f"node--{self._type}" not in known:
            reason = f"the site has no content of the type {self._type}; write another one as the channel's account"
            raise Refused(reason)
        user = _data(self._read(self._ask("GET", f"/jsonapi/user/user/{me}")))
        return f"{user['attributes'].get('display_name', me)} on {self._opening.account.server}"

    def _ask(self, method: str, path: str, **parts: Any) -> Reply:
        secrets = self._opening.credentials.read()
        user, password = secrets.get("username"), secrets.get("password")
        if not user or not password:
            reason = "Drupal is not connected: its user name or password is missing"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        return self._api.ask(method, path, auth=(user, password), **parts)

    def _done(self, reply: Reply) -> Reply:
        error = _error(reply, self._api)
        if error:
            raise error
        return reply

    def _read(self, reply: Reply) -> Reply:
        """Return a reply to a look; what is refused there says nothing of whether the post is public."""
        error = _error(reply, self._api)
        if error:
            raise Unavailable(str(error)) if isinstance(error, Refused) else error
        return reply


def _check_lengths(message: Message, story: Story) -> None:
    if not _RULES.fits(message.text):
        raise Refused(_RULES.excess(message.text))
    if len(story.title) > _LONGEST_TITLE:
        reason = f"Drupal takes a title of {_LONGEST_TITLE} characters, the first line has {len(story.title)}"
        raise Refused(reason)
    if len(message.alt) > _LONGEST_ALT:
        reason = f"Drupal takes {_LONGEST_ALT} characters of alternative text, this picture has {len(message.alt)}"
        raise Refused(reason)


def _data(reply: Reply) -> Any:
    """Return the resource in a reply; of a creating request that has none, nobody knows what became."""
    said = reply.json()
    found = said.get("data") if isinstance(said, dict) else None
    if isinstance(found, dict) and "id" in found and isinstance(found.get("attributes"), dict):
        return found
    reason = f"Drupal answered {reply.status} and did not say what it did"
    raise Uncertain(reason) if reply.creates else Unavailable(reason)


def _is_public(node: Any) -> bool:
    return node["attributes"].get("status") is True


def _says(node: Any, story: Story) -> bool:
    given = node["attributes"]
    body = given.get("body")
    text = str(body.get("value", "")) if isinstance(body, dict) else ""
    title = " ".join(str(given.get("title", "")).split())
    return (title, plain(text)) == (" ".join(story.title.split()), plain(story.html))


def _error(reply: Reply, api: Api) -> DeliveryError | None:
    if reply.status == HTTPStatus.METHOD_NOT_ALLOWED:
        reason = "Drupal's JSON:API only lets itself be read; allow all operations at /admin/config/services/jsonapi"
        return Unavailable(reason, stops=Stop.CREDENTIALS)
    return api.verdict(reply, reason=_said(reply))


_REASONS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "Drupal does not accept our user name and password; connect the channel again",
    HTTPStatus.FORBIDDEN: "Drupal does not let our user do this; give it the right to create and publish this content",
    HTTPStatus.NOT_FOUND: "the site has no JSON:API at this address, or no such type of content",
    HTTPStatus.TOO_MANY_REQUESTS: "Drupal asks us to wait",
}


def _said(reply: Reply) -> str:
    """Return what Drupal said, in words for the desk; never a header."""
    if reply.status in _REASONS:
        return _REASONS[reply.status]
    found = re.search(rb'"detail"\s*:\s*"((?:[^"\\]|\\.){1,300})"', reply.body)
    return f"Drupal answered {reply.status}: {found[1].decode('utf-8', 'replace') if found else 'no reason given'}"


KIND = Kind(_SECRETS, Drupal)
