"""The themes by which days and members' work find each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from comms.domain.written import Hashtag, Language, Line, Slug, Texts, Written

# How near two themes are where only their names stand under related.
RELATED = 0.4
# An umbrella covers nearly everything that the network does: it lends nothing to its neighbours, and takes nothing.
UMBRELLAS = frozenset({"human-rights-general"})


def _weighted(related: Any) -> Any:
    listed = isinstance(related, list | tuple) and all(isinstance(one, str) for one in related)
    return dict.fromkeys(related, RELATED) if listed else related


def _label(written: dict[str, Any]) -> dict[str, str]:
    return dict(written.get("label", {}))


Weight = Annotated[float, Field(gt=0, le=2)]
Related = Annotated[dict[Slug, Weight], BeforeValidator(_weighted)]


class Theme(Written):
    """A theme: its labels, its neighbours, and the word beginnings that betray it in a text."""

    id: Slug
    label: Texts
    about: Annotated[Texts, Field(default_factory=_label, description="the label, where it is not written")]
    priority: bool = False
    parent: Slug | None = None
    related: Related = {}
    sdgs: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()
    hashtag: dict[Language, Hashtag] = {}
    stems: Annotated[
        dict[Language, tuple[Line, ...]],
        Field(description="beginnings of words or phrases, without accents; a final $ asks for the whole word"),
    ] = {}
    not_if: Annotated[
        dict[Language, tuple[Line, ...]], Field(description="phrases in which a stem does not count")
    ] = {}


LinkKind = Literal["narrower theme", "broader theme", "related theme"]


class Link(NamedTuple):
    """To which theme another one lends how much of its strength, and as what."""

    to: str
    weight: float
    kind: LinkKind


class Taxonomy:
    """All themes by id, and how each lends to its neighbours."""

    UP = 0.5
    DOWN = 0.3
    ASIDE = 0.6

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = {theme.id: theme for theme in themes}

    def __contains__(self, theme_id: object) -> bool:
        return theme_id in self.themes

    def root(self, theme_id: str) -> Theme:
        """Return the theme that stands above *theme_id* and below nothing: itself, where it is one."""
        theme = self.themes[theme_id]
        while theme.parent:
            theme = self.themes[theme.parent]
        return theme

    @property
    def roots(self) -> tuple[Theme, ...]:
        """Return the themes that stand beneath no other: people choose among these."""
        return tuple(theme for theme in self.themes.values() if theme.parent is None)

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """Return, by theme, to whom it lends: the theme above it, those beneath it, those beside it."""
        lent: dict[str, dict[str, Link]] = defaultdict(dict)
        for theme in sorted(self.themes.values(), key=lambda one: one.id):
            for other, weight in sorted(theme.related.items()):
                self._lend(lent, theme.id, Link(other, weight * self.ASIDE, "related theme"))
                self._lend(lent, other, Link(theme.id, weight * self.ASIDE, "related theme"))
            if theme.parent:
                self._lend(lent, theme.id, Link(theme.parent, self.UP, "narrower theme"))
                self._lend(lent, theme.parent, Link(theme.id, self.DOWN, "broader theme"))
        return {theme: tuple(links.values()) for theme, links in lent.items()}

    def _lend(self, lent: dict[str, dict[str, Link]], lender: str, link: Link) -> None:
        if UMBRELLAS.isdisjoint((lender, link.to)) and lender in self.themes and link.to in self.themes:
            known = lent[lender].get(link.to)
            if known is None or link.weight > known.weight:
                lent[lender][link.to] = link
