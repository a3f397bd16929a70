"""Bluesky: posts in the account's own repository, on its Personal Data Server (AT Protocol).

A post has a place of its own, which follows from its key, and is put there only where nothing is. So asking twice
is safe, and a look at that place is proof, either way.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from comms.channels.bluesky_record import POST, record, record_key
from comms.channels.bluesky_session import OUTWORN, Sessions, judged, named
from comms.channels.http import Api, Reply, no_hurry
from comms.channels.links import path_on
from comms.channels.opening import Kind, Opening, Secret
from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_BASE = "https://bsky.social"
_RULES = CHANNEL_RULES["bluesky"]
_LARGEST_PICTURE = 1_000_000
_SECRETS = (Secret("app_password", "App password"),)
_MISSING = "RecordNotFound"
_TAKEN = "InvalidSwap"
_PATH = re.compile(r"/profile/([^/]+)/post/([^/]+)")


class Bluesky:
    """Speak for one account; its name is the handle, as rights.example.org."""

    proves_absence = True
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        self._handle = opening.account.name.removeprefix("@")
        self._api = Api(opening.account.server or _BASE, opening.now, clock=opening.clock)
        self._sessions = Sessions(self._api, self._handle, opening.credentials)

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Put the post at its place; a place that holds the same post already is as good."""
        message = dispatch.message
        if not _RULES.fits(message.text):
            raise Refused(_RULES.excess(message.text))
        picture = self._upload(message, dispatch.time_left) if message.image else None
        link = message.link if self._opening.account.links else ""
        key = record_key(dispatch)
        body = {
            "repo": self._sessions.current(dispatch.time_left).did,
            "collection": POST,
            "rkey": key,
            "record": record(dispatch, picture=picture, link=link),
            "swapRecord": None,
        }
        reply = self._ask("POST", "com.atproto.repo.putRecord", creates=True, time_left=dispatch.time_left, body=body)
        if named(reply)[0] == _TAKEN:
            return self._already_there(dispatch)
        told = self._done(reply).json()
        if not isinstance(told, dict) or not str(told.get("uri", "")).endswith(f"/{POST}/{key}"):
            reason = "Bluesky took the post and did not say where it is; look for it there"
            raise Uncertain(reason)
        return self._receipt(str(told["uri"]))

    def _upload(self, message: Message, time_left: Callable[[], float]) -> Any:
        """Hand over the picture and return what stands for it in a record; nothing is public by that."""
        picture = self._opening.pictures.read(message.image)
        if len(picture) > _LARGEST_PICTURE:
            reason = f"Bluesky takes pictures of 1,000,000 bytes, this one has {len(picture):,}; choose a smaller one"
            raise Refused(reason)
        headers = {"Content-Type": "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"}
        reply = self._ask("POST", "com.atproto.repo.uploadBlob", time_left=time_left, headers=headers, octets=picture)
        told = self._done(reply).json()
        if not isinstance(told, dict) or not told.get("blob"):
            reason = "Bluesky did not take the picture"
            raise Unavailable(reason)
        return told["blob"]

    def _already_there(self, dispatch: Dispatch) -> Receipt:
        """Return the proof of what holds the post's place; it must say what the message says."""
        try:
            found = self.find(dispatch)
        except Unavailable as error:
            reason = f"something is public under this post's name, and it could not be read: {error}"
            raise Uncertain(reason) from error
        if found is None:
            reason = "something was public under this post's name, and is gone again; ask once more"
            raise Unavailable(reason)
        return found

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look at the place of the post."""
        did = self._sessions.current(no_hurry).did
        query = {"repo": did, "collection": POST, "rkey": record_key(dispatch)}
        reply = self._ask("GET", "com.atproto.repo.getRecord", query=query)
        if named(reply)[0] == _MISSING:
            return None
        told = self._readable(reply).json()
        try:
            uri, text = str(told["uri"]), told["value"]["text"]
        except (KeyError, TypeError) as error:
            reason = "the server does not answer as Bluesky does; check the channel's server"
            raise Unavailable(reason) from error
        receipt = self._receipt(uri)
        if text != dispatch.message.text:
            reason = f"other words are public under this post's name: {receipt.url}; look at them there"
            raise Uncertain(reason)
        return receipt

    def receipt_at(self, url: str) -> Receipt | None:
        """Read the place of a post of this account."""
        found = _PATH.fullmatch(path_on(url, "bsky.app") or "")
        if found is None or not (found[1] == self._handle or found[1].startswith("did:")):
            return None
        return self._receipt(f"at://{found[1]}/{POST}/{found[2]}")

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is as good."""
        did, _, rest = receipt.id.removeprefix("at://").partition("/")
        collection, _, key = rest.partition("/")
        session = self._sessions.current(no_hurry)
        if did not in {session.did, self._handle}:
            reason = "this post is of another account than the one that is connected; delete it on Bluesky"
            raise Refused(reason)
        body = {"repo": session.did, "collection": collection, "rkey": key}
        self._done(self._ask("POST", "com.atproto.repo.deleteRecord", body=body))

    def check(self) -> str:
        """Read the handle that the session is of."""
        told = self._readable(self._ask("GET", "com.atproto.server.getSession")).json()
        if not isinstance(told, dict) or not told.get("did"):
            reason = "the server does not answer as Bluesky does; check the channel's server"
            raise Unavailable(reason)
        return f"@{told.get('handle', self._handle)} ({told['did']}) on {urlsplit(self._api.base).hostname}"

    def _ask(self, method: str, name: str, *, time_left: Callable[[], float] = no_hurry, **parts: Any) -> Reply:
        """Ask as us; where the session has run out, nothing was done, and it is asked again with a new one."""
        headers = parts.pop("headers", {})

        def asked(token: str) -> Reply:
            with_token = headers | {"Authorization": f"Bearer {token}"}
            return self._api.ask(method, f"/xrpc/{name}", time_left=time_left, headers=with_token, **parts)

        session = self._sessions.current(time_left)
        reply = asked(session.access)
        if reply.status in {400, 401} and named(reply)[0] in OUTWORN:
            reply = asked(self._sessions.renewed(session, time_left).access)
        return reply

    def _done(self, reply: Reply) -> Reply:
        error = judged(reply, now=self._opening.now())
        if error:
            raise error
        return reply

    def _readable(self, reply: Reply) -> Reply:
        """Return *reply*; whatever keeps us from reading can pass."""
        try:
            return self._done(reply)
        except Refused as error:
            raise Unavailable(str(error)) from error

    def _receipt(self, uri: str) -> Receipt:
        return Receipt(uri, f"https://bsky.app/profile/{self._handle}/post/{uri.rpartition('/')[2]}")


KIND = Kind(_SECRETS, Bluesky)
