"""Events that come from elsewhere: what they say, what that changes here, and whose word stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from comms.domain.events import Event

# An event as it is written: only what differs from a default, in the words of JSON.
Body = Mapping[str, Any]
_DATES = ("first", "last", "starts", "ends", "zone")
_LONGEST = 200
_TEXTS = ("name", "place", "role")
_KNOWN_BETTER = ("held", "unknown")


@dataclass(frozen=True)
class Incoming:
    """An event as a file or a subscription tells it.

    *id* is its id where it is one of ours. *says* holds the fields that it speaks of; a *whole* one speaks of all,
    and what it leaves out is empty.
    """

    uid: str
    says: Body
    id: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Change:
    """What an incoming event would change: *fields* as they are and would be, *kept* because we changed them here.

    *digest* is of both sides, so that an answer counts only for what was read; *whole* is the event as it would be.
    """

    id: str
    name: str
    what: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    digest: str = ""
    whole: Body = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield the change as a person reads it: the event, then each field."""
        yield f"{self.what:<10} {self.id}  {self.name}"
        for name, (before, after) in self.fields.items():
            yield f"             {name}: {_shown(before)} -> {_shown(after)}"
        for name in self.kept:
            yield f"             {name}: changed here, our words stay"


def _shown(value: Any) -> str:
    text = "nothing" if value in (None, "", [], {}) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def body_of(event: Event) -> dict[str, Any]:
    """Return *event* as it is written; when it changed is a fact about the file, not about the event."""
    return event.model_dump(mode="json", exclude_defaults=True, exclude={"changed"})


def patched(known: Body, incoming: Incoming) -> dict[str, Any]:
    """Return *known* with what *incoming* says; texts in languages that it does not speak stay."""
    found = {} if incoming.whole else dict(known)
    if not incoming.whole and incoming.says.keys() & set(_DATES):
        # Dates come together: an hour that is no longer told is gone.
        found = {name: value for name, value in found.items() if name not in _DATES}
    for name, value in incoming.says.items():
        # A calendar's “confirmed” says less than what we know of an event that has been held.
        if name == "status" and value == "scheduled" and not incoming.whole and known.get(name) in _KNOWN_BETTER:
            continue
        merges = name in _TEXTS and not incoming.whole and isinstance(known.get(name), dict)
        found[name] = {**known[name], **value} if merges else value
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def three_way(base: Body, ours: Body, theirs: Body) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return both changes of *base* in one, field by field, and the fields in which both differ: there ours stands.

    The days, the hours and the zone of an event are one field: half of them from each side would be a third date.
    """
    merged: dict[str, Any] = {}
    kept: list[str] = []
    for names in _groups(base, ours, theirs):
        was, here, there = ([body.get(name) for name in names] for body in (base, ours, theirs))
        chosen = there if here == was else here
        if there not in (was, here) and here != was:
            kept.append(names[0])
        merged |= {name: value for name, value in zip(names, chosen, strict=True) if value is not None}
    return merged, tuple(kept)


def _groups(*bodies: Body) -> list[tuple[str, ...]]:
    others = dict.fromkeys(name for body in bodies for name in body if name not in _DATES)
    return [_DATES, *((name,) for name in others)]


def differences(before: Body, after: Body) -> dict[str, tuple[Any, Any]]:
    """Return the fields in which two bodies differ, by name."""
    names = sorted({*before, *after})
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
