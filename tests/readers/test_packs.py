import pytest

from comms.errors import WrittenError
from comms.readers.calendars import read_calendars
from comms.readers.packs import packs_in
from tests.readers.folders import SOUND, written

PACK = """\
year: 2027
packs:
  - observance: human-rights-day
    theme: {en: Rights}
    page: https://example.org/day
    source: the agency's page
"""


def problems(tmp_path, text, name="packs/2027.yaml"):
    with pytest.raises(WrittenError) as refused:
        read_calendars(written(tmp_path, SOUND | {name: text}))
    return [str(problem) for problem in refused.value.problems]


def test_pack_is_found_by_observance_and_year(tmp_path):
    calendars = read_calendars(written(tmp_path, SOUND | {"packs/2027.yaml": PACK}))

    assert calendars.packs.by_key["human-rights-day", 2027].theme == {"en": "Rights"}


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (("year: 2027", "year: 2028"), "calendars/packs/2027.yaml: year: is 2028; name the file 2028.yaml"),
        (
            ("human-rights-day", "human-right"),
            (
                "calendars/packs/2027.yaml: human-right: observance: “human-right” is not an observance; "
                "write human-rights-day"
            ),
        ),
        (
            ("human-rights-day", "zzz"),
            "calendars/packs/2027.yaml: zzz: observance: “zzz” is not an observance; write an id of observances/",
        ),
        (("theme:", "teme:"), "calendars/packs/2027.yaml: human-rights-day: theme: is missing; add it"),
        (("year: 2027\n", ""), "calendars/packs/2027.yaml: year: is missing; add it"),
    ],
)
def test_wrong_pack_is_told_with_file_entry_field_and_remedy(tmp_path, wrong, line):
    assert problems(tmp_path, PACK.replace(*wrong))[0] == line


def test_what_is_wrong_in_a_file_and_in_its_packs_is_told_at_once(tmp_path):
    wrong = PACK.replace("theme:", "teme:").replace("year: 2027", "year: 3\ncolour: red")

    assert [line.partition(": is ")[0] for line in problems(tmp_path, wrong)] == [
        "calendars/packs/2027.yaml: year",
        "calendars/packs/2027.yaml: colour",
        "calendars/packs/2027.yaml: human-rights-day: theme",
        "calendars/packs/2027.yaml: human-rights-day: teme",
    ]


def test_second_pack_of_an_observance_is_refused(tmp_path):
    twice = PACK + PACK.partition("packs:\n")[2]

    assert problems(tmp_path, twice) == [
        "calendars/packs/2027.yaml: human-rights-day: has two packs in this file; keep one"
    ]


@pytest.mark.parametrize("text", ["", "year: 2027\npacks: 3\n", "- a\n", "year: 2027\npacks:\n  - 3\n"])
def test_file_that_holds_no_packs_is_refused(tmp_path, text):
    assert problems(tmp_path, text)


def test_sound_entries_are_kept_apart_from_wrong_ones(tmp_path):
    path = tmp_path / "any.yaml"
    path.write_text(PACK + "  - observance: other\n  - 3\n", encoding="utf-8")

    packs, wrong = packs_in(path, "any.yaml", frozenset({"human-rights-day", "other"}))

    assert [pack.observance for pack in packs] == ["human-rights-day"]
    assert {problem.entry for problem in wrong} == {"other", "entry 3"}
