from dataclasses import replace

import pytest

from comms.domain.packs import Packs
from comms.readers.packs import read_packs
from comms.services import packs
from tests.factories import a_day, a_pack
from tests.shipped import the_calendars

FILE = """\
year: 2027
packs:
  - observance: human-rights-day
    theme: {en: 'Rights: 9:30', fr: "Droits à l’heure"}
    page: https://example.org/day
    assets:
      - {title: {en: Poster}, page: 'https://example.org/p', embargo: 2027-12-01T09:00, zone: Europe/Zurich}
    source: the agency's page
  - observance: nowhere
    theme: {en: Lost}
    page: https://example.org/day
    source: the agency's page
"""


@pytest.fixture
def calendars():
    pack = a_pack(year=2027, observance="other-day")
    days = {day.id: day for day in (a_day(), a_day(id="other-day"))}
    return replace(the_calendars(), observances=days, packs=Packs({pack.key: pack}))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "agency.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_import_says_what_it_would_do_and_what_is_wrong(calendars, file):
    found = packs.read(file, calendars)

    assert [(pack.observance, what) for pack, what in found.rows] == [("human-rights-day", "new")]
    assert [problem.entry for problem in found.problems] == ["nowhere"]


def test_accepted_import_is_read_back_with_what_was_there(calendars, file, tmp_path):
    found = packs.read(file, calendars)

    assert packs.accept(found, tmp_path / "packs") == 1
    read, problems = read_packs(tmp_path / "packs", None)
    assert (read, problems) == (found.packs, ())
    assert set(read.by_key) == {("human-rights-day", 2027), ("other-day", 2027)}


def test_second_import_changes_nothing(calendars, file, tmp_path):
    found = packs.read(file, calendars)
    packs.accept(found, tmp_path / "packs")

    again = packs.read(file, replace(calendars, packs=found.packs))

    assert [what for _, what in again.rows] == ["unchanged"]
    assert packs.accept(again, tmp_path / "packs") == 0
