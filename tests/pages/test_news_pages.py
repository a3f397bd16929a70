import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from comms.channels import website
from comms.pages.catalogue import files
from comms.pages.material import Told
from comms.pages.news_pages import news_pages
from comms.pages.page import news_path
from tests.pages.html import Checked
from tests.pages.test_site_files import SPACES
from tests.pages.values import a_material, the_words
from tests.shipped import TEMPLATES

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)


def a_piece(name="rights-es", **fields):
    values = {
        "story": "rights",
        "language": "es",
        "title": "Día <de> los Derechos & más",
        "html": '<p>Hoy: &lt;b&gt; <a href="https://un.org/es">https://un.org/es</a></p>',
        "day": date(2026, 12, 10),
        "published": NOW,
    }
    return Told(name, **(values | fields))


NEWS = (
    a_piece(),
    a_piece("rights-fr", language="fr", title="Journée"),
    a_piece("later-es", story="later", title="Después", day=date(2026, 12, 11), published=NOW + timedelta(days=1)),
)


@cache
def made(*news):
    return {
        name: content.decode()
        for name, content in files(a_material(news=news), the_words(), TEMPLATES)
        if "pictures" not in name
    }


def test_each_piece_has_a_page_in_its_own_language():
    found = sorted(name for name in made(*NEWS) if "/news/" in name)

    assert found == [
        "en/news/index.html",
        "es/news/index.html",
        "es/news/later-es.html",
        "es/news/rights-es.html",
        "fr/news/index.html",
        "fr/news/rights-fr.html",
    ]


def test_pages_of_news_are_sound_and_say_what_was_approved():
    page = made(*NEWS)["es/news/rights-es.html"]

    assert [Checked(one).problems for name, one in made(*NEWS).items() if "/news/" in name] == [[]] * 6
    assert "<h1>Día &lt;de&gt; los Derechos &amp; más</h1>" in page
    assert '<p>Hoy: &lt;b&gt; <a href="https://un.org/es">https://un.org/es</a></p>' in page
    assert '<time datetime="2026-12-10">10 de diciembre de 2026</time>' in page


def test_piece_leads_to_the_same_story_in_other_languages_else_to_their_news():
    page = made(*NEWS)["es/news/rights-es.html"]

    alternates = [line for line in page.splitlines() if "hreflang" in line and line.startswith("<link")]
    tongues = [link for link in Checked(page).links if link.startswith("../../")]

    assert [line.split('href="')[1].split('"')[0] for line in alternates] == [
        "https://desk.example.org/public/es/news/rights-es.html",
        "https://desk.example.org/public/fr/news/rights-fr.html",
        "https://desk.example.org/public/es/news/rights-es.html",
    ]
    assert [one for one in tongues if "/news/" in one] == [
        "../../en/news/index.html",
        "../../es/news/rights-es.html",
        "../../fr/news/rights-fr.html",
    ]


def test_list_names_the_newest_first_and_says_where_there_is_none():
    spanish, english = made(*NEWS)["es/news/index.html"], made(*NEWS)["en/news/index.html"]

    assert spanish.index("Después") < spanish.index("Día &lt;de&gt;")
    assert "Nothing has been published in this language yet." in english


def test_every_page_leads_to_the_news_once_there_are_any():
    with_news, without = (Checked(one["en/index.html"]).links for one in (made(*NEWS), made()))

    assert ("news/index.html" in with_news, "news/index.html" in without) == (True, False)


def test_site_without_news_has_no_page_of_them():
    assert [name for name in made() if "news/" in name] == []


def test_map_of_the_site_lists_each_piece_once():
    tree = ET.fromstring(made(*NEWS)["sitemap.xml"])  # noqa: S314 - our own words

    places = [one.text for one in tree.iterfind("s:url/s:loc", SPACES) if "/news/" in one.text]
    base = "https://desk.example.org/public"

    assert places == [
        *(f"{base}/{code}/news/index.html" for code in ("en", "es", "fr")),
        f"{base}/es/news/later-es.html",
        f"{base}/es/news/rights-es.html",
        f"{base}/fr/news/rights-fr.html",
    ]


def test_two_pieces_of_one_story_in_one_language_are_each_their_own():
    material = a_material(news=(a_piece("a-es"), a_piece("b-es")))

    pages = {page.path: page.tongues for page in news_pages("es", material, the_words()["es"])}

    assert pages == {
        "news/index.html": {},
        "news/a-es.html": {"es": "news/a-es.html"},
        "news/b-es.html": {"es": "news/b-es.html"},
    }


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_picture_is_shown_with_its_alternative_text(tmp_path, suffix):
    picture = tmp_path / f"{'ab' * 32}.{suffix}"
    picture.write_bytes(b"picture")
    material = a_material(news=(a_piece(picture=picture, alt='Una "plaza"'),))

    found = dict(files(material, the_words(), TEMPLATES))

    assert found[f"pictures/{picture.name}"] == b"picture"
    assert (
        f'<img src="../../pictures/{picture.name}" alt="Una &#34;plaza&#34;">'
        in found["es/news/rights-es.html"].decode()
    )


def test_channel_and_pages_agree_on_where_a_page_is():
    assert website.page_path("rights-es") == news_path("rights-es")
