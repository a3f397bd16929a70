"""Readers of what maps are drawn from: where members are, and the outline of the land."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from comms.domain.places import Place
from comms.domain.written import Line, Slug, Written
from comms.errors import Problem, WrittenError
from comms.readers.shown import nearest
from comms.readers.yaml_file import parsed, read_yaml

_PLACES = "places.yaml"
_LAND = Path("site") / "pages" / "land.yaml"

Ring = tuple[tuple[float, float], ...]


class _PlacesFile(Written):
    source: Line
    licence: Line
    places: dict[Slug, Place]


class _LandFile(Written):
    source: Line
    licence: Line
    rings: tuple[str, ...]


def read_places(
    folder: Path, members: Collection[str] | None, *, prefix: str = ""
) -> tuple[Mapping[str, Place], tuple[Problem, ...]]:
    """Return where members are, by id, and all that is wrong; nothing where the calendars have no places.yaml.

    Where *members* is None, any may be named; *prefix* is where messages say that the file is.
    """
    path, name = folder / _PLACES, prefix + _PLACES
    if not path.exists():
        return {}, ()
    try:
        places = parsed(_PlacesFile, read_yaml(path, name=name), file=name).places
    except WrittenError as error:
        return {}, error.problems
    strangers = () if members is None else tuple(one for one in places if one not in members)
    return places, tuple(Problem(name, "places", one, _stranger(one, members or ())) for one in strangers)


def _stranger(name: str, members: Collection[str]) -> str:
    near = nearest(name, members)
    return "is not a member in members.yaml" + (f"; did you mean {near}?" if near else "; delete the line")


def read_land(templates: Sequence[Path]) -> tuple[Ring, ...]:
    """Return the outline of the land, ring by ring, each point as longitude and latitude."""
    path = next(folder / _LAND for folder in templates if (folder / _LAND).is_file())
    name = f"templates/{_LAND.as_posix()}"
    land = parsed(_LandFile, read_yaml(path, name=name), file=name)
    return tuple(_ring(ring) for ring in land.rings)


def _ring(written: str) -> Ring:
    pairs = (pair.split() for pair in written.split(","))
    return tuple((float(lon), float(lat)) for lon, lat in pairs)
