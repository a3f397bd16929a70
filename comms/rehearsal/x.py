"""X's API v2 as it answers: strict on fields and signatures, rewriting links, saying no more of a duplicate than that.

The fields of a post are those of X's OpenAPI description 2.167; any other is refused.
"""

import base64
import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

from oauthlib.oauth1 import SIGNATURE_HMAC, Client
from twitter_text import extract_urls_with_indices, parse_tweet

from comms.rehearsal.server import Answer, Asked

_FIELDS = {
    "text",
    "media",
    "reply",
    "quote_tweet_id",
    "poll",
    "reply_settings",
    "geo",
    "community_id",
    "edit_options",
    "made_with_ai",
    "paid_partnership",
    "nullcast",
    "share_with_followers",
    "card_uri",
}
_LIMIT = 280
_SIGNED_FOR = "https://api.twitter.com"
_TWO_HOURS = 7_200


class XStandIn:
    """One account of X, its media and its posts; it knows four keys of OAuth 1.0a and the tokens of OAuth 2.

    *visible_after* is how many readings of the timeline a new post stays away; *room* how many posts are still taken.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.live: list[dict[str, Any]] = []
        self.username = "hrcities"
        self.keys = {"consumer_key": "ck", "consumer_secret": "cs", "access_token": "1-at", "access_token_secret": "ts"}
        self.bearer, self.refresh = "bearer-1", "refresh-1"
        self.used: set[str] = set()
        self.burnt = 0
        self.visible_after, self.room = 0, 100
        self.on_accept: Callable[[], None] = lambda: None
        self.media: dict[str, dict[str, Any]] = {}
        self._now, self.number = now, 1_900_000_000_000_000_000

    def answer(self, asked: Asked) -> Answer:
        """Answer as X does."""
        if asked.path == "/2/oauth2/token":
            return self._renew(asked)
        if not self._is_known(asked):
            return _problem(401, "Unauthorized", "Unauthorized")
        match asked.method, asked.path.strip("/").split("/")[1:]:
            case "POST", ["tweets"]:
                return self._create(asked)
            case "POST", ["media", "upload"]:
                return self._upload(asked)
            case "POST", ["media", "metadata"]:
                return self._describe(asked)
            case "GET", ["users", "me"]:
                return Answer(200, {"data": {"id": "42", "username": self.username, "name": "Human Rights Cities"}})
            case "GET", ["users", "42", "tweets"]:
                return self._timeline(asked)
            case "DELETE", ["tweets", number]:
                return self._delete(number)
        return _problem(404, "Not Found", "Not Found")

    def _is_known(self, asked: Asked) -> bool:
        given = asked.headers.get("authorization", "")
        return given == f"Bearer {self.bearer}" if given.startswith("Bearer ") else self._is_signed(asked, given)

    def _is_signed(self, asked: Asked, given: str) -> bool:
        """Tell whether the request was signed with our keys for X's own address (OAuth 1.0a, RFC 5849, 3.4)."""
        found = dict(re.findall(r'(\w+)="([^"]*)"', given))
        if found.get("oauth_consumer_key") != self.keys["consumer_key"]:
            return False
        client = Client(
            self.keys["consumer_key"],
            client_secret=self.keys["consumer_secret"],
            resource_owner_key=self.keys["access_token"],
            resource_owner_secret=self.keys["access_token_secret"],
            signature_method=SIGNATURE_HMAC,
            nonce=found.get("oauth_nonce"),
            timestamp=found.get("oauth_timestamp"),
        )
        query = "&".join(f"{name}={_quoted(value)}" for name, value in asked.query.items())
        uri = f"{_SIGNED_FOR}{asked.path}" + (f"?{query}" if query else "")
        _, headers, _ = client.sign(uri, asked.method)
        expected = dict(re.findall(r'(\w+)="([^"]*)"', headers["Authorization"]))
        return unquote(expected["oauth_signature"]) == unquote(found.get("oauth_signature", ""))

    def _renew(self, asked: Asked) -> Answer:
        form = dict(part.split("=", 1) for part in asked.body.decode().split("&") if "=" in part)
        if form.get("refresh_token") in self.used:
            # A refresh token that comes twice was stolen, as X sees it: the whole grant is over.
            self.refresh = self.bearer = "revoked-0"
            self.burnt += 1
        if form.get("refresh_token") != self.refresh or form.get("grant_type") != "refresh_token":
            return Answer(400, {"error": "invalid_request", "error_description": "Value passed was invalid."})
        self.used.add(self.refresh)
        turn = int(self.refresh.rpartition("-")[2]) + 1
        self.refresh, self.bearer = f"refresh-{turn}", f"bearer-{turn}"
        given = {"token_type": "bearer", "expires_in": _TWO_HOURS, "access_token": self.bearer}
        return Answer(200, given | {"refresh_token": self.refresh, "scope": "tweet.write tweet.read offline.access"})

    def _create(self, asked: Asked) -> Answer:
        reset = int((self._now() + timedelta(minutes=15)).timestamp())
        headers = {"x-rate-limit-limit": "100", "x-rate-limit-reset": str(reset)}
        if self.room <= 0:
            return _problem(429, "Too Many Requests", "Too Many Requests", headers | {"x-rate-limit-remaining": "0"})
        try:
            body = asked.json()
        except ValueError:
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        refusal = self._refusal(body)
        if refusal:
            return refusal
        self.room -= 1
        self.number += 1
        text = _shown(body["text"])
        self.live.append(
            {
                "id": str(self.number),
                "text": text[0],
                "entities": {"urls": text[1]},
                "sent": body,
                "created_at": self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "hidden": self.visible_after,
            }
        )
        self.on_accept()
        said = {"data": {"id": str(self.number), "text": text[0], "edit_history_tweet_ids": [str(self.number)]}}
        return Answer(201, said, headers | {"x-rate-limit-remaining": str(self.room)})

    def _refusal(self, body: Any) -> Answer | None:
        if not isinstance(body, dict) or set(body) - _FIELDS or not body.get("text"):
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        if not isinstance(body.get("made_with_ai", False), bool):
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        if parse_tweet(body["text"]).weightedLength > _LIMIT:
            return _problem(403, "Forbidden", "Your Tweet text is too long.")
        media = body.get("media", {})
        if set(media) - {"media_ids", "tagged_user_ids"} or any(
            one not in self.media for one in media.get("media_ids", [])
        ):
            return _problem(400, "Invalid Request", "Your media IDs are invalid.")
        if any(one["sent"]["text"] == body["text"] for one in self.live):
            return _problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        return None

    def _upload(self, asked: Asked) -> Answer:
        body = asked.json()
        if set(body) != {"media", "media_category"} or body["media_category"] != "tweet_image":
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        number = str(700 + len(self.media))
        self.media[number] = {"bytes": base64.b64decode(body["media"]), "alt": ""}
        return Answer(200, {"data": {"id": number, "media_key": f"3_{number}", "expires_after_secs": 86_400}})

    def _describe(self, asked: Asked) -> Answer:
        body = asked.json()
        if body.get("id") not in self.media:
            return _problem(400, "Invalid Request", "Your media IDs are invalid.")
        self.media[body["id"]]["alt"] = body["metadata"]["alt_text"]["text"]
        return Answer(200, {"data": {"id": body["id"]}})

    def _timeline(self, asked: Asked) -> Answer:
        since = asked.query.get("start_time", "")
        shown = []
        for one in reversed(self.live):
            if one["hidden"] > 0:
                one["hidden"] -= 1
            elif one["created_at"] >= since:
                shown.append({name: value for name, value in one.items() if name not in {"hidden", "sent"}})
        data = shown[: int(asked.query.get("max_results", "10"))]
        return Answer(
            200, {"data": data, "meta": {"result_count": len(data)}} if data else {"meta": {"result_count": 0}}
        )

    def _delete(self, number: str) -> Answer:
        if all(one["id"] != number for one in self.live):
            return _problem(404, "Not Found Error", f"Could not find tweet with id: [{number}].")
        self.live = [one for one in self.live if one["id"] != number]
        return Answer(200, {"data": {"deleted": True}})


def _shown(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return *text* as timelines give it, with t.co links and HTML's characters, and what stands behind the links."""
    links = extract_urls_with_indices(text, {"extract_urls_without_protocol": True})
    urls = []
    for number, link in enumerate(reversed(links)):
        start, end = link["indices"]
        short = f"https://t.co/{len(text):04d}{number:06d}"
        whole = link["url"] if link["url"].startswith("http") else f"http://{link['url']}"
        urls.append({"url": short, "expanded_url": whole, "display_url": link["url"][:27]})
        text = text[:start] + short + text[end:]
    return html.escape(text, quote=False), urls


def _quoted(value: str) -> str:
    return quote(value, safe="~")


def _problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, {"title": title, "detail": detail, "type": "about:blank", "status": status}, headers or {})
