"""LinkedIn: the posts of an organisation's page (Posts API, Community Management).

There is no way to ask twice safely. A duplicate is refused with the address of the post that is live, which proves
it; else the page's own posts are read. A post that is public but cut is told apart by reading it back whole.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from comms.channels.http import CONNECT_SECONDS, Api, Reply
from comms.channels.links import path_on
from comms.channels.little_text import read, written
from comms.channels.opening import Kind, Lasts, Opening, Secret
from comms.channels.renewal import Renewal, fresh_secrets
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

_BASE = "https://api.linkedin.com"
_URN = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")
# In the address that a page shows, the kind and the number stand within the first words.
_IN_PATH = re.compile(r"\b(share|ugcPost|activity)[-:](\d+)")
_RULES = CHANNEL_RULES["linkedin"]
# Monthly versions live a year; two months back is out everywhere and far from its end.
_MONTHS_BACK = 2
_SKEW = timedelta(minutes=10)
# How long a picture is waited for, if there is so much time; most are ready at the first or second question.
_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
_SECRETS = (
    Secret("access_token", "Access token of the page's administrator"),
    Secret("refresh_token", "Refresh token", optional=True),
    Secret("client_id", "Client ID of the app", optional=True),
    Secret("client_secret", "Primary client secret of the app", optional=True),
)
_RENEWAL = Renewal(
    "LinkedIn",
    "https://www.linkedin.com",
    "/oauth/v2/accessToken",
    ahead=timedelta(days=7),
    secret_in_form=True,
)


def version_for(now: datetime) -> str:
    """Return the API version to ask for at *now*, as YYYYMM."""
    months = now.year * 12 + now.month - 1 - _MONTHS_BACK
    return f"{months // 12}{months % 12 + 1:02d}"


class LinkedIn:
    """Speak for one organisation's page; the account's name is the page's number."""

    proves_absence = False
    withdraws = True
    is_here = False

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self.place = opening.account.place
        account = opening.account
        self._author = f"urn:li:organization:{account.name.rpartition(':')[2]}"
        self._api = Api(account.server or _BASE, opening.now, clock=opening.clock)

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Post the message; read it back, since LinkedIn cuts a text without saying so."""
        message = dispatch.message
        if not _RULES.fits(message.text):
            raise Refused(_RULES.excess(message.text))
        body = self._body(message, dispatch.time_left)
        reply = self._ask("POST", "/rest/posts", creates=True, time_left=dispatch.time_left, body=body)
        urn = self._urn_of_duplicate(reply, dispatch) or self._created(reply)
        return self._checked(urn, message)

    def _body(self, message: Message, time_left: Callable[[], float]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "author": self._author,
            "commentary": written(message.text),
            "visibility": "PUBLIC",
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        if message.image:
            image = self._upload(self._opening.pictures.read(message.image), time_left)
            body["content"] = {"media": {"id": image, "altText": message.alt}}
        elif message.title and message.link and self._opening.account.links:
            # LinkedIn reads nothing of the page behind a link: its card says what it is told here, and needs a title.
            body["content"] = {"article": {"source": message.link, "title": message.title}}
        return body

    def _upload(self, picture: bytes, time_left: Callable[[], float]) -> str:
        """Hand over a picture and return its address once it can be shown; nothing is public by that."""
        asked = {"initializeUploadRequest": {"owner": self._author}}
        reply = self._ask("POST", "/rest/images?action=initializeUpload", time_left=time_left, body=asked)
        begun = self._done(reply).json()
        try:
            url, image = str(begun["value"]["uploadUrl"]), str(begun["value"]["image"])
        except (KeyError, TypeError) as error:
            reason = "LinkedIn did not say where the picture goes"
            raise Unavailable(reason) from error
        self._done(self._ask("PUT", url, time_left=time_left, octets=picture))
        self._wait_for(image, time_left)
        return image

    def _wait_for(self, image: str, time_left: Callable[[], float]) -> None:
        """Ask for a picture until it is available; a post that names it earlier may be shown without it."""
        for pause in _PAUSES:
            reply = self._ask("GET", f"/rest/images/{quote(image, safe='')}", time_left=time_left)
            # What was begun just now need not be known everywhere yet.
            status = "" if reply.status == HTTPStatus.NOT_FOUND else _status_in(self._done(reply))
            if status == "AVAILABLE":
                return
            if status == "PROCESSING_FAILED":
                reason = "LinkedIn cannot show this picture; choose another"
                raise Refused(reason)
            if time_left() < pause + CONNECT_SECONDS:
                break
            time.sleep(pause)
        reason = "LinkedIn is still preparing the picture; nothing was sent"
        raise Unavailable(reason)

    def _created(self, reply: Reply) -> str:
        error = self._error(reply)
        if error:
            raise error
        found = _URN.search(reply.headers.get("x-restli-id", ""))
        if found is None:
            reason = "LinkedIn took the post and did not say under which address"
            raise Uncertain(reason)
        return found[0]

    def _urn_of_duplicate(self, reply: Reply, dispatch: Dispatch) -> str:
        """Return the address of the live post that a refusal as duplicate names; another post's is no proof of this."""
        if reply.status not in {409, 422} or b"DUPLICATE_POST" not in reply.body:
            return ""
        found = _URN.search(reply.body.decode("utf-8", "replace"))
        if found is None:
            reason = "LinkedIn says that this is public already, and not where; look for it"
            raise Uncertain(reason)
        if dispatch.knows(_receipt(found[0])):
            where = _receipt(found[0]).url
            reason = f"LinkedIn takes it for a duplicate of another post of ours: {where}; change its words"
            raise Refused(reason)
        return found[0]

    def _checked(self, urn: str, message: Message) -> Receipt:
        """Compare what is public with what was approved, in full."""
        try:
            reply = self._ask("GET", f"/rest/posts/{quote(urn, safe='')}")
            # What was taken just now need not be known everywhere yet.
            is_known = reply.status != HTTPStatus.NOT_FOUND
            public = self._done(reply).json() if is_known else {}
        except DeliveryError as lost:
            reason = f"posted as {urn}, but it could not be read back: {lost}"
            raise Uncertain(reason) from lost
        if not is_known:
            reason = f"posted as {urn}, which cannot be read yet; it is looked for"
            raise Uncertain(reason)
        if not _says(public, message.text):
            reason = f"{urn} is public, but not in the approved words (LinkedIn may have cut it); look at it"
            raise Uncertain(reason)
        return _receipt(urn)

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look among the page's last posts for one that says exactly what the message says."""
        query = {"q": "author", "author": self._author, "count": "10", "sortBy": "LAST_MODIFIED"}
        reply = self._done(self._ask("GET", "/rest/posts", query=query, headers={"X-RestLi-Method": "FINDER"}))
        since = (dispatch.stamp - _SKEW).timestamp() * 1000
        elements = reply.json().get("elements", [])
        fresh = (one for one in elements if float(one.get("createdAt") or since) >= since)
        alike = (_receipt(str(one["id"])) for one in fresh if _says(one, dispatch.message.text))
        return next((one for one in alike if not dispatch.knows(one)), None)

    def receipt_at(self, url: str) -> Receipt | None:
        """Read the kind and the number of a post."""
        found = _IN_PATH.search(path_on(url, "linkedin.com", "lnkd.in") or "")
        return _receipt(f"urn:li:{found[1]}:{found[2]}") if found else None

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is as good."""
        reply = self._ask("DELETE", f"/rest/posts/{quote(receipt.id, safe='')}")
        if reply.status != HTTPStatus.NOT_FOUND:
            self._done(reply)

    def check(self) -> str:
        """Read the page's name."""
        number = self._author.rpartition(":")[2]
        page = self._done(self._ask("GET", f"/rest/organizations/{number}")).json()
        return f"{page.get('localizedName', 'page')} ({self._author})"

    def _ask(self, method: str, path: str, **parts: Any) -> Reply:
        token = fresh_secrets(self._opening, _RENEWAL).get("access_token")
        if not token:
            reason = "LinkedIn is not connected: its access token is missing"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        now = self._opening.now()
        headers = {
            "Authorization": f"Bearer {token}",
            "LinkedIn-Version": self._opening.account.api_version or version_for(now),
            "X-Restli-Protocol-Version": "2.0.0",
            **parts.pop("headers", {}),
        }
        return self._api.ask(method, path, headers=headers, **parts)

    def _done(self, reply: Reply) -> Reply:
        error = self._error(reply)
        if error:
            raise error
        return reply

    def _error(self, reply: Reply) -> DeliveryError | None:
        """Return what a reply means; a spent quota comes back at midnight in UTC."""
        error = self._api.verdict(reply, reason=_said(reply))
        if isinstance(error, Unavailable) and reply.status == HTTPStatus.TOO_MANY_REQUESTS and error.wait is None:
            now = self._opening.now()
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
            return Unavailable(str(error), wait=midnight)
        return error


