"""Finding a name as people type it: accents and capitals make no difference."""

from collections.abc import Iterable
from unicodedata import combining, normalize


def folded(text: str) -> str:
    """Return *text* without accents and capitals."""
    return "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))


def names_it(query: str, texts: Iterable[str]) -> bool:
    """Tell whether one of *texts* holds every word of *query*, in any order."""
    words = folded(query).split()
    return any(all(word in known for word in words) for known in map(folded, texts))
