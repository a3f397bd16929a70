"""Making a draft fit its channel, never inside a word, a link or a hashtag, and never at the price of its hashtags."""

import re
from collections.abc import Callable, Iterator, Mapping

from comms.domain.wordings import Laid

# What is shorter than this says nothing; the next wording is the better choice.
_LEAST = 40
SHORTENED = ("initiative.summary", "day.told", "day.about")
# What stands before such a word can stand alone; “In a district of young people,” cannot.
_JOINING = (
    "and|but|so|while|which|who|with|without|including",
    "y|e|pero|mientras|que|con|sin|incluid[oa]s?",
    "et|mais|tandis|qui|dont|avec|sans",
)
_CLAUSE_END = re.compile(rf"(?<=[\w)»”\"'])(?:\s?[;:]\s+|\s+(?=[–-] )|,\s+(?=(?:{'|'.join(_JOINING)})\b))")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\Wa-z\d_])")


def shortenings(text: str) -> Iterator[str]:
    """Return shorter forms of *text*: up to a sentence's end, longest first; then up to a clause's end, with “…”."""
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    yield from (text[:end] for end in reversed(ends) if end >= _LEAST)
    clauses = [found.start() for found in _CLAUSE_END.finditer(text)]
    yield from (text[:end].rstrip(" ,;:.–-") + "…" for end in reversed(clauses) if end >= _LEAST)


def fewer_hashtags(hashtags: str, own: int) -> Iterator[str]:
    """Return *hashtags* without the last, one after the other; the *own* ones stay, and the first always does."""
    tags = hashtags.split()
    return (" ".join(tags[:count]) for count in range(len(tags) - 1, max(own, 1) - 1, -1))


def fitted(
    render: Callable[[Mapping[str, str]], Laid], fits: Callable[[str], bool], texts: Mapping[str, str], *, own: int = 0
) -> Laid | None:
    """Return a wording that fits, or None: whole, else without extras, lent hashtags or a part of its texts.

    *own* is how many hashtags are those of the day or the event itself: they are never dropped for the sake of a text,
    nor is the last of those that are lent.
    """
    tags = texts.get("hashtags", "")
    for changes in _changes(texts):
        for lent in ({}, *({"hashtags": fewer} for fewer in fewer_hashtags(tags, own))):
            laid = _without_extras(render(changes | lent), fits)
            if fits(laid.text):
                return laid
    return None


def fitted_bare(render: Callable[[Mapping[str, str]], Laid], fits: Callable[[str], bool], *, own: int) -> Laid | None:
    """Return a wording that fits without its texts and lent hashtags, or None: for where no wording fits otherwise."""
    if own:
        return None
    laid = _without_extras(render(dict.fromkeys(("hashtags", *SHORTENED), "")), fits)
    return laid if fits(laid.text) else None


def _changes(texts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Return what to shorten, the least first; an empty text leaves its sentence out."""
    yield {}
    for name in SHORTENED:
        if name in texts:
            yield from ({name: shorter} for shorter in shortenings(texts[name]))
    yield from ({name: ""} for name in SHORTENED if name in texts)


def _without_extras(laid: Laid, fits: Callable[[str], bool]) -> Laid:
    """Return *laid* without as many extras as it takes to fit, the last first; without all of them if none helps."""
    while not fits(laid.text):
        shorter = laid.shorter()
        if shorter is None:
            break
        laid = shorter
    return laid
