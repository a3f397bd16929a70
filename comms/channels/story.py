"""A message as a page of a site: its first line is the title, the rest is laid out in HTML."""

import html
import re
from dataclasses import dataclass

from comms.channels.linked_text import linked_text
from comms.domain.found_links import each_part
from comms.domain.message import Message

_PARAGRAPH = re.compile(r"\n\s*\n")
_BREAK = re.compile(r"<br ?/?>|</p>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Story:
    """A title, and what follows it, both as plain text."""

    title: str
    text: str

    @property
    def html(self) -> str:
        """Return the text as HTML: paragraphs, breaks and links, and nothing that would mean something else."""
        paragraphs = (part.strip() for part in _PARAGRAPH.split(self.text))
        return "\n".join(f"<p>{_laid(part)}</p>" for part in paragraphs if part)


def story_of(message: Message, *, links: bool) -> Story:
    """Return *message* as a story; one that is a single line is its own text too."""
    text = linked_text(message, links=links).strip()
    title, _, rest = text.partition("\n")
    return Story(title.strip(), rest.strip() or text)


def plain(laid: str) -> str:
    """Return HTML as the words that are read in it, with single blanks, so that two forms can be compared."""
    return " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", laid))).split())


def _laid(part: str) -> str:
    return each_part(part, link=_followed, rest=_escaped).replace("\n", "<br>\n")


def _followed(address: str) -> str:
    return f'<a href="{html.escape(address)}">{_escaped(address)}</a>'


def _escaped(text: str) -> str:
    # A bracket would call up what WordPress knows under a name, such as [gallery].
    return html.escape(text, quote=False).replace("[", "&#91;")
