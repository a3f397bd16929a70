import pytest

from comms.domain.scripts import is_joined, is_shown, runs_right_to_left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đà Nẵng, Łódź – l’Alfàs «del» Pi…", True),
        ("Αθήνα", True),
        ("Київ", True),
        ("القاهرة", True),
        ("ירושלים", True),
        ("광주", False),
        ("成都", False),
        ("दिल्ली", False),
        ("Cali 🎉", False),
        ("", True),
    ],
)
def test_text_is_shown_where_fonts_hold_all_its_signs(text, expected):
    assert is_shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("القاهرة (Cairo)", True), ("Cairo (القاهرة)", False), ("25 نوفمبر", True), ("2026", False), ("", False)],
)
def test_direction_is_that_of_the_first_letter(text, expected):
    assert runs_right_to_left(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("Cairo (القاهرة)", True), ("ירושלים", True), ("Ñuñoa 2026", False)])
def test_writing_that_must_be_joined_or_turned_is_known(text, expected):
    assert is_joined(text) == expected
