import pytest

from comms.channels.mastodon_text import words
from comms.rehearsal.mastodon_html import shown

LONG = "https://uclg-cisdp.org/en/observatory/reports/human-rights-cities"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Water</p>", "Water"),
        ("<p>One<br />two</p><p>three</p>", "One two three"),
        ("<p>a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39;</p>", "a & b <c> \"d\" 'e'"),
        (
            '<p>See <a href="https://un.org/x"><span class="invisible">https://</span><span>un.org/x</span></a></p>',
            "See https://un.org/x",
        ),
        ('<p><a href="/tags/Water">#<span>Water</span></a></p>', "#Water"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_words_are_what_a_reader_sees(html, expected):
    assert words(html) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hoy: Día Mundial del Agua. مياه 🏙️ 水是人权",
        f'One & two <b> "three"\n\nfour\nfive #Water, {LONG}?a=b&c=d',
        "Dia\u0301 👩🏽‍🚒 * _ ~ | \\ `",
    ],
)
def test_words_of_what_mastodon_shows_are_the_words_that_were_sent(text):
    assert words(shown(text)) == " ".join(text.split())


def test_server_shows_a_mention_without_its_host():
    assert words(shown("With @uclg@social.example today")) == "With @uclg today"
