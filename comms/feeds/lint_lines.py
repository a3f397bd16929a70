"""The physical lines of a feed, judged, and the properties that they spell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from comms.feeds.ics_text import LINE_OCTETS

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_PROPERTY = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(?P<value>.*)',
    re.DOTALL,
)


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of a feed: the rule, the physical line counted from 1 (0: the feed), and what is wrong."""

    rule: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.rule}: {self.message}" if self.line else f"{self.rule}: {self.message}"


class Property(NamedTuple):
    """A property as it is written, and the physical line where it starts."""

    line: int
    name: str
    parameters: str
    value: str


def line_findings(feed: bytes) -> Iterator[Finding]:
    """Find what is wrong with the physical lines themselves."""
    if not feed.endswith(b"END:VCALENDAR\r\n"):
        yield Finding("tail", 0, "does not end with END:VCALENDAR and a line break")
    for number, octets in enumerate(feed.removesuffix(b"\r\n").split(b"\r\n"), start=1):
        if b"\r" in octets or b"\n" in octets:
            yield Finding("line break", number, "has a line break that is not CRLF")
        if len(octets) > LINE_OCTETS:
            yield Finding("folding", number, f"has {len(octets)} octets; a line has {LINE_OCTETS} at most")
        if not octets.strip():
            yield Finding("folding", number, "is empty")
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            yield Finding("encoding", number, "is not UTF-8, or a character is cut in two")
            continue
        # A stray CR is the line break's finding above.
        if _CONTROL.search(text.replace("\r", "")):
            yield Finding("control character", number, "holds a character that no reader sees")


def properties(feed: bytes) -> Iterator[Property]:
    """Yield the properties, unfolded; a line that is none has an empty name and its text as the value."""
    number = 1
    for logical in re.split(r"\r\n(?![ \t])", feed.decode(errors="replace").removesuffix("\r\n")):
        found = _PROPERTY.fullmatch(re.sub("\r\n[ \t]", "", logical))
        if found:
            yield Property(number, found["name"], found["parameters"], found["value"])
        else:
            yield Property(number, "", "", logical)
        number += logical.count("\r\n") + 1
