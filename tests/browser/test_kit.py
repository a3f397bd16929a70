import pytest

from tests.pages.html import Checked
from tests.services.test_kit import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def paper(chromium):
    """Return a page as a printer sees it, on A4."""
    context = chromium.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def seen(page, selector):
    return [one.inner_text() for one in page.locator(selector).all() if one.is_visible()]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_kit_prints_its_texts_and_the_words_of_its_pictures(language, tmp_path, paper):
    made(tmp_path)
    written = tmp_path / language / "kit.html"

    paper.goto(written.as_uri())

    expected = written.read_text(encoding="utf-8").count("<pre")
    texts = seen(paper, "pre")
    assert (len(texts), expected > 2, all(texts)) == (expected, True, True)
    assert Checked(written.read_text(encoding="utf-8")).problems == []
    assert paper.evaluate("document.documentElement.scrollWidth") <= 794
