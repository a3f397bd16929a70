from comms.mail.page import Page


def test_elements_hold_the_text_between_their_tags():
    page = Page("<p>One <b>two</b><br>three</p><p>four</p>")

    assert [(element.tag, element.text) for element in page.elements] == [
        ("p", "One twothree"),
        ("b", "two"),
        ("br", ""),
        ("p", "four"),
    ]


def test_text_knows_what_it_stands_in():
    page = Page("<div><p>One</p>two</div>")

    assert [(run.text, [one.tag for one in run.inside]) for run in page.written] == [
        ("One", ["div", "p"]),
        ("two", ["div"]),
    ]


def test_what_nobody_reads_is_no_text():
    assert Page("<title>No</title><style>p {}</style> <p> </p>").written == []


def test_end_tag_closes_what_was_left_open_and_a_stray_one_nothing():
    page = Page("<div><p>One</div>two</i>")

    assert [[one.tag for one in run.inside] for run in page.written] == [["div", "p"], []]


def test_inline_style_is_read_by_property():
    (element,) = Page('<p style="COLOR: #fff; ;margin:0 auto;">x</p>').elements

    assert element.style == {"color": "#fff", "margin": "0 auto"}
