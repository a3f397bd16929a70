from math import cos, radians

import pytest
from pydantic import ValidationError

from comms.domain.places import Place, equal_earth


# The corners and figures are those of the projection's paper, for a sphere of radius 1.
@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    [(0, 0, 0, 0), (0, 180, 2.70663, 0), (90, 0, 0, 1.31736), (-90, 0, 0, -1.31736), (0, -180, -2.70663, 0)],
)
def test_corners_of_the_world_stand_where_the_projection_puts_them(lat, lon, x, y):
    assert equal_earth(lat, lon) == pytest.approx((x, y), abs=1e-4)


def test_map_shows_no_part_of_the_world_larger_than_it_is():
    def area(lat):
        step = 0.01
        height = equal_earth(lat + step, 0).y - equal_earth(lat - step, 0).y
        return height * equal_earth(lat, 1).x

    assert [area(lat) / area(0) for lat in (30, 45, 60)] == pytest.approx(
        [cos(radians(lat)) for lat in (30, 45, 60)], rel=1e-4
    )


def test_place_outside_the_globe_is_refused():
    with pytest.raises(ValidationError):
        Place(lat=91, lon=0, source="nowhere")
