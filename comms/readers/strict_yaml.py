"""The part of YAML that the desk reads: mappings, lists and plain values, each written where it is used.

The C parser's events become the value in one pass, because the loaders of PyYAML read “no” as false and
9:30 as 570, keep the last of two equal keys in silence, and unfold aliases without a limit.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml

from comms.readers.shown import one_line

_DEEPEST = 20
_LONGEST_NAME = 60
_WHOLE = re.compile(r"[-+]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{1,15}", re.ASCII)
_NAMED: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# What was opened and not closed is wrong where it opens, not where the file ends.
_OPENED = ("flow", "quoted scalar")
# Words of the parser's own message, and what it most often means.
_MEANINGS = (
    ("cannot start any token", "a value begins with a tab or a sign such as @, ` or %; put the text in quotes"),
    ("mapping values are not allowed", "has a second colon or too deep an indent; put text with a colon in quotes"),
    ("block mapping", "does not line up with the keys above, or goes on after a quote; correct the indent or quote"),
    ("block collection", "does not line up with the dashes above; give all entries the same indent"),
    ("flow", "opens a bracket or brace that is not closed, or lacks a comma; close it, or write one item a line"),
    ("quoted scalar", "opens a quote that is not closed, or holds a wrong escape; correct the quotes"),
    ("expected ':'", "is near a key without a colon; write “key: value”"),
)


class NotReadError(Exception):
    """Stop reading."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        """Keep (line, message) for everything found so far."""
        super().__init__(found)
        self.found = found


class _StopError(Exception):
    """Stop building: what comes next could not be told apart from what follows from the last fault."""


def document(text: str) -> Any:
    """Return the one document in *text*, its keys as text and its dates and times as text."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.found.append(_meaning(error, text))
    except _StopError:
        pass
    found = builder.refused()
    if found:
        raise NotReadError(found)
    return builder.whole


def _meaning(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Return the line of the parser's error and what the writer can do about it."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 1, "is not YAML text; write it again in a plain text editor"
    told = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    if any(opened in told for opened in _OPENED):
        mark = getattr(error, "context_mark", mark)
    line = next(iter(text.splitlines()[mark.line : mark.line + 1]), "")
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return mark.line + 1, "is indented with a tab; use blanks"
    known = (meaning for words, meaning in _MEANINGS if words in told)
    return mark.line + 1, next(known, "is not YAML; compare its indent, colons and quotes with the entries above")


def _plain(text: str) -> Any:
    """Return what unquoted *text* stands for: YAML 1.2's core values, and text for all else."""
    if text in _NAMED:
        return _NAMED[text]
    if text[0] in "+-0123456789":
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
    return text


def _short(text: str) -> str:
    return one_line(text, _LONGEST_NAME)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Build the value from the parser's events; note what is refused and go on."""

    def __init__(self) -> None:
        self.whole: Any = None
        self.found: list[tuple[int, str]] = []
        self._open: list[Any] = []
        # One for each open collection: the key that waits for its value, or None.
        self._keys: list[str | None] = []
        self._take = self._acts()
        self._documents = 0
        # Anchors and aliases are one fault, however many there are: where the first one is, and what it says.
        self._references = 0
        self._first_reference = (0, "")

    def _acts(self) -> dict[type, Callable[[Any], None]]:
        return {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: yaml.Event) -> None:
        """Take the next event in."""
        act = self._take.get(type(event))
        if act:
            act(event)

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self.found.append((_line_of(event), message))

    def _refer(self, event: yaml.Event, what: str) -> None:
        self._references += 1
        if self._references == 1:
            self._first_reference = _line_of(event), what

    def refused(self) -> list[tuple[int, str]]:
        """Return all that was refused, by line."""
        line, what = self._first_reference
        told = []
        if self._references == 1:
            told = [(line, f"has the {what}; remove it, and write the text out where it is needed")]
        elif self._references:
            message = f"has the {what}, the first of {self._references} anchors and aliases"
            told = [(line, f"{message}; remove them all, and write each text out where it is needed")]
        return sorted([*self.found, *told], key=lambda one: one[0])

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document begins; remove the line “---” or make two files")
            raise _StopError

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] is None

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check(event)
        if self._wants_key():
            self._key(event)
        else:
            self._put(_plain(event.value) if event.implicit[0] else event.value)

    def _key(self, event: yaml.ScalarEvent) -> None:
        if event.value in self._open[-1]:
            self._refuse(event, f"has the key “{_short(event.value)}” a second time; keep one")
        self._keys[-1] = event.value

    def _put(self, value: Any) -> None:
        if not self._open:
            self.whole = value
        elif isinstance(self._open[-1], list):
            self._open[-1].append(value)
        else:
            self._open[-1][self._keys[-1]] = value
            self._keys[-1] = None

    def _mapping(self, event: yaml.MappingStartEvent) -> None:
        self._collection(event, {})

    def _sequence(self, event: yaml.SequenceStartEvent) -> None:
        self._collection(event, [])

    def _collection(self, event: yaml.CollectionStartEvent, value: dict[str, Any] | list[Any]) -> None:
        self._check(event)
        if self._wants_key():
            self._refuse(event, "a list or a group of keys stands where a key belongs; write “key: value”")
            raise _StopError
        if len(self._open) == _DEEPEST:
            self._refuse(event, f"is nested more than {_DEEPEST} deep; write it flatter")
            raise _StopError
        self._put(value)
        self._open.append(value)
        self._keys.append(None)

    def _close(self, _event: yaml.Event) -> None:
        self._open.pop()
        self._keys.pop()

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refer(event, f"anchor {_short(f'&{event.anchor}')}")
        if event.tag is not None:
            self._refuse(event, f"has the tag {_short(event.tag)}; remove it and write the plain value")

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._refer(event, f"alias {_short(f'*{event.anchor}')}")
        if self._wants_key():
            raise _StopError
        self._put(None)
