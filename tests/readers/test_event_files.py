import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.readers import event_files
from comms.readers.event_files import LARGEST, read_csv
from tests.readers.test_foreign_ics import SETTING, an_event, an_ics

CSV = "id,name.en,name.fr,first,last,zone,page,themes,conflicts,status\n"
ROW = "forum,Forum,Le forum,2027-05-12,2027-05-14,Asia/Seoul,https://example.org,a b,one | two,scheduled\n"


def read_events(path, setting, **options):
    found = event_files.read_events(path, setting, **options)
    return found.events, found.problems


def a_file(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(path, **options):
    found, wrong = read_events(path, SETTING, **options)
    assert found == []
    assert all(problem.file == str(path) for problem in wrong)
    return [str(problem).replace(str(path), path.name) for problem in wrong]


def test_table_is_read_with_its_languages_and_lists(tmp_path):
    (found,), wrong = read_events(a_file(tmp_path, "events.csv", CSV + ROW), SETTING)

    assert (found.id, found.whole, wrong) == ("forum", True, [])
    assert found.says == {
        "id": "forum",
        "name": {"en": "Forum", "fr": "Le forum"},
        "first": "2027-05-12",
        "last": "2027-05-14",
        "zone": "Asia/Seoul",
        "page": "https://example.org",
        "themes": ["a", "b"],
        "conflicts": ["one", "two"],
        "status": "scheduled",
    }


@pytest.mark.parametrize(
    ("cell", "expected"), [("true", True), ("TRUE", True), ("false", None), ("", None), ("often", "often")]
)
def test_cell_that_is_yes_or_no_is_read_as_such(tmp_path, cell, expected):
    (found,), _ = read_events(a_file(tmp_path, "e.csv", f"id,name.en,worldwide\nx,Forum,{cell}\n"), SETTING)

    assert found.says.get("worldwide") == expected


@pytest.mark.parametrize("sign", [";", "\t"])
def test_table_of_a_spreadsheet_that_parts_cells_by_another_sign_is_read(tmp_path, sign):
    table = "\ufeffid,name.en,zone,themes\r\nx,Forum,UTC,a b\r\n".replace(",", sign)

    (found,), wrong = read_events(a_file(tmp_path, "e.csv", table), SETTING)

    assert (found.says, wrong) == ({"id": "x", "name": {"en": "Forum"}, "zone": "UTC", "themes": ["a", "b"]}, [])


@pytest.mark.parametrize("name", ["e.csv", "e.yaml", "e.ics"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; give a file of events, saved as {}"),
        (b" \r\n", "is empty; give a file of events, saved as {}"),
        (
            b"PK\x03\x04" + b"\0" * 99,
            "is a ZIP file, or a workbook such as Excel's; give what is inside, saved as {}",
        ),
        (b"\x1f\x8b\x08\0", "is compressed; unpack it, and give what is inside"),
        ("id,name.en\n".encode("utf-16"), "is UTF-16, not UTF-8; save or export it as UTF-8"),
        (b"%PDF-1.7", "is a PDF; give the same as {}"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>Log in", "is a web page; give the events themselves, as {}"),
        (b"<!-- hi -->\n<HTML lang=en>", "is a web page; give the events themselves, as {}"),
    ],
)
def test_what_only_bears_the_name_of_a_file_of_events_is_told_as_what_it_is(tmp_path, name, content, words):
    form = name.partition(".")[2].upper()

    assert problems(a_file(tmp_path, name, content)) == [f"{name}: {words.format(form)}"]


def test_guard_against_formulas_is_taken_off(tmp_path):
    (found,), _ = read_events(a_file(tmp_path, "e.csv", "id,name.en,evidence\nx,'=Forum,'quoted\n"), SETTING)

    assert (found.says["name"], found.says["evidence"]) == ({"en": "=Forum"}, "'quoted")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "e.csv: is empty; give a file of events, saved as CSV"),
        ("\ufeff\n", "e.csv: holds no events; give a heading and a line for each event"),
        ("id,zone\n", "e.csv: holds no events; give a heading and a line for each event"),
        ("id,nane.en\nx,y\n", "e.csv: nane.en: “nane.en” is not a column of events; write name.en"),
        ("id,name\nx,y\n", "e.csv: name: “name” is not a column of events; write name.en"),
        ("id,zzz\nx,y\n", "e.csv: zzz: “zzz” is not a column of events; delete it"),
        ("id,zone\nx\n", "e.csv: line 2: has not as many cells as the heading; correct it"),
        ("id,zone\nx,y,z\n", "e.csv: line 2: has not as many cells as the heading; correct it"),
        ("id,zone\n,y\n", "e.csv: line 2: id: is missing; add it"),
        ("\r\n\r\nid,zone\r\n\r\n,y\r\n", "e.csv: line 5: id: is missing; add it"),
        (
            "root:x:0:0:root:/root:/bin/bash\nbin:x:1:1:bin:/bin:/bin/sh\n",
            "e.csv: is not a table of events: its first line names no column of ours; docs/events.md tells them",
        ),
        (b"id,zone\n\xff,y\n", "e.csv: line 2: is not UTF-8; save or export the file as UTF-8"),
        ('id,zone\n"x"y,z\n', "e.csv: is not a table (',' expected after '\"'); save it as CSV"),
    ],
)
def test_table_that_is_wrong_is_told_with_line_field_and_remedy(tmp_path, content, line):
    assert problems(a_file(tmp_path, "e.csv", content)) == [line]


