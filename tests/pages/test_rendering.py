import pytest

from comms.errors import WrittenError
from comms.pages.campaign_pages import newsletter_page
from comms.pages.rendering import Renderer
from tests.pages.values import a_material, the_words
from tests.shipped import TEMPLATES


def test_office_replaces_one_template_and_keeps_the_others(tmp_path):
    own = tmp_path / "site" / "pages" / "newsletter.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "base.html.j2" %}{% block content %}<h1>Ours</h1>{% endblock %}', encoding="utf-8")
    renderer = Renderer((tmp_path, *TEMPLATES), a_material(), the_words())

    page = renderer.html(newsletter_page("en", a_material(), the_words()["en"]), "en").decode()

    assert "<h1>Ours</h1>" in page
    assert "pages.css" in page


def test_template_with_a_misspelt_name_is_told_by_its_name(tmp_path):
    own = tmp_path / "site" / "pages" / "newsletter.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ w.no_such_word }}", encoding="utf-8")
    renderer = Renderer((tmp_path, *TEMPLATES), a_material(), the_words())

    with pytest.raises(
        WrittenError, match=r"^templates/site/pages/newsletter\.html\.j2: UndefinedError: .*no_such_word"
    ):
        renderer.html(newsletter_page("en", a_material(), the_words()["en"]), "en")


def test_template_that_is_none_is_told_with_its_line_and_what_to_do(tmp_path):
    own = tmp_path / "site" / "pages" / "newsletter.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("\n{% blok content %}", encoding="utf-8")
    renderer = Renderer((tmp_path, *TEMPLATES), a_material(), the_words())

    with pytest.raises(WrittenError) as refused:
        renderer.html(newsletter_page("en", a_material(), the_words()["en"]), "en")

    assert str(refused.value) == (
        "templates/site/pages/newsletter.html.j2: line 2: has the unknown tag “blok”; "
        "write one that docs/wordings.md names, or delete it"
    )
