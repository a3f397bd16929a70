"""What a check needs to know of an HTML page: its elements in order, its links, and the colours that text stands on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNSEEN = frozenset({"style", "title", "script"})


@dataclass(frozen=True)
class Element:
    """An element with its attributes, and the text between its tags once it is closed."""

    tag: str
    attributes: dict[str, str]
    line: int
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its text on one line."""
        return " ".join("".join(self.parts).split())

    @property
    def style(self) -> dict[str, str]:
        """Return its inline style by property."""
        rules = (rule.partition(":") for rule in self.attributes.get("style", "").split(";"))
        return {name.strip().lower(): value.strip() for name, _, value in rules if name.strip()}


@dataclass(frozen=True)
class Written:
    """A run of text, and the elements that it stands in, the outermost first."""

    text: str
    inside: tuple[Element, ...]


class Page(HTMLParser):
    """An HTML page, read; *elements* in the order of their start tags, *written* the runs of text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.written: list[Written] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def named(self, tag: str) -> Iterator[Element]:
        """Return the elements of this tag."""
        return (element for element in self.elements if element.tag == tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0]))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this tag, with all that was left open in it."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Note text in all the elements that are open."""
        for element in self._open:
            element.parts.append(data)
        if data.strip() and not any(element.tag in _UNSEEN for element in self._open):
            self.written.append(Written(" ".join(data.split()), tuple(self._open)))
