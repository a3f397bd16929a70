import pytest

from comms.mail.edition_check import edition_problems
from comms.mail.edition_html import edition_html
from comms.mail.edition_text import edition_text
from tests.editions import LANGUAGES, TEMPLATES, an_edition, words
from tests.factories import a_day

LINK = '<a href="https://example.org/a?b=1&amp;c=2">The programme</a>'


def a_page(body, html='<html lang="en">'):
    return f"{html}<body><h1>Title</h1>{body}</body></html>"


def messages(html, text=""):
    return [str(problem) for problem in edition_problems(html, text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_edition_has_no_problem(language):
    edition = an_edition(language=language)
    html, text = (render(edition, words(language), TEMPLATES) for render in (edition_html, edition_text))

    assert edition_problems(html, text) == ()


def test_edition_of_a_hundred_days_is_still_small_enough_to_be_shown_whole():
    days = [a_day(id=f"day-{n}", name={"en": f"International Day of Number {n}"}) for n in range(100)]
    edition = an_edition(*days)
    html, text = (render(edition, words(), TEMPLATES) for render in (edition_html, edition_text))

    assert edition_problems(html, text) == ()


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (a_page("", html="<html>"), "says no language; set lang on <mjml>"),
        (a_page("<h1>Two</h1>"), "has 2 headings <h1>; give it one, the title"),
        (a_page("<h3>Deep</h3>"), "jumps to <h3> “Deep”; use <h2>"),
        (
            a_page("<table></table>"),
            "has a table without role=presentation; a screen reader would read it out as a table",
        ),
        (a_page('<img src="https://example.org/a.png">'), "has an image without alt: https://example.org/a.png"),
        (
            a_page('<p style="color:#999999">Pale</p>'),
            "has text that is hard to read, #999999 on #ffffff: “Pale”",
        ),
        (
            a_page("<p>" + "x" * 100_000 + "</p>"),
            "has 100,057 bytes; keep it under 100,000, mail programs cut the rest",
        ),
    ],
)
def test_fault_of_the_page_is_named(html, message):
    assert messages(html) == [f"edition.html: {message}"]


@pytest.mark.parametrize("text", ["here", "Click here", "aquí", "Ici…", "", "read more »"])
def test_link_must_say_where_it_goes(text):
    page = a_page(f'<a href="https://example.org">{text}</a>')

    assert messages(page, "https://example.org") == [
        f"edition.html: has a link whose text does not say where it goes: “{text}” (https://example.org)"
    ]


def test_link_must_be_absolute():
    assert messages(a_page('<a href="/day">The day</a>'), "/day") == [
        "edition.html: has a link that is not absolute: “/day”"
    ]


def test_image_without_meaning_has_an_empty_alt():
    assert messages(a_page('<img src="https://example.org/rule.png" alt="" />')) == []


def test_pale_colours_are_told_once():
    pale = '<p style="color:#999">One</p><p style="color:#999">Two</p>'

    assert messages(a_page(pale)) == ["edition.html: has text that is hard to read, #999 on #ffffff: “One”"]


@pytest.mark.parametrize("body", ['<p style="display:none;color:#fff">Preheader</p>', '<p style="color:red">Named</p>'])
def test_text_that_is_hidden_or_of_unknown_colour_is_not_judged(body):
    assert messages(a_page(body)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://example.org/a?b=1&c=2", []),
        ("See https://example.org/a?b=1&c=2 now", []),
        ("https://example.org/a?b=1&amp;c=2", ["lacks the link https://example.org/a?b=1&c=2"]),
        ("", ["lacks the link https://example.org/a?b=1&c=2"]),
    ],
)
def test_text_holds_every_link_of_the_page(text, found):
    assert messages(a_page(LINK), text) == [f"edition.txt: {message}" for message in found]


@pytest.mark.parametrize("entity", ["&amp;", "&#39;", "&#x27;", "&nbsp;"])
def test_text_holds_no_entity(entity):
    assert messages(a_page(""), f"Rights {entity} duties") == [
        f"edition.txt: shows the HTML entity {entity}; its template must not escape"
    ]


def test_line_of_78_columns_is_too_long():
    assert messages(a_page(""), "x " * 38 + "x") == []
    assert messages(a_page(""), "fine\n" + "x " * 38 + "xx") == ["edition.txt: line 2 has 78 columns; keep it under 78"]


def test_long_link_alone_on_its_line_is_no_long_line():
    assert messages(a_page(""), "https://example.org/" + "x" * 100) == []
