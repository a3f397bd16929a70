"""Text and lines as RFC 5545 wants them."""

import re

LINE_OCTETS = 75
# The octets that go on with a character of UTF-8; no character starts with one of them.
_INSIDE_A_CHARACTER = range(0x80, 0xC0)
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(r"[\\;,]")
# The sign that opens a tag or a comment of HTML.
MARKUP = re.compile(r"<(?=!--|/?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>)")


def cleaned(text: str) -> str:
    """Return *text* with plain line breaks and without the control characters that break a reader."""
    return _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", text))


def without_markup(text: str) -> str:
    """Return *text* with no tag of HTML: some calendar programs show it raw, others obey it."""
    return MARKUP.sub("‹", cleaned(text))


def one_line(text: str) -> str:
    """Return *text* in one line, each run of blanks one blank: some readers refuse a title of two lines."""
    return " ".join(cleaned(text).split())


def escaped(text: str) -> str:
    """Return *text* as the value of a TEXT property."""
    return _SPECIAL.sub(r"\\\g<0>", cleaned(text)).replace("\n", "\\n")


def plain_name(text: str) -> str:
    """Return *text* without comma, semicolon and backslash: many readers show a calendar's name with its escapes."""
    return one_line(_SPECIAL.sub(" ", text))


def folded(line: str) -> str:
    """Return *line* in physical lines of at most 75 octets, cut between characters, none of them empty."""
    octets = line.encode()
    pieces, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] in _INSIDE_A_CHARACTER:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()


def lines(content: str) -> str:
    """Return lines joined by CRLF as physical lines, each of them ended."""
    return "".join(f"{folded(line)}\r\n" for line in content.split("\r\n"))