def _status_in(reply: Reply) -> str:
    told = reply.json()
    return str(told.get("status", "")) if isinstance(told, dict) else ""


def _says(post: Mapping[str, Any], text: str) -> bool:
    return " ".join(read(str(post.get("commentary", ""))).split()) == " ".join(text.split())


def _receipt(urn: str) -> Receipt:
    return Receipt(urn, f"https://www.linkedin.com/feed/update/{urn}/")


_REASONS = {
    401: "LinkedIn no longer accepts our access token; connect the channel again",
    403: "LinkedIn does not let this account speak for the page; ask the page's administrator",
    426: "LinkedIn no longer serves this version of its interface; set api_version of the channel to a newer month",
    429: "LinkedIn's daily limit for us is reached",
}


def _said(reply: Reply) -> str:
    """Return what LinkedIn said, in words for the desk; never a header."""
    if reply.status in _REASONS:
        return _REASONS[reply.status]
    found = re.search(rb'"message"\s*:\s*"([^"]{1,300})"', reply.body)
    said = found[1].decode("utf-8", "replace") if found else "no reason given"
    return f"LinkedIn answered {reply.status}: {said}"


# Access tokens live 60 days, and are renewed for 365 days from the consent on (LinkedIn, programmatic refresh tokens).
KIND = Kind(_SECRETS, LinkedIn, Lasts(timedelta(days=60), timedelta(days=365)))
