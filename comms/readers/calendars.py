"""The calendars: all that people write, read whole or not at all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from comms.domain.events import Event
from comms.domain.network import Government, Network, Region
from comms.domain.observances import Observance
from comms.domain.packs import Packs
from comms.domain.places import Place
from comms.domain.series import Series
from comms.domain.themes import Taxonomy, Theme
from comms.domain.written import Written
from comms.errors import Problem, WrittenError
from comms.readers import shapes
from comms.readers.geography import read_places
from comms.readers.network import Known, network_sheets, written_network
from comms.readers.packs import read_packs
from comms.readers.references import Ids, unknown
from comms.readers.series import read_series
from comms.readers.sheets import Entries, Entry, Sheet, entries, in_order, sheet, stray, yaml_files

_SHAPES: dict[str, type[Written]] = {
    "themes": shapes.ThemesFile,
    "regions": shapes.RegionsFile,
    "governments": shapes.GovernmentsFile,
    "events": shapes.EventsFile,
    "sources": shapes.SourcesFile,
}
_REQUIRED = frozenset({"themes", "regions", "governments"})
_NAMES = (*(f"{kind}.yaml" for kind in _SHAPES), "members.yaml", "initiatives.yaml", "places.yaml", "series.yaml")
# What messages call the folder: a site always has its calendars there.
_HERE = "calendars/"
# A source in one word is a code of sources.yaml; any other is a title or an address, written out.
_CODE = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Calendars:
    """Everything that people wrote, whole and consistent."""

    observances: Mapping[str, Observance]
    events: Mapping[str, Event]
    taxonomy: Taxonomy
    regions: Mapping[str, Region]
    governments: Mapping[str, Government]
    network: Network
    sources: Mapping[str, str] = field(default_factory=dict)
    packs: Packs = field(default_factory=Packs)
    places: Mapping[str, Place] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """Return what another network may name."""
        parts = (self.observances, self.taxonomy.themes, self.regions, self.governments)
        return _known(*(frozenset(part) for part in parts))


def read_calendars(folder: Path) -> Calendars:
    """Return the calendars in *folder*; raise WrittenError with everything that is wrong in any of its files."""
    sheets = _sheets(folder)
    days = entries(sheets["observances"], "observances", Observance)
    events = entries(sheets["events"], "events", Event)
    themes = entries(sheets["themes"], "themes", Theme)
    regions = entries(sheets["regions"], "regions", Region)
    governments = entries(sheets["governments"], "governments", Government)
    packs, wrong_packs = read_packs(folder / "packs", days.ids, prefix=_HERE)
    known = _known(days.ids, themes.ids, regions.ids, governments.ids)
    network = written_network(network_sheets(folder, prefix=_HERE), known)
    places, wrong_places = read_places(folder, network.members.ids, prefix=_HERE)
    ends = None if days.ids is None or events.ids is None else days.ids | events.ids
    series, wrong_series = read_series(folder, ends, known.themes, prefix=_HERE)
    kinds: tuple[Entries[Any], ...] = (days, events, themes, regions, governments)
    problems = (
        *stray(folder, _NAMES, prefix=_HERE),
        *(problem for one in chain(*sheets.values()) for problem in one.problems),
        *(problem for kind in kinds for problem in kind.problems),
        *unknown(days.written, "themes", known.themes),
        *unknown(
            _with_codes(days.written), "sources", Ids("a code of a source", f"{_HERE}sources.yaml", _codes(sheets))
        ),
        *unknown(events.written, "themes", known.themes),
        *unknown(themes.written, "related", known.themes),
        *unknown(themes.written, "parent", known.themes),
        *unknown(days.written, "subjects", known.themes),
        *network.problems,
        *wrong_packs,
        *wrong_places,
        *wrong_series,
    )
    if problems:
        raise WrittenError(in_order(problems, (*chain(*(kind.written for kind in kinds)), *network.written)))
    taxonomy = Taxonomy(themes.values.values())
    found = days.values, events.values, taxonomy, regions.values, governments.values, network.network()
    sources = {code: str(text) for code, text in (_written_sources(sheets) or {}).items()}
    return Calendars(*found, sources=sources, packs=packs, places=places, series=series)


def _known(*ids: frozenset[str] | None) -> Known:
    observances, themes, regions, governments = ids
    return Known(
        Ids("an observance", f"{_HERE}observances/", observances),
        Ids("a theme", f"{_HERE}themes.yaml", themes),
        Ids("a region", f"{_HERE}regions.yaml", regions),
        Ids("a type of government", f"{_HERE}governments.yaml", governments),
    )


def _sheets(folder: Path) -> dict[str, list[Sheet]]:
    """Return the files of *folder* by what they hold; the network's are not among them."""
    days = yaml_files(folder / "observances")
    found = {"observances": [sheet(path, f"{_HERE}observances/{path.name}", shapes.ObservancesFile) for path in days]}
    if not days:
        # Known as unread: what names an observance is not called unknown on top of it.
        problem = Problem(
            f"{_HERE}observances/", "", "", f"has no file; create one, such as {_HERE}observances/days.yaml"
        )
        found["observances"] = [Sheet(problem.file, {}, problems=(problem,))]
    for kind, shape in _SHAPES.items():
        path = folder / f"{kind}.yaml"
        found[kind] = [sheet(path, _HERE + path.name, shape)] if kind in _REQUIRED or path.exists() else []
    finer = yaml_files(folder / "themes")
    found["themes"] += [sheet(path, f"{_HERE}themes/{path.name}", shapes.ThemesFile) for path in finer]
    return found


def _codes(sheets: Mapping[str, list[Sheet]]) -> frozenset[str] | None:
    """Return the codes in sources.yaml, or None where there is no such file or none that can be read."""
    written = _written_sources(sheets)
    return None if written is None else frozenset(written)


def _written_sources(sheets: Mapping[str, list[Sheet]]) -> dict[str, object] | None:
    lists = [one.lists.get("sources") for one in sheets["sources"]]
    return lists[0] if lists and isinstance(lists[0], dict) else None


def _with_codes(written: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries with only those of their sources that are codes."""
    for entry in written:
        sources = entry.written.get("sources")
        if isinstance(sources, list):
            codes = [one for one in sources if isinstance(one, str) and _CODE.fullmatch(one)]
            yield Entry(entry.file, entry.number, entry.name, {"sources": codes})
