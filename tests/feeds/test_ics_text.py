import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.feeds.ics_text import cleaned, escaped, folded, lines, one_line, plain_name, without_markup
from tests.feeds.values import a_feed, an_entry

# Letters of one to four octets, the special characters of the format, and the breaks that readers stumble over.
STUMBLING = st.sampled_from('\\;,:"\r\n\t \x07\x85\u2028é日😀\u200dnN')
ANY_TEXT = st.text(st.characters() | STUMBLING, max_size=300)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("bell\x07, null\x00, delete\x7f, c1\x9b, half\ud83d", "bell, null, delete, c1, half"),
        ("tab\tstays", "tab\tstays"),
        ("👩‍👩‍👧 العربية", "👩‍👩‍👧 العربية"),
    ],
)
def test_cleaned_text_has_plain_line_breaks_and_no_control_characters(text, expected):
    assert cleaned(text) == expected


def test_one_line_has_single_blanks():
    assert one_line(" Human\r\nRights \t Day\n") == "Human Rights Day"


def test_special_characters_are_escaped_once():
    assert escaped('C:\\new; a, b: "c"\r\nd') == 'C:\\\\new\\; a\\, b: "c"\\nd'


def test_name_of_a_calendar_is_plain():
    assert plain_name("Water, climate; C:\\new\n") == "Water climate C: new"


def test_line_of_75_octets_is_not_folded():
    assert folded("x" * 75) == "x" * 75


def test_longer_line_goes_on_after_a_blank():
    assert folded("x" * 76) == "x" * 75 + "\r\n " + "x"


def test_character_is_never_cut_in_two():
    assert folded("x" * 74 + "é" + "日" * 25) == "x" * 74 + "\r\n é" + "日" * 24 + "\r\n 日"


def test_lines_are_each_folded_and_ended():
    assert lines("a\r\n" + "b" * 76) == "a\r\n" + "b" * 75 + "\r\n b\r\n"


@given(ANY_TEXT)
def test_no_physical_line_is_longer_than_75_octets_or_empty(text):
    pieces = folded(escaped(text)).encode().split(b"\r\n ")

    assert [piece for piece in pieces if len(piece) > 75 or (not piece and len(pieces) > 1)] == []
    assert b"".join(pieces).decode() == escaped(text)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back_from_another_reader(title, description):
    feed = a_feed(an_entry(summary=title, description=description))

    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")

    assert str(event["SUMMARY"]) == one_line(title)
    assert str(event.get("DESCRIPTION", "")) == cleaned(description).strip()
    assert max(len(line) for line in feed.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>Rights</b> <a href='x'>here</a><br/><!-- no -->", "‹b>Rights‹/b> ‹a href='x'>here‹/a>‹br/>‹!-- no -->"),
        ("<\x07b>", "‹b>"),
        ("I <3 cities, 2 < 3 > 1, <https://example.org>", "I <3 cities, 2 < 3 > 1, <https://example.org>"),
    ],
)
def test_tags_of_html_are_opened_no_more_and_other_signs_stay(text, expected):
    assert without_markup(text) == expected
