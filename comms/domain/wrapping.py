"""Text in lines: broken between words, inside a word only where it fills a whole line by itself."""

from collections.abc import Callable, Iterator

import regex

# The width of a text, in whatever unit the room has.
Width = Callable[[str], float]
_GAP = regex.compile(r"[ \t\n]+")
# Where a word may be broken before letters are parted: after a hyphen or a slash.
_PIECES = regex.compile(r"[^-/]*[-/]+|[^-/]+")
_ELLIPSIS = "…"
_HALVINGS = 6


def words_of(text: str) -> list[str]:
    """Return the words of *text*; what a no-break space joins is one."""
    return [word for word in _GAP.split(text) if word]


def has_long_word(text: str, room: float, width: Width) -> bool:
    """Tell whether a word of *text* is wider than *room*."""
    return any(width(word) > room for word in words_of(text))


def wrapped(text: str, room: float, width: Width) -> list[str]:
    """Return *text* in lines no wider than *room*, as few as there can be."""
    lines: list[str] = []
    for word in words_of(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= room:
            lines[-1] = longer
        else:
            lines.extend(_broken(word, room, width))
    return lines


def balanced(text: str, room: float, width: Width) -> list[str]:
    """Return *text* in as few lines as *wrapped*, but of like length, so that no word is left alone."""
    best = wrapped(text, room, width)
    narrow, wide = room / 2, room
    for _ in range(_HALVINGS if len(best) > 1 and not has_long_word(text, room, width) else 0):
        middle = (narrow + wide) / 2
        lines = wrapped(text, middle, width)
        if len(lines) == len(best) and not has_long_word(text, middle, width):
            best, wide = lines, middle
        else:
            narrow = middle
    return best


def cut(lines: list[str], most: int, room: float, width: Width) -> list[str]:
    """Return the first *most* of *lines*; where some are left out, the last one says so."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + _ELLIPSIS) > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], last + _ELLIPSIS]


def _broken(word: str, room: float, width: Width) -> Iterator[str]:
    """Yield *word* in pieces that fit: parted after hyphens, and between letters where that is not enough."""
    if width(word) <= room:
        yield word
        return
    line = ""
    pieces = (_PIECES if width(max(_PIECES.findall(word), key=width)) <= room else regex.compile(r"\X")).findall(word)
    for piece in pieces:
        if line and width(line + piece) > room:
            yield line
            line = ""
        line += piece
    yield line
