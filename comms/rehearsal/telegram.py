"""Telegram's Bot API and a channel's public page, as they answer."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from html import escape
from typing import Any

from comms.rehearsal.multipart import parts
from comms.rehearsal.server import Answer, Asked

_METHODS: dict[str, set[str]] = {
    "getMe": set(),
    "getChat": {"chat_id"},
    "getChatMember": {"chat_id", "user_id"},
    "sendMessage": {"chat_id", "text"},
    "sendPhoto": {"chat_id", "photo", "caption"},
    "deleteMessage": {"chat_id", "message_id"},
}
_BOT = 4_200
_LONGEST, _LONGEST_CAPTION = 4_096, 1_024
_MOST_SHOWN = 20
_DELETED_WITHIN = timedelta(hours=48)
_EMOJI = re.compile("([\U0001f300-\U0001faff\u2600-\u27bf])\ufe0f?")


class TelegramStandIn:
    """A bot and its channel. *visible_after* is how many times the public page is asked before a message shows.

    *asks_to_wait* is how many seconds the next requests are told to wait.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str = "4200:token",  # noqa: S107 - opens nothing but this stand-in
        channel: str = "noc",
    ) -> None:
        self.live: list[dict[str, Any]] = []
        self.visible_after = 0
        self.asks_to_wait = 0
        self.is_public = True
        self.is_administrator = True
        self.on_accept: Callable[[], None] = lambda: None
        self._now, self._token, self._channel = now, token, channel
        self.number = 100

    def answer(self, asked: Asked) -> Answer:
        """Answer as Telegram does."""
        if asked.path.startswith("/s/"):
            return self._page(asked)
        at, _, method = asked.path.removeprefix("/").partition("/")
        if at != f"bot{self._token}":
            return _error(401, "Unauthorized") if re.fullmatch(r"bot\d+:[\w-]+", at) else _error(404, "Not Found")
        if method not in _METHODS:
            return _error(404, "Not Found")
        if self.asks_to_wait:
            waits = {"parameters": {"retry_after": self.asks_to_wait}}
            return _error(429, f"Too Many Requests: retry after {self.asks_to_wait}", waits)
        return self._act(method, asked)

    def _act(self, method: str, asked: Asked) -> Answer:
        given = _given(asked)
        # The real one passes over what it does not know; here it would hide a mistake.
        if given is None or set(given) - _METHODS[method]:
            return _error(400, "Bad Request: can't parse the request")
        if method != "getMe" and given.get("chat_id") != f"@{self._channel}":
            return _error(400, "Bad Request: chat not found")
        if method.startswith("get"):
            return self._tell(method)
        return self._delete(given) if method == "deleteMessage" else self._say(method, given)

    def _tell(self, method: str) -> Answer:
        if method == "getMe":
            return _done({"id": _BOT, "is_bot": True, "first_name": "Desk", "username": "desk_bot"})
        if method == "getChat":
            return _done(self._chat())
        status = "administrator" if self.is_administrator else "left"
        return _done({"status": status, "can_post_messages": self.is_administrator})

    def _chat(self) -> dict[str, Any]:
        return {"id": -1_001_234, "type": "channel", "title": "Human Rights Cities", "username": self._channel}

    def _say(self, method: str, given: Mapping[str, Any]) -> Answer:
        if not self.is_administrator:
            return _error(403, "Forbidden: bot is not a member of the channel chat")
        field, longest = ("caption", _LONGEST_CAPTION) if method == "sendPhoto" else ("text", _LONGEST)
        text = str(given.get(field, "")).strip()
        length = len(text.encode("utf-16-le")) // 2
        if method == "sendPhoto" and not _is_picture(given.get("photo")):
            return _error(400, "Bad Request: IMAGE_PROCESS_FAILED")
        if not text and field == "text":
            return _error(400, "Bad Request: message text is empty")
        if length > longest:
            said = "message caption is too long" if field == "caption" else "message is too long"
            return _error(400, f"Bad Request: {said}")
        return self._publish(field, text, given.get("photo"))

    def _publish(self, field: str, text: str, photo: Any) -> Answer:
        self.number += 1
        sent = {"message_id": self.number, "date": int(self._now().timestamp()), "chat": self._chat(), field: text}
        self.live.append(sent | {"photo": photo, "hidden": self.visible_after})
        self.on_accept()
        return _done(sent)

    def _delete(self, given: Mapping[str, Any]) -> Answer:
        found = next((one for one in self.live if one["message_id"] == given.get("message_id")), None)
        if found is None:
            return _error(400, "Bad Request: message to delete not found")
        if self._now().timestamp() - found["date"] > _DELETED_WITHIN.total_seconds():
            return _error(400, "Bad Request: message can't be deleted")
        self.live.remove(found)
        return _done(value=True)

    def _page(self, asked: Asked) -> Answer:
        """Show the last messages; what is not public is sent on to where one may join."""
        name = asked.path.removeprefix("/s/")
        if name != self._channel or not self.is_public:
            return Answer(302, b"", {"Location": f"https://t.me/{name}"})
        shown = []
        for one in self.live:
            if one["hidden"] > 0:
                one["hidden"] -= 1
            else:
                shown.append(_bubble(self._channel, one))
        head = '<!DOCTYPE html><html><body><div class="tgme_channel_info">Cities</div><main>'
        html = f"{head}{''.join(shown[-_MOST_SHOWN:])}</main></body></html>"
        return Answer(200, html.encode(), {"Content-Type": "text/html; charset=utf-8"})


def _given(asked: Asked) -> dict[str, Any] | None:
    """Return what was asked with: JSON, or a form with a file."""
    if not asked.body:
        return {}
    if asked.headers.get("content-type", "").startswith("multipart/form-data"):
        found = parts(asked)
        return {name: one.octets if one.file else one.octets.decode() for name, one in found.items()}
    try:
        read = asked.json()
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _is_picture(photo: Any) -> bool:
    return isinstance(photo, bytes) and photo.startswith((b"\x89PNG", b"\xff\xd8\xff"))


def _bubble(channel: str, sent: Mapping[str, Any]) -> str:
    """Return a message as the page lays it out: breaks, links, and emoji as pictures with a letter in them."""
    text = escape(str(sent.get("text", sent.get("caption", ""))), quote=True).replace("\n", "<br/>")
    text = re.sub(r"https?://[^\s<]+", lambda link: f'<a href="{link[0]}" target="_blank">{link[0]}</a>', text)
    text = _EMOJI.sub(lambda one: f'<i class="emoji" style="background:url()"><b>{one[1]}</b></i>', text)
    at = datetime.fromtimestamp(sent["date"]).astimezone().isoformat()
    post = f"{channel}/{sent['message_id']}"
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="{post}">'
        f'<div class="tgme_widget_message_author"><span dir="auto">Cities</span></div>'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
        f'<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">7</span>'
        f'<a href="https://t.me/{post}"><time datetime="{at}" class="time">10:00</time></a></div></div></div>'
    )


def _done(value: Any) -> Answer:
    return Answer(200, {"ok": True, "result": value})


def _error(status: int, description: str, more: Mapping[str, Any] | None = None) -> Answer:
    return Answer(status, {"ok": False, "error_code": status, "description": description} | dict(more or {}))
