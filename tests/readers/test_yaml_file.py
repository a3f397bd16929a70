import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comms.domain.themes import Theme
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import Ours, parsed, parsed_entries, read_yaml


def read(folder, content):
    path = folder / "events.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path, name="events.yaml")


def lines_of(folder, content):
    with pytest.raises(WrittenError) as refused:
        read(folder, content)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("country: NO", {"country": "NO"}),
        ("no: Norsk\non: 1", {"no": "Norsk", "on": 1}),
        ("2027: first", {"2027": "first"}),
        ("at: 09:30", {"at": "09:30"}),
        ("day: 2027-02-30", {"day": "2027-02-30"}),
        ("month: 08", {"month": 8}),
        ("[+1, -2, 1.50, 1_000, 0x1F, 1e5, .inf]", [1, -2, 1.5, "1_000", "0x1F", "1e5", ".inf"]),
        ("[true, False, yes, null, ~, '', 'true', \"1\"]", [True, False, "yes", None, None, "", "true", "1"]),
        ("id: 12345678901234567890", {"id": "12345678901234567890"}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("text: 😀", {"text": "😀"}),
        ("--- a\n...\n", "a"),
    ],
)
def test_values_are_read_as_they_are_written(tmp_path, content, value):
    assert read(tmp_path, content) == value


def test_byte_order_mark_and_windows_line_ends_are_harmless(tmp_path):
    content = b"\xef\xbb\xbfname: Forum\r\nrole: |\r\n  first\r\n  second\r\n"

    assert read(tmp_path, content) == {"name": "Forum", "role": "first\nsecond\n"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: x\x07y", "line 2: holds the invisible character U+0007; delete it"),
        ("a: x\u202ey", "line 1: holds the invisible character U+202E; delete it"),
        ("a: \ufeffx", "line 1: holds the invisible character U+FEFF; delete it"),
        (b"a: 1\nb: \xe9", "line 2: is not UTF-8; save the file as UTF-8"),
        ("a: é".encode("utf-16"), "line 1: is not UTF-8; save the file as UTF-8"),
        ("a: \ufffe", "line 1: is not YAML text; write it again in a plain text editor"),
        ("a: 1\na: 2", "line 2: has the key “a” a second time; keep one"),
        ("b: *x", "line 1: has the alias *x; remove it, and write the text out where it is needed"),
        ("*x : 1", "line 1: has the alias *x; remove it, and write the text out where it is needed"),
        ("a: &x 1", "line 1: has the anchor &x; remove it, and write the text out where it is needed"),
        (
            "a: !!python/name:os.system x",
            "line 1: has the tag tag:yaml.org,2002:python/name:os.system; remove it and write the plain value",
        ),
        ("a:\n\tb: 1", "line 2: is indented with a tab; use blanks"),
        ("a: @x", "line 1: a value begins with a tab or a sign such as @, ` or %; put the text in quotes"),
        ("a: b: c", "line 1: has a second colon or too deep an indent; put text with a colon in quotes"),
        (
            "a: 1\n- b",
            "line 2: does not line up with the keys above, or goes on after a quote; correct the indent or quote",
        ),
        ("- a\nb: 1", "line 2: does not line up with the dashes above; give all entries the same indent"),
        (
            "a: 1\nb: [1, 2\nc: 3\n",
            "line 2: opens a bracket or brace that is not closed, or lacks a comma; close it, or write one item a line",
        ),
        (
            "a: 1\nb: 'x\nc: 3\n",
            "line 2: opens a quote that is not closed, or holds a wrong escape; correct the quotes",
        ),
        ("a: 1\nb\nc: 2", "line 3: is near a key without a colon; write “key: value”"),
        ("a: 1\n---\nb: 2", "line 2: a second document begins; remove the line “---” or make two files"),
        ("a: ]", "line 1: is not YAML; compare its indent, colons and quotes with the entries above"),
        (
            "? [a]\n: 1",
            "line 1: a list or a group of keys stands where a key belongs; write “key: value”",
        ),
        ("[" * 100_000, "line 1: is nested more than 20 deep; write it flatter"),
        ("#" * 2_000_001, "is larger than 2 MB; split it into several files"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, content, line):
    assert lines_of(tmp_path, content) == [f"events.yaml: {line}"]


def test_anchors_that_would_unfold_to_millions_are_refused_at_once(tmp_path):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairwise("abcdefghi")
    )

    assert lines_of(tmp_path, bomb) == [
        (
            "events.yaml: line 1: has the anchor &a, the first of 81 anchors and aliases; "
            "remove them all, and write each text out where it is needed"
        )
    ]


def test_anchors_do_not_hide_what_else_is_wrong(tmp_path):
    assert lines_of(tmp_path, "a: 1\na: 2\nb: &x 1\nc: *x\n") == [
        "events.yaml: line 2: has the key “a” a second time; keep one",
        (
            "events.yaml: line 3: has the anchor &x, the first of 2 anchors and aliases; "
            "remove them all, and write each text out where it is needed"
        ),
    ]


