"""Addresses in running text, where each begins and where it ends: one finder, so that all who look agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

# What RFC 3986 lets stand in an address, and the letters that programs show there in place of their codes. The marks
# of other scripts, such as a Chinese full stop or an Arabic comma, end an address that no blank follows.
_LETTER = r"A-Za-zÀ-ÖØ-öø-ɏͰ-ͷͻ-ͽΆΈ-ϿЀ-ԯḀ-ỿἀ-ῼ"
_SIGN = rf"[0-9{_LETTER}\u0300-\u036f\-._~:/?#\[\]@!$&'()*+,;=%]"
_ADDRESS = regex.compile(rf"(?<![A-Za-z0-9@＠$#＃])https?://[0-9{_LETTER}]{_SIGN}*", regex.IGNORECASE)
_CLOSES = {")": "(", "]": "["}
_ENDS_A_SENTENCE = ".,;:!?'*_~@#"


@dataclass(frozen=True)
class FoundLink:
    """An address in a text, and where in it."""

    start: int
    address: str

    @property
    def end(self) -> int:
        """Return where the text goes on."""
        return self.start + len(self.address)


def found_links(text: str) -> Iterator[FoundLink]:
    """Yield the addresses in *text*, in order."""
    for found in _ADDRESS.finditer(text):
        yield FoundLink(found.start(), _trimmed(found[0]))


def each_part(text: str, *, link: Callable[[str], str], rest: Callable[[str], str] = str) -> str:
    """Return *text* with what *link* makes of each address, and *rest* of what is between them."""
    made, at = [], 0
    for found in found_links(text):
        made += [rest(text[at : found.start]), link(found.address)]
        at = found.end
    return "".join([*made, rest(text[at:])])


def _trimmed(address: str) -> str:
    """Return an address without what only follows it: brackets that are not in pairs, and the end of a sentence."""
    open_: list[int] = []
    end = len(address)
    for at, sign in enumerate(address):
        if sign in "([":
            open_.append(at)
        elif sign in _CLOSES and (not open_ or address[open_[-1]] != _CLOSES[sign]):
            end = at
            break
        elif sign in _CLOSES:
            open_.pop()
    return address[: min([end, *open_])].rstrip(_ENDS_A_SENTENCE)
