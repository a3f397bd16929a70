"""Making a draft fit its channel, never inside a word, a link or a hashtag."""

import re
from collections.abc import Callable, Iterator, Mapping

from comms.domain.wordings import Laid

# What is shorter than this says nothing; the next wording is the better choice.
_LEAST = 40
SHORTENED = ("initiative.summary", "day.about")
# An article or a preposition left hanging before “…” reads as a mistake.
_AFTER_A_WORD = re.compile(r"(?:(?<=\w{4})|(?<=\w{4}[,;:.)]))\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\Wa-z\d_])")


def shortenings(text: str) -> Iterator[str]:
    """Return shorter forms of *text*: up to a sentence's end, longest first; then up to a word's end, with “…”."""
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    yield from (text[:end] for end in reversed(ends) if end >= _LEAST)
    words = [found.start() for found in _AFTER_A_WORD.finditer(text)]
    yield from (text[:end].rstrip(" ,;:.–-") + "…" for end in reversed(words) if end >= _LEAST)


def fitted(
    render: Callable[[Mapping[str, str]], Laid], fits: Callable[[str], bool], texts: Mapping[str, str]
) -> Laid | None:
    """Return a wording that fits: whole, else without extras, else with one of *texts* shortened; else None."""
    whole = _without_extras(render({}), fits)
    if fits(whole.text):
        return whole
    for name in SHORTENED:
        for shorter in shortenings(texts.get(name, "")):
            laid = _without_extras(render({name: shorter}), fits)
            if fits(laid.text):
                return laid
    return None


def _without_extras(laid: Laid, fits: Callable[[str], bool]) -> Laid:
    """Return *laid* without as many extras as it takes to fit, the last first; without all of them if none helps."""
    while not fits(laid.text):
        shorter = laid.shorter()
        if shorter is None:
            break
        laid = shorter
    return laid
