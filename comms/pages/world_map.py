"""The map of the campaign's members: points on the outline of the land, without borders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from comms.domain.network import Member
from comms.domain.places import Place, equal_earth
from comms.readers.geography import Ring

_WIDTH = 1000
# The map reaches from Cape Horn to the north of Greenland; what is left away is Antarctica.
_NORTH, _SOUTH = 84.0, -56.0
_SCALE = _WIDTH / (2 * equal_earth(0, 180).x)
# Where so many members are near each other that a second, larger map shows them.
_CLOSE_UP = (36.0, -11.0, 53.5, 21.0)
_ROOM = 6


@dataclass(frozen=True)
class Dot:
    """A member on the map; *wave* says how it is drawn, *is_near* whether the larger map shows it too."""

    x: float
    y: float
    wave: str
    member: str
    is_near: bool


@dataclass(frozen=True)
class WorldMap:
    """A map as SVG wants it: two views of one outline, and the points on it."""

    view: str
    close_up: str
    land: str
    dots: tuple[Dot, ...]


def wave(member: Member) -> str:
    """Return the wave in which *member* joined: founder, its year, or later where the year is not known."""
    if member.campaign == "founder":
        return "founder"
    return str(member.joined) if member.joined else "later"


def world_map(members: Iterable[Member], places: Mapping[str, Place], land: Iterable[Ring]) -> WorldMap:
    """Return the map of those *members* whose place is known."""
    dots = [_dot(one, places[one.id]) for one in members if one.id in places]
    height = round(_on_map(_SOUTH, 0)[1])
    south, west, north, east = _CLOSE_UP
    (left, top), (right, bottom) = _on_map(north, west), _on_map(south, east)
    close_up = f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"
    # The founders are drawn last, so that nobody hides them.
    ordered = tuple(sorted(dots, key=lambda dot: (dot.wave == "founder", dot.y, dot.x)))
    return WorldMap(f"0 0 {_WIDTH} {height}", close_up, outline(land), ordered)


def _dot(member: Member, place: Place) -> Dot:
    south, west, north, east = _CLOSE_UP
    is_near = south <= place.lat <= north and west <= place.lon <= east
    return Dot(*_on_map(place.lat, place.lon), wave(member), member.id, is_near)


def outline(land: Iterable[Ring]) -> str:
    """Return the land as the path of an SVG, in steps from point to point."""
    return "".join(map(_path, land))


def _path(ring: Ring) -> str:
    points = [_on_map(lat, lon) for lon, lat in ring]
    steps = [f"M{points[0][0]:g} {points[0][1]:g}l"]
    for (x, y), (next_x, next_y) in pairwise(points):
        steps.append(f"{round(next_x - x, 1):g} {round(next_y - y, 1):g} ")
    return "".join(steps).rstrip() + "z"


def _on_map(lat: float, lon: float) -> tuple[float, float]:
    point, top = equal_earth(lat, lon), equal_earth(_NORTH, 0).y
    return round(point.x * _SCALE + _WIDTH / 2, 1), round((top - point.y) * _SCALE + _ROOM, 1)
