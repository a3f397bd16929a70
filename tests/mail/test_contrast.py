import pytest

from comms.mail.contrast import colours, contrast, is_colour
from comms.mail.page import Page


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000", "#ffffff", 21.0), ("#fff", "#fff", 1.0), ("#767676", "#FFFFFF", 4.54), ("#777777", "#fff", 4.48)],
)
def test_contrast_is_counted_as_wcag_does(one, other, expected):
    assert (round(contrast(one, other), 2), contrast(one, other)) == (expected, contrast(other, one))


def test_colours_come_from_the_innermost_element_that_sets_them():
    (written,) = Page('<td style="color:#111;background:#eee"><p style="background:none">x</p></td>').written

    assert colours(written.inside) == ("#111", "#eee")


def test_text_without_style_is_black_on_white():
    (written,) = Page("<p>x</p>").written

    assert colours(written.inside) == ("#000000", "#ffffff")


@pytest.mark.parametrize(("text", "known"), [("#fff", True), ("#1C2430", True), ("red", False), ("#12345", False)])
def test_only_hexadecimal_colours_are_counted(text, known):
    assert is_colour(text) == known
