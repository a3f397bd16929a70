from hypothesis import given
from hypothesis import strategies as st

from comms.domain.wrapping import balanced, cut, has_long_word, wrapped

TEXTS = st.text(alphabet="ab -/é\u00a0", max_size=60)


def test_text_is_broken_between_words():
    assert wrapped("one two  three four", 9, len) == ["one two", "three", "four"]


def test_what_a_no_break_space_joins_is_one_word():
    assert wrapped("qui agit\u00a0: nous", 9, len) == ["qui", "agit\u00a0:", "nous"]


def test_word_that_fills_a_line_is_broken_after_its_hyphens():
    assert wrapped("Serdang-Bedagai-Regency", 10, len) == ["Serdang-", "Bedagai-", "Regency"]


def test_word_without_hyphens_is_broken_between_letters_and_their_marks_stay_with_them():
    assert wrapped("e\u0301e\u0301e\u0301", 4, len) == ["e\u0301e\u0301", "e\u0301"]


def test_lines_are_of_like_length_and_no_more_than_needed():
    text = "a day for the rights of all of us"

    assert (wrapped(text, 28, len), balanced(text, 28, len)) == (
        ["a day for the rights of all", "of us"],
        ["a day for the", "rights of all of us"],
    )


def test_single_line_and_long_word_stay_as_they_are():
    assert (balanced("short", 10, len), balanced("donaudampfschiff fährt", 10, len)) == (
        ["short"],
        wrapped("donaudampfschiff fährt", 10, len),
    )


def test_cut_says_that_something_is_left_out():
    assert cut(["one two", "three", "four"], 2, 5, len) == ["one two", "thre…"]


def test_nothing_is_cut_where_all_fits():
    assert cut(["one", "two"], 2, 3, len) == ["one", "two"]


@given(TEXTS, st.integers(min_value=1, max_value=30))
def test_no_letter_is_lost_and_no_line_is_too_wide(text, room):
    lines = balanced(text, room, len)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= room for line in lines)
    assert has_long_word(text, room, len) == any(len(word) > room for word in text.split(" "))