def test_text_in_two_bytes_a_sign_is_told_in_one_line(tmp_path):
    assert lines_of(tmp_path, "a: 1\nb: 2\n".encode("utf-16-le")) == [
        "events.yaml: holds signs that are no text (NUL); save the file as UTF-8, or give another"
    ]


def test_device_that_never_ends_is_refused():
    with pytest.raises(WrittenError, match=r"^zero: is larger than 2 MB"):
        read_yaml(Path("/dev/zero"), name="zero")


OURS = Ours("a network file", "members")
NOT_OURS = (
    "passwd: is not a network file: it has no list called “members”; "
    "give another file, or write it as docs/calendars.md tells"
)


@pytest.mark.parametrize(
    "text",
    [
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\n",
        "password: hunter2\n",
        "- hunter2\n",
        "*hunter2 * * * root\n",
        "hunter2: 1\nhunter2: 2\n",
        "members of the board: hunter2\n",
        "",
    ],
)
def test_no_word_of_a_file_that_is_not_ours_is_quoted(tmp_path, text):
    path = tmp_path / "passwd"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(WrittenError) as refused:
        read_yaml(path, name="passwd", ours=OURS)

    assert str(refused.value) == NOT_OURS


@pytest.mark.parametrize("text", ["members: []", '{"members": []}', "{changed: x, members : []}"])
def test_file_with_our_key_is_read(tmp_path, text):
    path = tmp_path / "all.yaml"
    path.write_text(text, encoding="utf-8")

    assert read_yaml(path, name="all.yaml", ours=OURS)["members"] == []


def test_all_invisible_characters_are_told_by_line_up_to_fifty(tmp_path):
    assert len(lines_of(tmp_path, "\x01\n" * 3)) == 3
    assert len(lines_of(tmp_path, "\x01\n" * 300)) == 50


def test_a_long_name_in_the_file_does_not_make_a_long_message(tmp_path):
    key = "k" * 1000

    (line,) = lines_of(tmp_path, f"{key}: 1\n{key}: 2")

    assert len(line) < 500


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrittenError, match=r"^events\.yaml: is missing; create it$"):
        read_yaml(tmp_path / "events.yaml", name="events.yaml")


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    expected = r"^events\.yaml: cannot be read \(is a directory\); make it a file that you may read$"

    with pytest.raises(WrittenError, match=expected):
        read_yaml(tmp_path, name="events.yaml")


@pytest.fixture(scope="module")
def file_in_module(tmp_path_factory):
    return tmp_path_factory.mktemp("any") / "any.yaml"


@given(text=st.one_of(st.text(), st.text(alphabet="ab:-[]{}&*!?|>'\"#%@ \n\t01.~", max_size=60)))
@example("*a : b")
@example('a: "\\ud800"')
@example("a: >2147483648\n x")
@example("%YAML 3.0\n---\na")
def test_any_text_is_read_or_refused_and_nothing_else(file_in_module, text):
    file_in_module.write_bytes(text.encode("utf-8", "surrogatepass"))

    with suppress(WrittenError):
        value = read_yaml(file_in_module, name="any.yaml")
        assert json.loads(json.dumps(value)) == value


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else(file_in_module, content):
    file_in_module.write_bytes(content)

    with suppress(WrittenError):
        read_yaml(file_in_module, name="any.yaml")


THEME = {"id": "water", "label": {"en": "Water"}, "about": {"en": "Water for all."}}


def test_parsed_returns_the_value():
    assert parsed(Theme, THEME, file="themes.yaml") == Theme.model_validate(THEME)


def test_parsed_refuses_with_all_problems_of_the_file():
    with pytest.raises(WrittenError) as refused:
        parsed(Theme, THEME | {"id": "Water!", "sdgs": [18]}, file="themes.yaml")

    assert [problem.field for problem in refused.value.problems] == ["id", "sdgs.1"]


def test_entries_are_parsed_one_by_one_and_called_by_id_or_number():
    values, problems = parsed_entries(Theme, [THEME, THEME | {"sdgs": [0]}, "water"], file="themes.yaml")

    assert values == [Theme.model_validate(THEME)]
    assert problems == [
        Problem("themes.yaml", "water", "sdgs.1", "is the number 0; write 1 or more"),
        Problem("themes.yaml", "entry 3", "", "is “water”; write one “key: value” a line below it"),
    ]


def test_entries_are_called_as_the_caller_wishes():
    _, problems = parsed_entries(Theme, [{}], file="themes.yaml", entry_of=lambda _raw, number: f"theme no. {number}")

    assert {problem.entry for problem in problems} == {"theme no. 1"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(fields=st.dictionaries(st.sampled_from([*Theme.model_fields, "colour"]), json_values))
def test_any_entry_is_parsed_or_refused_in_single_lines(fields):
    values, problems = parsed_entries(Theme, [THEME | fields], file="themes.yaml")

    assert bool(values) != bool(problems)
    assert all(len(str(problem).splitlines()) == 1 for problem in problems)
