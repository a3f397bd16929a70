"""WordPress: a post of a site (REST API, with an application password).

There is no way to ask twice safely: a name that is taken only becomes another name. So the name is looked for before
anything is sent, and a name that came back changed is told. That nothing is found proves nothing: what was asked for
last may still be under way, and asking again would then make a second post. Only one process asks at a time.
"""

import re
from http import HTTPStatus
from typing import Any

from comms.channels.http import Api, Reply
from comms.channels.links import path_on
from comms.channels.names import name_of, suffix_of
from comms.channels.opening import Kind, Opening, Secret
from comms.channels.story import Story, plain, story_of
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_POSTS, _MEDIA = "/wp-json/wp/v2/posts", "/wp-json/wp/v2/media"
_RULES = CHANNEL_RULES["wordpress"]
_GONE = re.compile(rb'"code"\s*:\s*"(?:rest_post_invalid_id|rest_already_trashed)"')
_SECRETS = (
    Secret("username", "User name in WordPress"),
    Secret("password", "Application password of that user"),
)


class WordPress:
    """Publish posts on one site, as the user whose application password it is."""

    proves_absence = False
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        self._api = Api(opening.account.server, opening.now, clock=opening.clock)

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Publish the message under a name of its own, unless it is public under it already."""
        message = dispatch.message
        if not _RULES.fits(message.text):
            raise Refused(_RULES.excess(message.text))
        story = self._story(message)
        there = self._look(message)
        if there is not None:
            return _already(there, story)
        body: dict[str, Any] = {
            "title": _escaped(story.title),
            "content": story.html,
            "slug": name_of(message.key),
            "status": "publish",
        }
        if message.image:
            body["featured_media"] = self._upload(message)
        reply = self._ask("POST", _POSTS, creates=True, time_left=dispatch.time_left, body=body)
        return _receipt(self._done(reply).json(), name_of(message.key), story)

    def _story(self, message: Message) -> Story:
        return story_of(message, links=self._opening.account.links)

    def _look(self, message: Message) -> Any:
        """Return the post that has the message's name, whatever its state, or None."""
        query = {"slug": name_of(message.key), "status": "any", "context": "edit"}
        found = self._done(self._ask("GET", _POSTS, query=query)).json()
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            reason = "WordPress did not say which posts it has"
            raise Unavailable(reason)
        return found[0] if found else None

    def _upload(self, message: Message) -> int:
        """Hand over the picture with its alternative text and return its number; no post shows it yet."""
        picture = self._opening.pictures.read(message.image)
        suffix = suffix_of(picture)
        kind = "image/png" if suffix == "png" else "image/jpeg"
        files = {"file": (f"{name_of(message.key)}-picture.{suffix}", picture, kind)}
        kept = self._done(self._ask("POST", _MEDIA, files=files, form={"alt_text": message.alt})).json()
        if not isinstance(kept, dict) or not isinstance(kept.get("id"), int):
            reason = "WordPress did not say where it put the picture"
            raise Unavailable(reason)
        return int(kept["id"])

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look for the post of the message's name; one that is not public, or says something else, needs a person."""
        there = self._look(dispatch.message)
        if there is None:
            return None
        story = self._story(dispatch.message)
        if there.get("status") != "publish":
            reason = f"WordPress has this post as {there.get('status')}; publish or delete it there"
            raise Unavailable(reason)
        return _said_there(there, story)

    def receipt_at(self, url: str) -> Receipt | None:
        """Tell whether an address is of this site; its number stands there only where the site has plain addresses."""
        path = path_on(url, self._opening.account.server)
        number = re.search(r"[?&]p=(\d+)", url)
        return Receipt(number[1] if number else "", url) if path is not None and (path or number) else None

    def withdraw(self, receipt: Receipt) -> None:
        """Put the post into WordPress's bin; one that is gone already is as good."""
        reply = self._ask("DELETE", f"{_POSTS}/{receipt.id}")
        if not _GONE.search(reply.body):
            self._done(reply)

    def check(self) -> str:
        """Read who the user is, and whether it may publish."""
        me = self._done(self._ask("GET", "/wp-json/wp/v2/users/me", query={"context": "edit"})).json()
        if not isinstance(me, dict) or "name" not in me:
            reason = "this address does not answer as WordPress does; check the channel's server"
            raise Unavailable(reason)
        if not me.get("capabilities", {}).get("publish_posts", False):
            reason = f"{me['name']} may not publish posts; give that user the role of an author or editor"
            raise Refused(reason)
        return f"{me['name']} on {self._opening.account.server}"

    def _ask(self, method: str, path: str, **parts: Any) -> Reply:
        secrets = self._opening.credentials.read()
        user, password = secrets.get("username"), secrets.get("password")
        if not user or not password:
            reason = "WordPress is not connected: its user name or password is missing"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        return self._api.ask(method, path, auth=(user, password), **parts)

    def _done(self, reply: Reply) -> Reply:
        error: DeliveryError | None = self._api.verdict(reply, reason=_said(reply))
        if error:
            raise error
        return reply


def _escaped(title: str) -> str:
    """Return a title as HTML, which WordPress takes it for."""
    return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _already(post: Any, story: Story) -> Receipt:
    if post.get("status") != "publish":
        reason = f"WordPress has this post as {post.get('status')}; publish or delete it there"
        raise Refused(reason)
    return _said_there(post, story)


def _said_there(post: Any, story: Story) -> Receipt:
    """Return the proof of what is public, if it says what it should."""
    proof = _proof(post)
    if not _says(post, story):
        reason = f"other words are public under this post's name: {proof.url}; look at them there"
        raise Uncertain(reason)
    return proof


def _receipt(post: Any, name: str, story: Story) -> Receipt:
    """Return the proof of a post that was just made, if it is public, under its own name and in its own words."""
    if not isinstance(post, dict) or "id" not in post or "link" not in post:
        reason = "WordPress took the post and did not say where it is; look for it there"
        raise Uncertain(reason)
    if post.get("slug") != name:
        reason = f"WordPress named the post {post.get('slug')}: there is another one of its name; keep one of the two"
        raise Uncertain(reason)
    if post.get("status") != "publish":
        reason = f"WordPress keeps the post as {post.get('status')}; publish it there, then say that it is there"
        raise Uncertain(reason)
    if not _says(post, story):
        reason = "the post is public, but WordPress changed its words; look at it"
        raise Uncertain(reason)
    return _proof(post)


def _proof(post: Any) -> Receipt:
    return Receipt(str(post.get("id", "")), str(post.get("link", "")))


def _says(post: Any, story: Story) -> bool:
    raw = [post.get(name) for name in ("title", "content")]
    words = [plain(str(one.get("raw", ""))) if isinstance(one, dict) else "" for one in raw]
    return words == [plain(_escaped(story.title)), plain(story.html)]


_REASONS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "WordPress does not accept our user name and password; connect the channel again",
    HTTPStatus.FORBIDDEN: "WordPress does not let our user publish; give it the role of an author or editor",
    HTTPStatus.NOT_FOUND: "there is no WordPress at this address, or its REST API is switched off",
    HTTPStatus.TOO_MANY_REQUESTS: "WordPress asks us to wait",
}


def _said(reply: Reply) -> str:
    """Return what WordPress said, in words for the desk; never a header."""
    if reply.status in _REASONS:
        return _REASONS[reply.status]
    found = re.search(rb'"message"\s*:\s*"((?:[^"\\]|\\.){1,300})"', reply.body)
    return f"WordPress answered {reply.status}: {found[1].decode('utf-8', 'replace') if found else 'no reason given'}"


KIND = Kind(_SECRETS, WordPress)
