"""Occurrences as lines that a person reads in a terminal, with what an editor should know of each."""

from collections.abc import Iterable, Iterator

from comms.domain.observances import Observance, not_announced
from comms.feeds.calendar_listing import Row
from comms.feeds.ics_text import one_line

_PERIODS = ("year", "decade")
_STATUS = {"un": "UN", "agency": "agency", "not-un": "not UN"}
_DOUBTS = {"single-source": "one source only", "known": "no source read"}


def unannounced(observances: Iterable[Observance], years: Iterable[int], language: str) -> list[tuple[int, str]]:
    """Return the years, and the official names of what has still to be announced in them."""
    known = sorted(observances, key=lambda one: one.id)
    return [(year, one.official_name(language)[0]) for year in years for one in known if not_announced(one, year)]


def as_table(listed: Iterable[Row], waiting: Iterable[tuple[int, str]] = ()) -> str:
    """Return lines of dates, tier, status and name, as a person reads them.

    Years and decades come after the days, and then what is *waiting* for its dates: years and names.
    """
    rows_ = list(listed)
    days = [_line(row) for row in rows_ if row["kind"] not in _PERIODS]
    periods = [_line(row) for row in rows_ if row["kind"] in _PERIODS]
    missing = [f"{year:<23}  not announced  {one_line(name)}" for year, name in waiting]
    parts = (days, ["In force:", *periods] if periods else [], ["Not announced:", *missing] if missing else [])
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _line(row: Row) -> str:
    marks = "".join(f"  [{mark}]" for mark in _marks(row))
    return f"{_days(row):<23}  {row['tier']:<7}  {_STATUS[row['official']]:<6}  {one_line(row['name'])}{marks}"


def _marks(row: Row) -> Iterator[str]:
    """Yield what an editor should look at before telling of it."""
    if row["unofficial"]:
        yield f"our translation: {', '.join(row['unofficial'])}"
    if row["confidence"] in _DOUBTS:
        yield _DOUBTS[row["confidence"]]


def _days(row: Row) -> str:
    return row["start"] if row["start"] == row["end"] else f"{row['start']}/{row['end']}"
