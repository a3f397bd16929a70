"""Where in an entry a problem is, as its writer sees it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args

from comms.domain.written import Written
from comms.readers.shown import one_line


class Place(NamedTuple):
    """The field's path, the keys that are known beside its last part, and the kinds of value it can choose from."""

    field: str
    known: tuple[str, ...]
    kinds: tuple[str, ...]


def place(model: type[Written], raw: object, location: Iterable[int | str]) -> Place:
    """Return where pydantic's *location* is in *raw*, without the tags of unions, which nobody writes.

    An item of a list is called by its id, or by its number counted from 1.
    """
    models, known = [model], tuple(model.model_fields)
    path: list[str] = []
    for part in location:
        if part == "[key]":
            continue
        if isinstance(part, str) and len(models) > 1:
            models = [one for one in models if part in _kinds([one])]
            continue
        raw = _item(raw, part)
        path.append(item_name(raw, part + 1) if isinstance(part, int) else part)
        if isinstance(part, str) and models:
            known = tuple(models[0].model_fields)
            field = models[0].model_fields.get(part)
            models = list(_models_in(field.annotation)) if field else models
    return Place(one_line(".".join(path)), known, _kinds(models) if len(models) > 1 else ())


def item_name(raw: object, number: int) -> str:
    """Return what a message calls an item of a list: its id, or its number."""
    given = raw.get("id") if isinstance(raw, dict) else None
    return one_line(given) if isinstance(given, str) and given.strip() else str(number)


def _item(raw: object, part: int | str) -> object:
    if isinstance(raw, dict):
        return raw.get(part)
    if isinstance(raw, list | tuple) and isinstance(part, int) and part < len(raw):
        return raw[part]
    # A short form that its model spells out has places that nobody wrote.
    return None


def _kinds(models: Iterable[type[Written]]) -> tuple[str, ...]:
    return tuple(kind for one in models for kind in get_args(one.model_fields["kind"].annotation))


def _models_in(annotation: Any) -> Iterator[type[Written]]:
    if isinstance(annotation, type) and issubclass(annotation, Written):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
