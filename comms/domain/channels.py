"""What each kind of channel accepts: its limit and its own way of counting. One place, for drafts, desk and sending."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import regex
from twitter_text import parse_tweet

from comms.domain.cards import LINK, SQUARE, WIDE, Size
from comms.domain.found_links import each_part


def weighted(text: str) -> int:
    """Return the length of *text* as X counts it: 280 at most, a link 23, most non-Latin letters and emoji 2."""
    return int(parse_tweet(text).weightedLength)


def utf16_units(text: str) -> int:
    """Return the number of UTF-16 code units, as LinkedIn and Telegram count."""
    return len(text.encode("utf-16-le")) // 2


def graphemes(text: str) -> int:
    """Return the number of characters as a reader sees them (extended grapheme clusters, UAX 29)."""
    return len(regex.findall(r"\X", text))


@dataclass(frozen=True)
class Pace:
    """How many messages a channel takes in how long."""

    messages: int
    within: timedelta


@dataclass(frozen=True)
class ChannelRules:
    """The rules of one kind of channel; *limit* is in the unit of *count*, *octets* limits the UTF-8 bytes.

    *told_as* is the kind whose wordings it speaks; *at_once* is how many requests it is asked together.
    *vendor* says that there is one server for everybody, so that no other address is ever right. *has_card* says that
    a post shows its link in a card, also where its text has no room for the address. *picture* is the size of the
    pictures that are drawn for it, *caption* how much text a picture may have beside it, where that is less.
    """

    kind: str
    label: str
    limit: int
    count: Callable[[str], int]
    alt_limit: int = 1_000
    octets: int | None = None
    told_as: str = ""
    pace: Pace | None = None
    at_once: int = 4
    vendor: bool = False
    has_card: bool = False
    picture: Size = WIDE
    caption: int | None = None

    @property
    def wordings(self) -> str:
        """Return the kind of channel whose wordings are told here."""
        return self.told_as or self.kind

    def fits(self, text: str) -> bool:
        """Tell whether *text* may go out as one post."""
        return self.count(text) <= self.limit and (self.octets is None or len(text.encode()) <= self.octets)

    def fits_with_picture(self, text: str) -> bool:
        """Tell whether *text* may go out as one post beside a picture."""
        return self.fits(text) and (self.caption is None or self.count(text) <= self.caption)

    def excess(self, text: str) -> str:
        """Return, in words for the desk, by what *text* does not fit."""
        length = self.count(text)
        if length > self.limit:
            return f"{self.label} takes {self.limit} characters, this text has {length}"
        return f"{self.label} takes {self.octets} bytes, this text has {len(text.encode())}; shorten it"


# A server counts by its own pattern of addresses, which wants the name of a host that could be found on the Internet.
_NAMED = regex.compile(r"https?://(?:[\p{L}\p{M}\p{N}-]+\.)+\p{L}{2,}(?=[/?:]|$)", regex.IGNORECASE)
_MENTION = regex.compile(r"(?<=@[\w.-]+)@[\w.-]+")


def as_mastodon_counts(text: str) -> int:
    """Return the length of *text* as Mastodon counts it: a link 23, of a mention the local part only."""
    return graphemes(each_part(text, link=_as_mastodon_counts_it, rest=lambda words: _MENTION.sub("", words)))


def _as_mastodon_counts_it(address: str) -> str:
    return "x" * 23 if _NAMED.match(address) else address


_MINUTE, _QUARTER = timedelta(minutes=1), timedelta(minutes=15)
# X: developer documentation, rate limits. LinkedIn allows 3,000 and does not say whether escapes count, hence
# 2,900 of what a reader sees; its daily quota is told in its portal only. Bluesky: lexicon app.bsky.feed.post and
# rate limits (5,000 points an hour, 3 a record). Mastodon: 300 requests in 5 minutes; limits are the instance's
# own. Telegram: Bot API and FAQ, 20 messages a minute in a chat, captions of 1,024.
CHANNEL_RULES: dict[str, ChannelRules] = {
    rules.kind: rules
    for rules in (
        ChannelRules("x", "X", 280, weighted, pace=Pace(100, _QUARTER), vendor=True),
        ChannelRules(
            "linkedin", "LinkedIn", 2_900, utf16_units, pace=Pace(60, _MINUTE), vendor=True, has_card=True, picture=LINK
        ),
        ChannelRules("website", "Website", 20_000, graphemes, picture=LINK),
        ChannelRules(
            "bluesky",
            "Bluesky",
            300,
            graphemes,
            2_000,
            3_000,
            told_as="x",
            pace=Pace(400, _QUARTER),
            has_card=True,
        ),
        ChannelRules(
            "mastodon", "Mastodon", 500, as_mastodon_counts, 1_500, told_as="x", pace=Pace(60, _MINUTE), at_once=1
        ),
        ChannelRules(
            "telegram",
            "Telegram",
            4_096,
            utf16_units,
            told_as="linkedin",
            pace=Pace(20, _MINUTE),
            at_once=1,
            vendor=True,
            picture=SQUARE,
            caption=1_024,
        ),
        ChannelRules("wordpress", "WordPress", 20_000, graphemes, told_as="website", at_once=1, picture=LINK),
        ChannelRules("drupal", "Drupal", 20_000, graphemes, told_as="website", picture=LINK),
        ChannelRules("handoff", "Hand-off package", 20_000, graphemes, told_as="website", picture=LINK),
    )
}