def test_written_file_is_read_entry_by_entry(tmp_path):
    text = (
        "changed: 2026-01-01\nevents:\n  - {id: forum, zone: Asia/Seoul, changed: 2026-01-01}\n  - {zone: UTC}\n  - 3\n"
    )

    (found,), wrong = read_events(a_file(tmp_path, "e.yml", text), SETTING)

    assert found.says == {"id": "forum", "zone": "Asia/Seoul"}
    assert [str(one).rpartition("/")[2] for one in wrong] == [
        "e.yml: entry 2: id: is missing; add it",
        "e.yml: entry 3: id: is missing; add it",
    ]


@pytest.mark.parametrize("text", ["", "events: 3\n", "- a\n", "evens: []\n", "events: [\n"])
def test_file_without_a_list_of_events_is_refused(tmp_path, text):
    assert problems(a_file(tmp_path, "e.yaml", text))


def test_file_that_is_wrong_as_a_whole_is_told_with_its_entries_and_nothing_is_taken_over(tmp_path):
    text = "changed: 2026-02-30\nevents:\n  - {id: forum, zone: Asia/Seoul}\n  - {zone: UTC}\n"

    assert problems(a_file(tmp_path, "e.yaml", text)) == [
        "e.yaml: changed: is “2026-02-30”; write a day that exists as year-month-day, such as 2027-12-10",
        "e.yaml: entry 2: id: is missing; add it",
    ]


def test_calendar_is_read_by_its_ending_or_as_told(tmp_path):
    content = an_ics(an_event("DTSTART;VALUE=DATE:20270512"))

    by_name = read_events(a_file(tmp_path, "E.ICS", content), SETTING)
    as_told = read_events(a_file(tmp_path, "download", content), SETTING, as_format="ics")

    assert [one.uid for one in by_name[0]] == [one.uid for one in as_told[0]] == ["u1"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("e.txt", "x", "is not a file of events; give one that ends in .ics, .csv or .yaml"),
        ("e.csv", b"id,zone\n" + b"x,UTC\n" * 2_001, "holds more than 2000 events; split it into several files"),
        ("e.yaml", b"events:\n" + b"- {id: x}\n" * 2_001, "holds more than 2000 events; split it into several files"),
        ("e.csv", b"x" * (LARGEST + 1), "is larger than 2 MB; split it into several files"),
    ],
)
def test_file_that_is_none_of_ours_is_refused(tmp_path, name, content, words):
    assert problems(a_file(tmp_path, name, content)) == [f"{name}: {words}"]


@pytest.mark.parametrize("name", ["none.ics", "none.csv", "none.yaml"])
def test_file_that_is_not_there_is_told(tmp_path, name):
    (line,) = problems(tmp_path / name)

    assert line.startswith(f"{name}: ")


@given(st.one_of(st.binary(max_size=300), st.text().map(lambda text: (CSV + text).encode())))
def test_no_bytes_make_the_table_reader_fall(content):
    _, wrong = read_csv(content, file="e.csv")

    assert all("\n" not in str(problem) for problem in wrong)
