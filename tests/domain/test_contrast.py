import pytest

from comms.domain.contrast import contrast, is_colour


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000", "#ffffff", 21.0), ("#fff", "#fff", 1.0), ("#767676", "#FFFFFF", 4.54), ("#777777", "#fff", 4.48)],
)
def test_contrast_is_counted_as_wcag_does(one, other, expected):
    assert (round(contrast(one, other), 2), contrast(one, other)) == (expected, contrast(other, one))


@pytest.mark.parametrize(("text", "known"), [("#fff", True), ("#1C2430", True), ("red", False), ("#12345", False)])
def test_only_hexadecimal_colours_are_counted(text, known):
    assert is_colour(text) == known
