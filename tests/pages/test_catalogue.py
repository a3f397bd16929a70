import json
import posixpath
import re
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

import pytest

from comms.pages.catalogue import files
from tests.pages.html import Checked
from tests.pages.values import LANGUAGES, a_material, the_words
from tests.shipped import TEMPLATES, the_calendars

LARGEST = 100_000


@pytest.fixture(scope="module")
def made():
    return dict(files(a_material(), the_words(), TEMPLATES))


@pytest.fixture(scope="module")
def read(made):
    return {name: Checked(content.decode()) for name, content in made.items() if name.endswith(".html")}


def test_every_record_has_its_page_in_every_language(made):
    calendars = the_calendars()
    wanted = {f"days/{one}.html" for one in calendars.observances}
    wanted |= {f"themes/{theme.id}.html" for theme in calendars.taxonomy.roots}
    wanted |= {f"{part}/{one}.html" for one in calendars.network.members for part in ("members", "widget")}
    wanted |= {f"year/{year}.html" for year in (2026, 2027, 2028)}
    wanted |= {"index.html", "themes/index.html", "members/index.html", "campaign.html", "newsletter.html"}
    beside = {"index.html", "sitemap.xml", "robots.txt", "pages.css", "mark.svg"}

    assert set(made) == beside | {f"{language}/{name}" for language in LANGUAGES for name in wanted}


def test_every_page_is_sound_html(read):
    assert {name: page.problems for name, page in read.items() if page.problems} == {}


def test_every_link_inside_the_site_leads_somewhere(made, read):
    broken = [(name, link) for name, page in read.items() for link in page.links if not leads(name, link, made)]

    assert broken == []


def leads(name, link, made):
    if urlsplit(link).scheme or urlsplit(link).netloc:
        return True
    path, part = urldefrag(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    return target in made and (not part or f'id="{part}"'.encode() in made[target])


def test_every_page_loads_only_from_its_own_site(made):
    foreign = re.compile(rb'<(?:link rel="(?:stylesheet|icon)"[^>]*href|img[^>]*src|script[^>]*src)="(?:[a-z]+:)?//')

    assert [name for name, content in made.items() if foreign.search(content)] == []
    assert b"url(" not in made["pages.css"]
    assert b"@import" not in made["pages.css"]


def test_no_page_is_large(made):
    assert [name for name, content in made.items() if name.endswith(".html") and len(content) > LARGEST] == []


def test_same_records_give_the_same_bytes(made):
    assert dict(files(a_material(), the_words(), TEMPLATES)) == made


def test_every_page_says_its_language_and_its_other_languages(made):
    page = made["fr/days/human-rights.html"].decode()

    assert '<html lang="fr" dir="ltr">' in page
    assert '<link rel="canonical" href="https://desk.example.org/public/fr/days/human-rights.html">' in page
    for language in LANGUAGES:
        address = f"https://desk.example.org/public/{language}/days/human-rights.html"
        assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in page


def test_every_day_is_told_to_search_engines(made):
    page = made["en/days/human-rights.html"].decode()

    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert "image" not in told
    assert (told["@type"], told["name"], told["startDate"], told["endDate"]) == (
        "Event",
        "Human Rights Day",
        "2026-12-10",
        "2026-12-10",
    )


def test_site_without_a_campaign_has_no_page_of_one():
    material = a_material()
    names = dict(files(a_material(site=replace(material.site, campaign=None)), the_words(), TEMPLATES))

    assert [name for name in names if "campaign" in name] == []
    assert b"campaign.html" not in names["en/index.html"]
