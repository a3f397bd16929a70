import pytest

from comms.domain.channels import CHANNEL_RULES, graphemes, utf16_units, weighted


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Human Rights Day", 16),
        ("人権の日", 8),
        ("🏙️", 2),
        ("https://www.uclg-cisdp.org/en/a-very-long-address-of-a-page", 23),
        ("See uclg-cisdp.org now", 31),
        ("Día", 3),
    ],
)
def test_x_counts_by_weight(text, length):
    assert weighted(text) == length


@pytest.mark.parametrize(("text", "length"), [("Día", 3), ("🏙️", 3), ("人", 1)])
def test_linkedin_counts_utf16_units(text, length):
    assert utf16_units(text) == length


@pytest.mark.parametrize(("text", "length"), [("🏙️", 1), ("नमस्ते", 3), ("e\u0301", 1)])
def test_readers_count_graphemes(text, length):
    assert graphemes(text) == length


@pytest.mark.parametrize(("length", "fits"), [(280, True), (281, False)])
def test_text_fits_up_to_the_limit(length, fits):
    assert CHANNEL_RULES["x"].fits("a" * length) is fits
