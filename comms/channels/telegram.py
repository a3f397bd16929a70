"""Telegram: a channel, spoken to by a bot that is its administrator (Bot API).

There is no way to ask twice safely, and a bot cannot read what it said. A public channel has a page that everybody
can read; a private one has none. The bot's token is part of every address, so that no address is ever told.
"""

import logging
import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from comms.channels import telegram_page as page
from comms.channels.http import Api, Reply
from comms.channels.linked_text import linked_text
from comms.channels.links import path_on
from comms.channels.opening import Kind, Opening, Secret
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_API, _PAGES = "https://api.telegram.org", "https://t.me"
_RULES = CHANNEL_RULES["telegram"]
_LARGEST_PICTURE = 10_000_000
_SKEW = timedelta(minutes=10)
_LONGEST_WAIT = 86_400
_PATH = re.compile(r"/(?:s/|c/)?([^/]+)/(\d+)")
_TOKEN = re.compile(r"/bot[^/\s\"']+")


class _Hidden(logging.Filter):
    """Takes the bot's token out of what the HTTP library tells of its requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _TOKEN.sub("/bot…", record.getMessage()), ()
        return True


for _name in ("urllib3.connectionpool", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(_Hidden())


class Telegram:
    """Speak in one channel; the account's name is @channel, or the number of a private one."""

    proves_absence = False
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        account = opening.account
        self._chat = account.name
        self._api = Api(account.server or _API, opening.now, clock=opening.clock)
        self._pages = Api(account.server or _PAGES, opening.now)

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Say the message, as plain text; a picture carries it as its caption."""
        message = dispatch.message
        text = linked_text(message, links=self._opening.account.links)
        _check_length(text, message)
        if message.image:
            method, parts = "sendPhoto", self._picture(message, text)
        else:
            method, parts = "sendMessage", {"body": {"chat_id": self._chat, "text": text}}
        sent = self._ask(method, creates=True, time_left=dispatch.time_left, **parts)
        return self._receipt(sent, text)

    def _picture(self, message: Message, caption: str) -> dict[str, Any]:
        picture = self._opening.pictures.read(message.image)
        if len(picture) > _LARGEST_PICTURE:
            reason = "Telegram takes pictures of 10 MB at most; choose a smaller one"
            raise Refused(reason)
        return {"form": {"chat_id": self._chat, "caption": caption}, "files": {"photo": ("picture", picture)}}

    def _receipt(self, sent: Any, text: str) -> Receipt:
        """Return the proof; what Telegram says that it shows must be what was approved."""
        number = sent.get("message_id") if isinstance(sent, dict) else None
        if not isinstance(number, int):
            reason = "Telegram took the message and did not say under which number; look for it in the channel"
            raise Uncertain(reason)
        if page.canonical(str(sent.get("text", sent.get("caption", "")))) != page.canonical(text):
            reason = f"message {number} is public, but not in the approved words; look at it"
            raise Uncertain(reason)
        return self._proof(str(number))

    def _proof(self, number: str) -> Receipt:
        if self._chat.startswith("@"):
            return Receipt(number, f"{_PAGES}/{self._chat[1:]}/{number}")
        return Receipt(number, f"{_PAGES}/c/{self._chat.removeprefix('-100')}/{number}")

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look on the channel's public page for a message that says exactly this."""
        text = linked_text(dispatch.message, links=self._opening.account.links)
        shown = page.messages(self._public_page(), self._chat[1:])
        alike = (self._proof(one.number) for one in page.saying(text, shown, since=dispatch.stamp - _SKEW))
        return next((one for one in alike if not dispatch.knows(one)), None)

    def receipt_at(self, url: str) -> Receipt | None:
        """Read the number of a message of this channel."""
        found = _PATH.fullmatch(path_on(url, "t.me", "telegram.me") or "")
        ours = self._chat.removeprefix("@").removeprefix("-100").lower()
        return self._proof(found[2]) if found and found[1].lower() == ours else None

    def _public_page(self) -> str:
        if not self._chat.startswith("@"):
            reason = "a private channel cannot be looked at from here; look in Telegram, and say what you see"
            raise Unavailable(reason)
        reply = self._pages.ask("GET", f"/s/{self._chat[1:]}")
        read = reply.body.decode("utf-8", "replace")
        if reply.status != HTTPStatus.OK or not page.is_channel_page(read):
            reason = "the channel's public page cannot be looked at now; look in Telegram, and say what you see"
            raise Unavailable(reason)
        return read

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the message; one that is gone already is as good."""
        try:
            self._ask("deleteMessage", body={"chat_id": self._chat, "message_id": int(receipt.id)})
        except Refused as error:
            if "message to delete not found" in str(error):
                return
            if "can't be deleted" in str(error):
                reason = "Telegram lets a bot delete for 48 hours only; delete it in Telegram, then record it here"
                raise Refused(reason) from None
            raise

    def check(self) -> str:
        """Read who the bot is, and whether it may post in the channel."""
        try:
            me = self._ask("getMe")
            bot = f"@{me['username']}"
            chat = self._ask("getChat", body={"chat_id": self._chat})
            member = self._ask("getChatMember", body={"chat_id": self._chat, "user_id": me["id"]})
            title, may_post = chat["title"], member.get("can_post_messages", False)
        except (KeyError, TypeError, AttributeError) as error:
            reason = "Telegram did not say who the bot is; try again later"
            raise Unavailable(reason) from error
        if not may_post:
            reason = f"make {bot} an administrator of {self._chat} that may post messages"
            raise Refused(reason)
        return f"{title} ({self._chat}), by the bot {bot}"

    def _ask(self, method: str, **parts: Any) -> Any:
        token = self._opening.credentials.read().get("token")
        if not token:
            reason = "Telegram is not connected: the token of its bot is missing"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        try:
            reply = self._api.ask("POST", f"/bot{token}/{method}", **parts)
        except DeliveryError as error:
            # What caused it names the address, and with it the token.
            raise error from None
        wrong = _error(reply, self._api, self._chat)
        if wrong:
            raise wrong
        return _result(reply)


def _check_length(text: str, message: Message) -> None:
    if not _RULES.fits(text):
        raise Refused(_RULES.excess(text))
    if message.image and not _RULES.fits_with_picture(text):
        reason = (
            f"Telegram takes {_RULES.caption} characters with a picture, this text has {_RULES.count(text)}; "
            "shorten it, or take the picture away"
        )
        raise Refused(reason)


def _result(reply: Reply) -> Any:
    said = reply.json()
    if isinstance(said, dict) and "result" in said:
        return said["result"]
    reason = f"Telegram answered {reply.status} and did not say what it did"
    raise Uncertain(reason) if reply.creates else Unavailable(reason)


def _error(reply: Reply, api: Api, chat: str) -> DeliveryError | None:
    """Return what a reply means; how long to wait stands in its body."""
    # A token that never was one is an address that is not there.
    if reply.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        reason = "Telegram no longer accepts the bot's token; connect the channel again"
        return Unavailable(reason, stops=Stop.CREDENTIALS)
    error = api.verdict(reply, reason=_said(reply, chat))
    waits = re.search(rb'"retry_after"\s*:\s*(\d{1,9})', reply.body)
    if isinstance(error, Unavailable) and reply.status == HTTPStatus.TOO_MANY_REQUESTS and waits:
        return Unavailable(str(error), wait=timedelta(seconds=min(int(waits[1]), _LONGEST_WAIT)))
    return error


_REASONS: dict[int, str] = {
    HTTPStatus.FORBIDDEN: "Telegram does not let our bot speak in {chat}; make it an administrator that may post there",
    HTTPStatus.TOO_MANY_REQUESTS: "Telegram asks us to wait",
}


def _said(reply: Reply, chat: str) -> str:
    """Return what Telegram said, in words for the desk; never an address."""
    if reply.status in _REASONS:
        return _REASONS[reply.status].format(chat=chat)
    found = re.search(rb'"description"\s*:\s*"((?:[^"\\]|\\.){1,300})"', reply.body)
    said = found[1].decode("utf-8", "replace") if found else "no reason given"
    return f"Telegram answered {reply.status}: {said}"


KIND = Kind((Secret("token", "Token of the bot, as @BotFather gave it"),), Telegram)
