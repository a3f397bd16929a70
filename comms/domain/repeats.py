"""When a text counts as said already: the same words on the same channel, whatever blanks and links it carries."""

import re
import unicodedata

_LINK = re.compile(r"https?://\S+")


def core(text: str) -> str:
    """Return what makes *text* the same as another: its words, without links, blanks and case."""
    return " ".join(_LINK.sub(" ", unicodedata.normalize("NFKC", text)).casefold().split())
