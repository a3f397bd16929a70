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

    with pytest.raises(WrittenError, match=r"^site/pages/newsletter\.html\.j2: UndefinedError: .*no_such_word"):
        renderer.html(newsletter_page("en", a_material(), the_words()["en"]), "en")
