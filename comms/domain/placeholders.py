"""The names that a wording may use; one place, for drafting and for checking templates."""

from collections.abc import Mapping
from dataclasses import dataclass

from comms.domain.sentences import RECORD, Condition, Fact, Placeholder, Record


@dataclass(frozen=True)
class Known:
    """What a name prints, and the facts that it is made of."""

    text: str
    facts: tuple[Fact, ...]


Value = Known | bool | None
Values = Mapping[str, Value]

CONDITIONS = frozenset(
    {"day.many", "day.solemn", "day.tomorrow"}
    | {"link_own", "event.anniversary", "event.many", "event.tomorrow", "member.campaign", "what.many", "what.tomorrow"}
)
_IN_GROUPS: dict[str, tuple[str, ...]] = {
    "day": (
        "name",
        "date",
        "date_long",
        "dates",
        "about",
        "told",
        "resolution",
        "reference",
        "lead",
        "led_by",
        "since",
        "days_left",
        "theme",
        "tagline",
    ),
    "event": ("name", "date", "date_long", "dates", "place", "country", "role", "days_left"),
    # The event or, where none is told, the day.
    "what": ("name", "date_long", "dates", "days_left"),
    "member": ("name", "place", "country", "region", "government", "joined"),
    "initiative": ("title", "summary", "year"),
    "org": ("name", "acronym", "campaign", "members_count", "members_as_of"),
}
PLACEHOLDERS = frozenset(
    {"link", "link_words", "hashtags"} | {f"{group}.{name}" for group, names in _IN_GROUPS.items() for name in names}
)
NAMES = CONDITIONS | PLACEHOLDERS


def known(text: str | None, field: str, source: str, confidence: str, *, needs_check: bool = False) -> Known | None:
    """Return one fact as a value, or None where the record is silent."""
    return Known(text, (Fact(text, field, source, confidence, needs_check),)) if text else None


def context(values: Values, record: Record, shortened: Mapping[str, str]) -> dict[str, object]:
    """Return what a wording sees: every name, known or not; *shortened* gives the printed text of some."""
    seen: dict[str, object] = {RECORD: record}
    groups: dict[str, dict[str, object]] = {group: {} for group in _IN_GROUPS}
    for name in sorted(NAMES):
        group, _, short = name.rpartition(".")
        (groups[group] if group else seen)[short] = _seen(name, values.get(name), record, shortened)
    return seen | groups


def _seen(name: str, value: Value, record: Record, shortened: Mapping[str, str]) -> Placeholder | Condition:
    if name in CONDITIONS:
        return Condition(name, holds=bool(value))
    if not isinstance(value, Known):
        return Placeholder(name, None, (), record)
    text = shortened.get(name, value.text)
    return Placeholder(name, text, _kept(name, text, value.facts), record)


def _kept(name: str, text: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts that *text* still tells: none where nothing is left, and only the hashtags that are."""
    if name == "hashtags":
        return tuple(fact for fact in facts if fact.text in text.split())
    return facts if text else ()
