"""The themes by which days and members' work find each other."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from comms.domain.written import Hashtag, Language, Line, Slug, Slugs, Texts, Written


class Theme(Written):
    """A theme: its labels, its neighbours, and the word beginnings that betray it in a text."""

    id: Slug
    label: Texts
    about: Texts
    priority: bool = False
    related: Slugs = ()
    sdgs: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()
    hashtag: dict[Language, Hashtag] = {}
    stems: Annotated[
        dict[Language, tuple[Line, ...]],
        Field(description="beginnings of words or phrases, without accents; a final $ asks for the whole word"),
    ] = {}


class Taxonomy:
    """All themes by id, with the question that matching asks: how near are two themes?"""

    RELATED = 0.4

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = {theme.id: theme for theme in themes}

    def __contains__(self, theme_id: object) -> bool:
        return theme_id in self.themes

    def nearness(self, one: str, other: str) -> float:
        """Return 1 for the same theme, RELATED for neighbours, 0 for strangers."""
        if one == other:
            return 1.0
        first, second = self.themes.get(one), self.themes.get(other)
        neighbours = (first and other in first.related) or (second and one in second.related)
        return self.RELATED if neighbours else 0.0
