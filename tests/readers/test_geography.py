from math import hypot

from comms.readers.geography import read_land, read_places
from comms.resources import shipped
from tests.shipped import TEMPLATES, the_calendars

FILE = "source: somewhere\nlicence: free\nplaces:\n  {}: {{lat: 41.39, lon: 2.16, source: a map}}\n"


def test_every_member_of_the_shipped_network_has_a_place():
    calendars = the_calendars()

    assert set(calendars.places) == set(calendars.network.members)


def test_places_are_where_everybody_knows_them_to_be():
    places = the_calendars().places

    for member, lat, lon in (
        ("barcelona", 41.4, 2.2),
        ("gwangju", 35.2, 126.9),
        ("mexico-city", 19.4, -99.1),
        ("montevideo", -34.9, -56.2),
        ("banjul", 13.5, -16.6),
        ("durham", 36.0, -78.9),
        ("valencia", 39.5, -0.4),
    ):
        assert hypot(places[member].lat - lat, places[member].lon - lon) < 0.2, member


def test_calendars_without_places_have_none(tmp_path):
    assert read_places(tmp_path, {"barcelona"}) == ({}, ())


def test_place_of_a_stranger_is_told_with_the_nearest_member(tmp_path):
    (tmp_path / "places.yaml").write_text(FILE.format("barcelon"), encoding="utf-8")

    _, problems = read_places(tmp_path, {"barcelona"})

    assert [str(one) for one in problems] == [
        "places.yaml: places: barcelon: is not a member in members.yaml; did you mean barcelona?"
    ]


def test_place_that_resembles_no_member_is_to_be_deleted(tmp_path):
    (tmp_path / "places.yaml").write_text(FILE.format("atlantis"), encoding="utf-8")

    _, problems = read_places(tmp_path, {"barcelona"})

    assert [one.message for one in problems] == ["is not a member in members.yaml; delete the line"]


def test_unsound_file_is_told(tmp_path):
    (tmp_path / "places.yaml").write_text("places: {}\n", encoding="utf-8")

    found, problems = read_places(tmp_path, None)

    assert (found, [one.field for one in problems]) == ({}, ["source", "licence"])


def test_land_is_the_whole_world_without_the_south_pole():
    land = read_land(TEMPLATES)
    longitudes = [lon for ring in land for lon, _ in ring]
    latitudes = [lat for ring in land for _, lat in ring]

    assert (min(longitudes), max(longitudes)) == (-180, 180)
    assert (min(latitudes) > -60, max(latitudes) < 84) == (True, True)
    # No ring may cross the map where the map is cut: it would draw a line right across.
    assert [ring for ring in land if max(lon for lon, _ in ring) - min(lon for lon, _ in ring) > 200] == []


def test_shipped_land_names_source_and_licence():
    written = (shipped("templates") / "site" / "pages" / "land.yaml").read_text(encoding="utf-8")

    assert "naturalearthdata.com" in written
    assert "licence: public domain" in written
