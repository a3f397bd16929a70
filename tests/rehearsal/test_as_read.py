from comms.channels.little_text import written
from comms.rehearsal.as_read import of_html, of_little_text


def test_html_is_read_as_its_words():
    page = '<p>Hoy: a &lt; b &amp; c.<br>\nMás:</p>\n<p><a href="https://un.org">https://un.org</a></p>\n'

    assert of_html(page) == "Hoy: a < b & c.\nMás:\n\nhttps://un.org"


def test_linkedins_writing_is_read_as_what_was_written():
    text = "A (b) [c] {d} <e> @f * _ ~ | \\ #Rights 水 🏙️"

    assert (of_little_text(written(text)), written(text) == text) == (text, False)
