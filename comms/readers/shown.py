"""What was written, shown short and on one line, so that a message stays one line."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_VALUE = 60
_LONGEST_LINE = 400


def one_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """Return *text* on one line, cut where it grows too long, without what cannot be printed."""
    start = " ".join(text[: 2 * longest].split())
    printable = "".join(sign if sign.isprintable() else "�" for sign in start)
    return printable if len(printable) <= longest else printable[: longest - 1] + "…"


def shown(value: object) -> str:
    """Return *value* as a message names it."""
    match value:
        case None:
            return "empty"
        case bool():
            return str(value).lower()
        case str():
            return f"“{one_line(value, _LONGEST_VALUE)}”"
        case int() | float():
            return f"the number {one_line(str(value), _LONGEST_VALUE)}"
        case list() | tuple():
            return "a list"
        case _:
            return "a group of keys"


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the one of *known* that was most likely meant, if any is near."""
    return next(iter(get_close_matches(word[:100], list(known), n=1, cutoff=likeness)), None)
