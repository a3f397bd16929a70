"""Whose turn it is: the wordings of a template follow each other, so that no two neighbours read alike."""

from collections.abc import Sequence

BRIGHT = "bright_"
ANNIVERSARY = "anniversary_"


def fit_for_solemn(wording: str) -> bool:
    """Tell whether a wording may be used on a solemn day: its name does not call it bright."""
    return not wording.startswith(BRIGHT)


def of_occasion(names: Sequence[str], *, anniversary: bool) -> tuple[str, ...]:
    """Return the wordings for an anniversary, else those for a gathering; all where none is written for one."""
    return tuple(name for name in names if name.startswith(ANNIVERSARY) == anniversary) or tuple(names)


def in_turn(
    names: Sequence[str], previous: str | None, *, solemn: bool = False, anniversary: bool = False
) -> tuple[str, ...]:
    """Return the wordings that may be used, the one after *previous* first and *previous* last."""
    names = of_occasion(names, anniversary=anniversary)
    start = names.index(previous) + 1 if previous in names else 0
    turned = (*names[start:], *names[:start])
    return tuple(name for name in turned if fit_for_solemn(name) or not solemn)


def next_wording(names: Sequence[str], previous: str | None, *, solemn: bool = False) -> str | None:
    """Return the wording whose turn it is, or None where none may be used."""
    return next(iter(in_turn(names, previous, solemn=solemn)), None)
