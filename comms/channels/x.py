"""X: the posts of one account, through tweepy (API v2).

There is no way to ask twice safely, and a refusal as duplicate does not say of what: both leave the account's own
timeline to be read, in which links are t.co's and characters are written as HTML.
"""

import base64
import html
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, timedelta
from http import HTTPStatus
from typing import Any

from comms.channels.http import Reply
from comms.channels.links import path_on
from comms.channels.opening import Kind, Opening, Secret
from comms.channels.x_tokens import fresh_keys, newer_keys
from comms.channels.x_transport import Keys, Transport, said
from comms.domain.answers import DeliveryError, OtherAccount, Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_RULES = CHANNEL_RULES["x"]
_SKEW = timedelta(seconds=30)
_PATH = re.compile(r"/(?:(\w+)|i/web)/status/(\d+)(?:/.*)?")
_LARGEST_PICTURE = 5_000_000
_SECRETS = (
    Secret("consumer_key", "API key", optional=True),
    Secret("consumer_secret", "API key secret", optional=True),
    Secret("access_token", "Access token"),
    Secret("access_token_secret", "Access token secret", optional=True),
    Secret("client_id", "OAuth 2 client id", optional=True),
    Secret("client_secret", "OAuth 2 client secret", optional=True),
    Secret("refresh_token", "OAuth 2 refresh token", optional=True),
)


class X:
    """Speak for one account."""

    proves_absence = False
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        # Whose an access token is: another one may be of another account.
        self._user: tuple[str, Mapping[str, str]] = ("", {})

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Post the message."""
        message = dispatch.message
        if not _RULES.fits(message.text):
            raise Refused(_RULES.excess(message.text))
        x = self._transport()
        body: dict[str, Any] = {"text": message.text}
        if message.image:
            body["media"] = {"media_ids": [self._upload(x, message)]}
        if self._opening.account.made_with_ai:
            body["made_with_ai"] = True
        made = x.ask("POST", "/2/tweets", body=body, creates=True, time_left=dispatch.time_left, told=_refusal)
        try:
            return self._receipt(str(made["data"]["id"]))
        except (KeyError, TypeError) as error:
            reason = "X took the post and did not say under which number"
            raise Uncertain(reason) from error

    def _upload(self, x: Transport, message: Message) -> str:
        """Hand over the picture with its alternative text; nothing is public by that."""
        if len(message.alt) > _RULES.alt_limit:
            reason = f"X takes {_RULES.alt_limit} characters of alternative text, this picture has {len(message.alt)}"
            raise Refused(reason)
        picture = self._opening.pictures.read(message.image)
        if len(picture) > _LARGEST_PICTURE:
            reason = "X takes pictures of 5 MB at most; choose a smaller one"
            raise Refused(reason)
        coded = base64.b64encode(picture).decode()
        media = x.ask("POST", "/2/media/upload", body={"media": coded, "media_category": "tweet_image"})
        try:
            number = str(media["data"]["id"])
        except (KeyError, TypeError) as error:
            reason = "X did not say under which number it keeps the picture"
            raise Unavailable(reason) from error
        alt = {"id": number, "metadata": {"alt_text": {"text": message.alt}}}
        x.ask("POST", "/2/media/metadata", body=alt)
        return number

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look in the account's own timeline for a post that says exactly what the message says."""
        x = self._transport()
        since = (dispatch.stamp - _SKEW).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        wanted = {"start_time": since, "max_results": "20", "tweet.fields": "created_at,text,entities"}
        me = self._me(x)
        _refuse_other_account(me["username"], dispatch.message.account)
        timeline = x.ask("GET", f"/2/users/{me['id']}/tweets", params=wanted)
        words = _plain(dispatch.message.text)
        alike = (self._receipt(str(one["id"])) for one in timeline.get("data") or [] if canonical(one) == words)
        return next((one for one in alike if not dispatch.knows(one)), None)

    def receipt_at(self, url: str) -> Receipt | None:
        """Read the number of a post of this account, or of one whose account the address does not name."""
        found = _PATH.fullmatch(path_on(url, "x.com", "twitter.com", "mobile.twitter.com") or "")
        ours = {"", "i", self._opening.account.name.lstrip("@").lower()}
        return self._receipt(found[2]) if found and (found[1] or "").lower() in ours else None

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is as good."""
        try:
            self._transport().ask("DELETE", f"/2/tweets/{receipt.id}", told=_gone)
        except _GoneAlreadyError:
            return

    def check(self) -> str:
        """Read the account's name; refuse another one than config.yaml has."""
        found, wanted = self._me(self._transport())["username"], self._opening.account.name.lstrip("@")
        if wanted and found.lower() != wanted.lower():
            raise OtherAccount(found=f"@{found}", wanted=f"@{wanted}")
        return f"@{found}"

    def _me(self, x: Transport) -> Mapping[str, str]:
        token, user = self._user
        if token != x.keys.access_token:
            told = x.ask("GET", "/2/users/me")
            try:
                user = {"id": str(told["data"]["id"]), "username": str(told["data"]["username"])}
            except (KeyError, TypeError) as error:
                reason = "X did not say who we are"
                raise Unavailable(reason) from error
            self._user = x.keys.access_token, user
        return user

    def _transport(self) -> Transport:
        opening = self._opening

        def newer(used: Keys) -> Keys | None:
            return newer_keys(opening, used)

        return Transport(fresh_keys(opening), opening.now, opening.account.server, opening.clock, newer)

    def _receipt(self, number: str) -> Receipt:
        return Receipt(number, f"https://x.com/{self._opening.account.name.lstrip('@') or 'i'}/status/{number}")


def _refuse_other_account(ours: str, sender: str) -> None:
    """Pass if we are the account that sent; the timeline of another one proves nothing, either way."""
    sender = sender.lstrip("@")
    if sender and sender.lower() != ours.lower():
        reason = f"it was sent as @{sender}, and X is connected as @{ours} now; look there, and say what you see"
        raise Refused(reason)


class _GoneAlreadyError(DeliveryError):
    """What was to be deleted is not there."""


def _gone(reply: Reply) -> DeliveryError | None:
    return _GoneAlreadyError(said(reply)) if reply.status == HTTPStatus.NOT_FOUND else None


def _refusal(reply: Reply) -> DeliveryError | None:
    """Return what a refusal of a post means where it is not what its status says."""
    if reply.status != HTTPStatus.FORBIDDEN:
        return None
    text = reply.body.decode("utf-8", "replace").lower()
    if "duplicate content" in text:
        return Uncertain("X says that this was posted already; it is looked for")
    if "usage-capped" in text or "spending" in text or "credits" in text:
        return Unavailable("X's limit for this account is spent; raise it in its console", stops=Stop.PAYMENT)
    if "suspended" in text or "client-forbidden" in text:
        return Unavailable(said(reply), stops=Stop.CREDENTIALS)
    return None


def canonical(post: Mapping[str, Any]) -> str:
    """Return the words of a post as they were sent: t.co links replaced, the picture's own link dropped."""
    text = html.unescape(str(post.get("text", "")))
    for link in post.get("entities", {}).get("urls", []):
        whole = "" if link.get("media_key") else str(link.get("expanded_url") or link.get("url", ""))
        text = text.replace(str(link.get("url", "")), whole)
    return _plain(text)


def _plain(text: str) -> str:
    """Return *text* without what X changes on its own: the scheme that it gives to bare addresses, and blanks."""
    return re.sub(r"\s+", " ", re.sub(r"https?://", "", unicodedata.normalize("NFC", text))).strip()


KIND = Kind(_SECRETS, X)
