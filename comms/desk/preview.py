"""A post as its channel shows it, and how long it is by the channel's own counting."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from comms.app import config
from comms.config import Config
from comms.domain.channels import CHANNEL_RULES, ChannelRules
from comms.domain.found_links import each_part

_LABELS = {"Website": _("Website"), "Hand-off package": _("Hand-off package")}
_MARK = re.compile(r"(?<!\w)[#@]\w+")


@dataclass(frozen=True)
class Preview:
    """What a reader of the channel sees."""

    rules: ChannelRules
    account: str
    language: str
    text: str
    link: str
    image: str
    alt: str
    title: str = ""

    @property
    def length(self) -> int:
        """Return the length in the channel's own unit."""
        return self.rules.count(self.text)

    @property
    def fits(self) -> bool:
        """Tell whether the channel takes the text."""
        return self.rules.fits(self.text)

    @property
    def card(self) -> str:
        """Return the link that the channel shows beside the text: none where the text holds it and no card shows it."""
        return "" if self.link in self.text and not self.title else self.link


def preview(config: Config, channel: str, *, account: str, language: str, text: str, **rest: str) -> Preview:
    """Return *text* as *channel* will show it; *rest* is link, image, alt and title."""
    has = config.channel(channel)
    rules = CHANNEL_RULES[has.kind]
    return Preview(
        rules=rules,
        account=account,
        language=language,
        text=text,
        link=rest.get("link", "") if has.carries_links else "",
        image=rest.get("image", ""),
        alt=rest.get("alt", ""),
        title=rest.get("title", ""),
    )


def label_of(rules: ChannelRules) -> str:
    """Return what people call a kind of channel; the names of companies are the same in every language."""
    return str(_LABELS.get(rules.label, rules.label))


def channel_name(channel: str) -> str:
    """Return how people call a channel; with its id where the site has several of its kind."""
    kinds = {one.id: one.kind for one in config().settings.channels}
    if channel not in kinds:
        return channel
    label = label_of(CHANNEL_RULES[kinds[channel]])
    return label if list(kinds.values()).count(kinds[channel]) == 1 else f"{label} ({channel})"


def linked(text: str) -> Markup:
    """Return *text* with its links, hashtags and mentions marked; none of them can be followed from a preview."""
    return Markup(each_part(text, link=_shown_as_link, rest=_with_marks))  # noqa: S704 - each part is escaped


def _with_marks(words: str) -> str:
    parts, end = [], 0
    for found in _MARK.finditer(words):
        parts += [escape(words[end : found.start()]), _shown_as_link(found[0])]
        end = found.end()
    return "".join([*parts, escape(words[end:])])


def _shown_as_link(words: str) -> str:
    return Markup('<span class="link">{}</span>').format(words)
