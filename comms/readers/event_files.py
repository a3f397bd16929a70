"""Events in a file that somebody hands over: YAML or CSV as we write them, or any ICS."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from comms.domain.event_changes import Incoming
from comms.domain.events import Event
from comms.errors import Problem, WrittenError
from comms.readers.foreign_reading import Reading, Setting
from comms.readers.foreign_text import table_text, unlike
from comms.readers.shapes import EventsFile
from comms.readers.shown import nearest, one_line, shown
from comms.readers.yaml_file import Ours, entry_name, parsed, read_yaml

LARGEST = 2_000_000
# As many as a calendar may hold: each is looked at while somebody waits.
MOST_EVENTS = 2_000
_TOO_MANY = f"holds more than {MOST_EVENTS} events; split it into several files"
_OURS = Ours("a file of events", "events")
TEXTS = ("name", "place", "pages", "role")
LISTS = ("unreviewed", "themes", "hashtags")
YES_OR_NO = ("worldwide",)
# Lines, which may hold blanks, are parted by this.
BAR = " | "
_FIELDS = tuple(name for name in Event.model_fields if name != "changed")
# What is not said is no, as in a cell that is empty.
_WORDS: Mapping[str, bool | str] = {"true": True, "false": ""}
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")

_PARTED_BY = (",", ";", "\t")

Read = tuple[list[Incoming], list[Problem]]


def read_events(path: Path, setting: Setting, *, as_format: str = "") -> Reading:
    """Return the events in the file at *path*, by its ending unless *as_format* says what it is."""
    form = as_format or path.suffix.lower().removeprefix(".").replace("yml", "yaml")
    name = str(path)
    read: Mapping[str, Callable[[bytes], Reading]] = {
        "yaml": lambda _: Reading(*_yaml(path)),
        "csv": lambda content: Reading(*read_csv(content, file=name)),
        "ics": lambda content: _ics(content, setting, name),
    }
    if form not in read:
        return _refused(name, "is not a file of events; give one that ends in .ics, .csv or .yaml")
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return _refused(name, f"cannot be read ({reason}); make it a file that you may read")
    if len(content) > LARGEST:
        return _refused(name, "is larger than 2 MB; split it into several files")
    other = unlike(content, form.upper())
    return _refused(name, other) if other else read[form](content)


def _refused(name: str, message: str) -> Reading:
    return Reading([], [Problem(name, "", "", message)])


def _ics(content: bytes, setting: Setting, name: str) -> Reading:
    from comms.readers.foreign_ics import read_ics  # noqa: PLC0415 - its library is for those who read, not for the desk

    return read_ics(content, setting, file=name)


def _yaml(path: Path) -> Read:
    name = str(path)
    try:
        raw = read_yaml(path, name=name, ours=_OURS)
    except WrittenError as error:
        return [], list(error.problems)
    found: list[Incoming] = []
    problems: list[Problem] = []
    try:
        parsed(EventsFile, raw, file=name)
    except WrittenError as error:
        problems += error.problems
    whole_is_wrong, listed = bool(problems), raw["events"]
    for number, entry in enumerate(listed if isinstance(listed, list) else (), start=1):
        named = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(named, str) and named:
            says = {key: value for key, value in entry.items() if key != "changed"}
            found.append(Incoming(named, says, named, whole=True))
        else:
            problems.append(Problem(name, entry_name(entry, number), "id", "is missing; add it"))
    if len(found) + len(problems) > MOST_EVENTS:
        return [], [Problem(name, "", "", _TOO_MANY)]
    # A file that is wrong as a whole is told with its entries, and none of them is taken over.
    return [] if whole_is_wrong else found, problems


def read_csv(content: bytes, *, file: str) -> Read:
    """Return the events of a table with a heading, as `comms events export --format csv` writes it."""
    text = table_text(content, file=file)
    if isinstance(text, Problem):
        return [], [text]
    lines = text.lstrip("\r\n")
    reader = csv.DictReader(io.StringIO(lines, newline=""), strict=True, delimiter=_parted_by(lines))
    above = text[: len(text) - len(lines)].count("\n")
    try:
        table = [(reader.line_num + above, row) for row in reader]
    except csv.Error as error:
        return [], [Problem(file, "", "", f"is not a table ({one_line(str(error), 80)}); save it as CSV")]
    heading = [name for name in (reader.fieldnames or ()) if name is not None]
    if heading and not any(map(_is_column, heading)):
        # What is no table of ours may be anything, and nothing of it is quoted.
        message = "is not a table of events: its first line names no column of ours; docs/events.md tells them"
        return [], [Problem(file, "", "", message)]
    lost = [Problem(file, "", one_line(name, 40), _unknown(name)) for name in heading if not _is_column(name)]
    if len(table) > MOST_EVENTS:
        return [], [Problem(file, "", "", _TOO_MANY)]
    if lost or not table:
        return [], lost or [Problem(file, "", "", "holds no events; give a heading and a line for each event")]
    found: list[Incoming] = []
    problems: list[Problem] = []
    for number, row in table:
        named = (row.get("id") or "").strip()
        if None in row or None in row.values():
            problems.append(Problem(file, f"line {number}", "", "has not as many cells as the heading; correct it"))
        elif not named:
            problems.append(Problem(file, f"line {number}", "id", "is missing; add it"))
        else:
            found.append(Incoming(named, _says(row), named, whole=True))
    return found, problems


def _parted_by(text: str) -> str:
    """Return the sign between the cells: spreadsheets of many countries write semicolons and call it CSV."""
    heading = text.partition("\n")[0]
    return max(_PARTED_BY, key=lambda sign: sum(map(_is_column, heading.strip().split(sign))))


def _is_column(name: str) -> bool:
    field, dot, language = name.partition(".")
    return field in _FIELDS and (field in TEXTS) == bool(dot and language)


def _unknown(name: str) -> str:
    near = nearest(name, [field for field in _FIELDS if field not in TEXTS] + [f"{field}.en" for field in TEXTS])
    return f"{shown(name)} is not a column of events" + (f"; write {near}" if near else "; delete it")


def _says(row: Mapping[str, str]) -> dict[str, Any]:
    says: dict[str, Any] = {}
    for name, cell in row.items():
        value = _GUARDED.sub("", cell.strip(), count=1) if cell.startswith("'") else cell.strip()
        field, _, language = name.partition(".")
        if language and value:
            says.setdefault(field, {})[language] = value
        elif field in LISTS:
            says[field] = value.split()
        elif field in YES_OR_NO:
            says[field] = _WORDS.get(value.lower(), value)
        elif field == "conflicts":
            says[field] = [line for line in value.split(BAR) if line]
        elif not language:
            says[field] = value
    return {field: value for field, value in says.items() if value not in ("", [], {})}
