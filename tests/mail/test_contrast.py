from comms.mail.contrast import colours
from comms.mail.page import Page


def test_colours_come_from_the_innermost_element_that_sets_them():
    (written,) = Page('<td style="color:#111;background:#eee"><p style="background:none">x</p></td>').written

    assert colours(written.inside) == ("#111", "#eee")


def test_text_without_style_is_black_on_white():
    (written,) = Page("<p>x</p>").written

    assert colours(written.inside) == ("#000000", "#ffffff")
