"""What each kind of channel accepts: its limit and its own way of counting. One place, for drafts, desk and sending."""

from collections.abc import Callable
from dataclasses import dataclass

import regex
from twitter_text import parse_tweet


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
class ChannelRules:
    """The rules of one kind of channel; *limit* is in the unit of *count*."""

    kind: str
    label: str
    limit: int
    count: Callable[[str], int]
    alt_limit: int = 1_000

    def fits(self, text: str) -> bool:
        """Tell whether *text* may go out as one post."""
        return self.count(text) <= self.limit


# LinkedIn allows 3,000 and does not say whether escapes count, hence 2,900 of what a reader sees.
CHANNEL_RULES: dict[str, ChannelRules] = {
    rules.kind: rules
    for rules in (
        ChannelRules("x", "X", 280, weighted),
        ChannelRules("linkedin", "LinkedIn", 2_900, utf16_units),
        ChannelRules("website", "Website", 20_000, graphemes),
    )
}
