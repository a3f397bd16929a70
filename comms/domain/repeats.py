"""When a text counts as said already: the same words on the same channel, whatever blanks and links it carries."""

import unicodedata

from comms.domain.found_links import each_part


def core(text: str) -> str:
    """Return what makes *text* the same as another: its words, without links, blanks and case."""
    words = each_part(unicodedata.normalize("NFKC", text), link=lambda _: " ")
    return " ".join(words.casefold().split())
