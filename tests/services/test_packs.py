from dataclasses import replace

import pytest

from comms.domain.packs import Packs
from comms.errors import NotAllowedError, WrittenError
from comms.readers.packs import read_packs
from comms.services import packs
from comms.store.models import AuditLine
from tests.factories import a_day, a_pack
from tests.rows import MORNING, a_person, an_officer
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


def typed(calendars, folder, seen=0, by=None, **fields):
    raw = a_pack(**fields).model_dump(mode="json", exclude_defaults=True)
    return packs.type_in(raw, calendars, folder, seen=seen, by=by or an_officer("typist"), now=MORNING)


@pytest.mark.django_db
def test_typed_pack_stands_in_the_file_of_its_year_and_is_signed(calendars, tmp_path):
    pack = typed(calendars, tmp_path)

    read, problems = read_packs(tmp_path, None)
    assert (read.by_key, problems) == ({pack.key: pack}, ())
    line = AuditLine.objects.get()
    assert (line.who, line.act, line.subject) == ("typist", "pack typed", "observance:human-rights-day:pack:2026")


@pytest.mark.django_db
def test_typed_correction_is_a_version_more_and_keeps_its_neighbours(calendars, tmp_path):
    officer = an_officer()
    other = typed(calendars, tmp_path, by=officer, observance="other-day")
    typed(calendars, tmp_path, by=officer)

    corrected = typed(calendars, tmp_path, seen=1, by=officer, theme={"en": "Corrected"})
    same = typed(calendars, tmp_path, seen=2, by=officer, theme={"en": "Corrected"})

    assert corrected.version == same.version == 2
    assert read_packs(tmp_path, None)[0].by_key == {corrected.key: corrected, other.key: other}


@pytest.mark.django_db
def test_pack_that_a_colleague_has_changed_is_not_written_over(calendars, tmp_path):
    officer = an_officer()
    first = typed(calendars, tmp_path, by=officer)

    with pytest.raises(NotAllowedError, match="somebody else changed this pack"):
        typed(calendars, tmp_path, by=officer, theme={"en": "Late"})
    assert read_packs(tmp_path, None)[0].by_key == {first.key: first}


@pytest.mark.django_db
def test_file_with_a_mistake_is_told_and_not_written_over(calendars, tmp_path):
    path = tmp_path / "2026.yaml"
    path.write_text("year: 2026\npacks:\n  - observance: human-rights-day\n", encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(WrittenError, match="theme"):
        typed(calendars, tmp_path)
    assert path.read_bytes() == before


@pytest.mark.django_db
def test_reader_types_and_takes_over_nothing(calendars, file, tmp_path):
    reader = a_person("reader", "reader")

    with pytest.raises(NotAllowedError, match="role"):
        typed(calendars, tmp_path / "packs", by=reader)
    with pytest.raises(NotAllowedError, match="role"):
        packs.take_over(packs.read(file, calendars), tmp_path / "packs", by=reader, now=MORNING)
    assert not (tmp_path / "packs").exists()


@pytest.mark.django_db
def test_import_that_a_person_takes_over_is_signed(calendars, file, tmp_path):
    number = packs.take_over(packs.read(file, calendars), tmp_path, by=an_officer(), now=MORNING)

    assert number == 1
    assert [(line.who, line.act) for line in AuditLine.objects.all()] == [("officer", "pack imported")]
    assert ("human-rights-day", 2027) in read_packs(tmp_path, None)[0].by_key
