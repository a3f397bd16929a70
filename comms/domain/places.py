"""Where members are, and where that stands on a flat map of the world."""

from math import asin, cos, radians, sin, sqrt
from typing import Annotated, NamedTuple

from pydantic import Field

from comms.domain.written import Line, Written

# The equal-earth projection of Šavrič, Patterson and Jenny (2018): no part of the world is shown larger than it is.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


class Place(Written):
    """A place in degrees north and east, and where the figures come from."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    source: Line


class Point(NamedTuple):
    """A point on a flat map, in units of the sphere's radius: *x* grows to the east, *y* to the north."""

    x: float
    y: float


def equal_earth(lat: float, lon: float) -> Point:
    """Return where a place stands on a map in the equal-earth projection."""
    angle = asin(_M * sin(radians(lat)))
    square = angle * angle
    sixth = square * square * square
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = radians(lon) * cos(angle) / (_M * slope)
    return Point(x, angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square)))
