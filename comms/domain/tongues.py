"""The language of a text, by its small words."""

from collections.abc import Sequence

from comms.domain.text import Word

_SMALL = {
    "en": "the of and to in for with is are by on that their they who from it its at be as every those where not",
    "es": "el la los las de del y en para con por que se una un su sus al lo es quienes cada sin como donde no hay",
    "fr": "le la les des du de et en pour avec par qui que dans une un au aux ses leur leurs sur est sont ou pas",
    "pt": "o a os as do da dos das e em para com por que um uma no na nos nas ao seu sua pelos sao onde nao ou cada",
    "ca": "el la els les del dels i en per amb que un una al als seu seva pel pels es son amb on no cada qui sense",
}
_VOTES = {language: frozenset(words.split()) for language, words in _SMALL.items()}
# Fewer small words than these say nothing against what was stated.
_ENOUGH = 4


def language_of(text: Sequence[Word], stated: str) -> str:
    """Return the language that *text* is in: the stated one, unless its small words clearly speak for another."""
    votes = {language: sum(word.folded in small for word in text) for language, small in _VOTES.items()}
    # English first where nothing speaks for any of them: a title alone may hold no small word at all.
    order = list(votes)
    best = max(votes, key=lambda language: (votes[language], language == stated, -order.index(language)))
    clear = votes[best] >= _ENOUGH and votes[best] > 2 * votes.get(stated, 0)
    return best if clear or not stated else stated
