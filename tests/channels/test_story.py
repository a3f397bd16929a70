import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comms.channels.names import name_of
from comms.channels.story import plain, story_of
from tests.channels.test_contract import a_dispatch


def a_story(text, *, links=True, **changes):
    return story_of(a_dispatch(text=text, **changes).message, links=links)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Title\n\nBody", "Title", "Body"),
        ("\n Title \nBody\n\nMore\n", "Title", "Body\n\nMore"),
        ("Only a line", "Only a line", "Only a line"),
    ],
)
def test_first_line_is_the_title(text, title, rest):
    story = a_story(text)

    assert (story.title, story.text) == (title, rest)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\nTwo\n\n\nThree", "<p>One<br>\nTwo</p>\n<p>Three</p>"),
        ('A & B <c> "d"', '<p>A &amp; B &lt;c&gt; "d"</p>'),
        ("[gallery]", "<p>&#91;gallery]</p>"),
        ("(https://a.example/b_(c).)", '<p>(<a href="https://a.example/b_(c)">https://a.example/b_(c)</a>.)</p>'),
        (
            'https://a.example/?b=1&c="d"',
            '<p><a href="https://a.example/?b=1&amp;c=">https://a.example/?b=1&amp;c=</a>"d"</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_text_is_laid_out_and_means_nothing_else(text, html):
    assert a_story(f"Title\n{text}").html == html


def test_link_is_there_once():
    texts = [a_story(text, link="https://a.example").text for text in ("T\n\nBody", "T\n\nhttps://a.example")]

    assert texts == ["Body\n\nhttps://a.example", "https://a.example"]


def test_link_is_left_out_where_posts_carry_none():
    assert a_story("T\n\nBody", links=False, link="https://a.example").text == "Body"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&[]\n\"'"), min_size=1))
def test_layout_reads_as_the_text_does(text):
    story = a_story(f"T\n{text}.")

    assert plain(story.html) == " ".join(story.text.split())


@settings(deadline=None)
@given(st.text(), st.text())
def test_each_key_has_a_name_of_its_own(one, other):
    names = {name_of(one.encode(errors="replace").decode()), name_of(other.encode(errors="replace").decode())}

    assert all(name.isascii() and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)


def test_name_can_be_read_and_tells_keys_apart():
    assert [name_of(key) for key in ("a:b", "a_b", "مياه")] == ["a-b-6783a31e", "a-b-648fa9b3", "post-83f1ba2f"]
