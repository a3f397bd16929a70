"""The reader of series: posts that belong together."""

from collections.abc import Mapping
from pathlib import Path

from comms.domain.series import Series
from comms.errors import Problem
from comms.readers.references import Ids, unknown
from comms.readers.shapes import SeriesFile
from comms.readers.sheets import entries, sheet

_NAME = "series.yaml"


def read_series(
    folder: Path, ends: frozenset[str] | None, themes: Ids, *, prefix: str = ""
) -> tuple[Mapping[str, Series], tuple[Problem, ...]]:
    """Return the series in *folder* and all that is wrong; *ends* are the known observances and events.

    *prefix* is where messages say that the file is.
    """
    path = folder / _NAME
    if not path.exists():
        return {}, ()
    read = sheet(path, prefix + _NAME, SeriesFile)
    found = entries([read], "series", Series)
    problems = (
        *read.problems,
        *found.problems,
        *unknown(
            found.written, "to", Ids("an observance or an event", f"{prefix}observances/ or {prefix}events.yaml", ends)
        ),
        *unknown(found.written, "themes", themes),
    )
    return found.values, problems
