"""What pydantic found wrong, told in words that say what to write instead."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from comms.domain.written import Written
from comms.errors import Problem
from comms.readers.places import Place, place
from comms.readers.shown import nearest, one_line, shown

_Context = Mapping[str, Any]
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "write small letters, digits and single hyphens, such as water-day",
    r"^[A-Z]{2}$": "write the two capital letters of the country, such as ES",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "write a language code such as en, es or fr",
}
# So many digits are read as a text: no number that anybody writes here has them.
_OVERLONG = re.compile(r"[-+]?\d{16,}")
_TEXT = "write a text"
_LIST = "write a list, such as [one, two]"
_KEYS = "write one “key: value” a line below it"
_WHOLE = "write a whole number without quotes"
_DAY = "write a day that exists as year-month-day, such as 2027-12-10"
_MOMENT = "write a day and a time, such as 2027-12-10T09:30"
_HOUR = "write hours and minutes, such as 09:30"
_REMEDIES = {
    "string_type": _TEXT,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": "write a number without quotes",
    "bool_type": "write true or false without quotes",
    "date_type": _DAY,
    "date_parsing": _DAY,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "time_type": _HOUR,
    "time_parsing": _HOUR,
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
}


def problems_of(error: ValidationError, model: type[Written], raw: object, *, file: str, entry: str) -> list[Problem]:
    """Return all that *error* found in *raw*, one problem for each line to correct."""
    found = []
    for one in error.errors(include_url=False):
        if _only_follows(one):
            continue
        where = place(model, raw, one["loc"])
        field = f"{where.field}.kind" if one["type"].startswith("union_tag") else where.field
        found.append(Problem(file, entry, field, one_line(_message(one, where))))
    return found or [
        Problem(file, entry, "", "is not sound, in a way that has no name yet; compare it with docs/calendars.md")
    ]


def _only_follows(one: ErrorDetails) -> bool:
    """Tell whether a list is called too short only because its items are wrong, which is told already."""
    # A text of blanks is long as written and empty as read: it is told, or its entry would vanish without a word.
    is_list = not isinstance(one["input"], str)
    return one["type"] == "too_short" and is_list and len(one["input"]) >= one["ctx"]["min_length"]


def _message(one: ErrorDetails, where: Place) -> str:
    told = _TOLD.get(one["type"])
    if told:
        return told(one["input"], one.get("ctx", {}), where)
    remedy = _REMEDIES.get(one["type"])
    if remedy:
        return f"is {shown(one['input'])}; {_quoted(one) or remedy.format_map(one.get('ctx', {}))}"
    return f"is {shown(one['input'])}, which is not allowed ({one['msg']}); correct it"


def _quoted(one: ErrorDetails) -> str | None:
    """Return how to write a number, true or false that is meant as a text, or a number too long to be read as one."""
    if one["type"] == "int_type" and _OVERLONG.fullmatch(str(one["input"])):
        return "write a smaller number"
    if one["type"] == "string_type" and isinstance(one["input"], int | float):
        return f'put it in quotes: "{str(one["input"]).lower()}"'
    return None


def _unknown_key(_value: object, _context: _Context, where: Place) -> str:
    near = nearest(where.field.rpartition(".")[2], where.known)
    return f"is not a known key; {f'write {near}' if near else 'delete it, or write one of ' + ', '.join(where.known)}"


def _choice(value: object, words: Sequence[str]) -> str:
    near = nearest(value, words) if isinstance(value, str) else None
    return f"is {shown(value)}; write {near or 'one of ' + ', '.join(words)}"


def _literal(value: object, context: _Context, _where: Place) -> str:
    return _choice(value, [word.strip("' ") for word in context["expected"].replace(" or ", ", ").split(",")])


def _kind(value: Mapping[str, object], _context: _Context, where: Place) -> str:
    return _choice(value["kind"], where.kinds)


def _no_kind(_value: object, _context: _Context, where: Place) -> str:
    return f"is missing; add one of {', '.join(where.kinds)}"


def _pattern(value: object, context: _Context, _where: Place) -> str:
    rule = context["pattern"]
    return f"is {shown(value)}; {_PATTERNS.get(rule, f'write what fits {rule}')}"


def _too_short(value: object, context: _Context, _where: Place) -> str:
    if isinstance(value, str):
        return "is empty; write a text or delete the line"
    return f"has too few items; write {context['min_length']} or more"


def _too_long(value: object, context: _Context, _where: Place) -> str:
    return f"is too long; write at most {context['max_length']} {'signs' if isinstance(value, str) else 'items'}"


_TOLD: dict[str, Callable[[Any, _Context, Place], str]] = {
    "missing": lambda _value, _context, _where: "is missing; add it",
    "value_error": lambda _value, context, _where: str(context["error"]),
    "extra_forbidden": _unknown_key,
    "literal_error": _literal,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _pattern,
    "too_short": _too_short,
    "string_too_short": _too_short,
    "too_long": _too_long,
    "string_too_long": _too_long,
}
