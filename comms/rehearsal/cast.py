"""Who stands in for whom: each kind of channel with its stand-in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from comms.domain.channels import CHANNEL_RULES
from comms.rehearsal.as_public import lost, page
from comms.rehearsal.as_read import of_html, of_little_text
from comms.rehearsal.attached import attached_to
from comms.rehearsal.bluesky import BlueskyStandIn
from comms.rehearsal.drupal import DrupalStandIn
from comms.rehearsal.linkedin import LinkedInStandIn
from comms.rehearsal.mastodon import MastodonStandIn
from comms.rehearsal.roles import ROLES, Role
from comms.rehearsal.server import Answer, Asked
from comms.rehearsal.telegram import TelegramStandIn
from comms.rehearsal.wordpress import WordPressStandIn
from comms.rehearsal.x import XStandIn

Now = Callable[[], datetime]


class StandIn(Protocol):
    """A stand-in: what it answers, and what is public by that."""

    live: list[dict[str, Any]]

    def answer(self, asked: Asked) -> Answer:
        """Answer as the real server does."""
        ...


@runtime_checkable
class Numbered(Protocol):
    """A stand-in that counts what it makes public; *number* is the last one that it gave out."""

    number: int


@dataclass(frozen=True)
class Part:
    """One kind's part; *makes_public* is the request that does so, and *words* tells what is public in words.

    *number* is the field of a public post by which its receipt knows it.
    """

    kind: str
    make: Callable[[Now, Role], StandIn]
    makes_public: re.Pattern[str]
    words: Callable[[Mapping[str, Any]], str]
    number: str = "id"

    @property
    def role(self) -> Role:
        """Return the account and the secrets that the stand-in knows."""
        return ROLES[self.kind]

    def stand_in(self, now: Now) -> StandIn:
        """Return the stand-in, of whom nothing is public yet."""
        made = self.make(now, self.role)
        if isinstance(made, Numbered):
            # No server gives a number twice, not even one that was started anew: milliseconds never do.
            made.number = int(now().timestamp() * 1000)
        return made

    def page(self, asked: Asked, stand_in: StandIn) -> Answer:
        """Return the page of the post that is asked for, as its readers would see it."""
        label, wanted = CHANNEL_RULES[self.kind].label, asked.query.get("id", "")
        one = next((one for one in stand_in.live if str(one[self.number]) == wanted), None)
        if one is None:
            return lost(label)
        return page(asked, label, self.words(one), attached_to(one, stand_in), _card(one))

    def is_told_by(self, asked: Asked) -> bool:
        """Tell whether *asked* makes something public."""
        return self.makes_public.fullmatch(f"{asked.method} {asked.path}") is not None


def _card(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the title and the address on the card of a link, or nothing."""
    card = one.get("content")
    if isinstance(card, Mapping) and "article" in card:
        return {"title": card["article"]["title"], "address": card["article"]["source"]}
    external = one.get("value", {}).get("embed", {}).get("external")
    return {"title": external["title"], "address": external["uri"]} if external else {}


CAST = (
    Part(
        "x",
        lambda now, _: XStandIn(now),
        re.compile("POST /2/tweets"),
        lambda one: str(one["sent"]["text"]),
    ),
    Part(
        "linkedin",
        lambda now, _: LinkedInStandIn(now),
        re.compile("POST /rest/posts"),
        lambda one: of_little_text(one["commentary"]),
    ),
    Part(
        "bluesky",
        lambda now, role: BlueskyStandIn(now, handle=role.account, password=role.secrets["app_password"]),
        re.compile(r"POST /xrpc/com\.atproto\.repo\.putRecord"),
        lambda one: str(one["value"]["text"]),
        "uri",
    ),
    Part(
        "mastodon",
        lambda now, role: MastodonStandIn(now, token=role.secrets["access_token"]),
        re.compile("POST /api/v1/statuses"),
        lambda one: str(one["text"]),
    ),
    Part(
        "telegram",
        lambda now, role: TelegramStandIn(now, token=role.secrets["token"], channel=role.account.removeprefix("@")),
        re.compile("POST /bot.+/send(?:Message|Photo)"),
        lambda one: str(one.get("text", one.get("caption", ""))),
        "message_id",
    ),
    Part(
        "wordpress",
        lambda now, role: WordPressStandIn(now, user=role.secrets["username"], password=role.secrets["password"]),
        re.compile("POST /wp-json/wp/v2/posts"),
        lambda one: of_html(f"{one['title']}\n\n{one['content']}"),
    ),
    Part(
        "drupal",
        lambda now, role: DrupalStandIn(
            now, user=role.secrets["username"], password=role.secrets["password"], bundle=role.account
        ),
        re.compile("POST /jsonapi/node/article"),
        lambda one: f"{one['attributes']['title']}\n\n{of_html(one['attributes']['body']['value'])}",
    ),
)
