import json
import re
from dataclasses import replace
from datetime import date

import pytest

from comms.domain.cards import LINK, Facts
from comms.domain.packs import Pack, Packs
from comms.pages.cards import day_card, member_card, next_of, page_cards, site_card, theme_card
from comms.pages.catalogue import files
from comms.pages.day_page import day_page
from comms.pages.member_pages import member_page
from comms.pages.rendering import Renderer
from tests.factories import a_day, a_decade, a_member
from tests.pages.html import Checked
from tests.pages.test_day_page import material_of
from tests.pages.values import LANGUAGES, a_material, the_words
from tests.shipped import TEMPLATES


def of_day(day, language="en", **changes):
    (card,) = day_card(day, language, material_of(day, **changes))
    return card


def of_member(language="en", site=None, **changes):
    material = a_material()
    material = replace(material, site=site(material.site)) if site else material
    (card,) = member_card(a_member(**changes), language, material, the_words()[language])
    return card.facts


def test_card_of_a_day_says_its_theme_name_date_and_whose_it_is():
    card = of_day(a_day())

    assert card.facts == Facts("Human Rights Day", "NoC", "en", "Human rights", "Thursday 10 December 2026")
    assert (card.size, card.path) == (
        LINK,
        f"en/cards/day-human-rights-day-{card.facts.digest(LINK, material_of().colours)}.png",
    )


def test_card_of_a_day_says_what_this_year_is_about():
    pack = Pack(
        observance="human-rights-day",
        year=2026,
        theme={"en": "Rights now", "fr": "Nos droits"},
        page="https://agency.example.org/theme",
        source="https://agency.example.org/theme",
    )

    found = [of_day(a_day(), language, packs=Packs().with_newer([pack])).facts.beneath for language in ("en", "fr")]

    assert found == ["Rights now", "Nos droits"]


def test_name_that_waits_for_a_tick_is_in_english():
    assert of_day(a_day(unofficial=["fr"]), "fr").facts.heading == "Human Rights Day"


def test_name_in_a_writing_that_our_fonts_lack_is_in_latin_letters():
    assert of_day(a_day(name={"en": "Human Rights Day", "fr": "人权日"}), "fr").facts.heading == "Human Rights Day"


def test_day_without_a_name_in_our_letters_has_no_card():
    day = a_day(name={"en": "人权日"})

    assert list(day_card(day, "en", material_of(day))) == []


def test_day_whose_dates_are_not_announced_says_none_and_waits():
    card = of_day(a_day(rule={"kind": "announced", "years": {}}))

    assert (card.facts.when, card.is_wanted_first) == ("", False)


@pytest.mark.parametrize(
    ("today", "expected"), [(date(2026, 12, 10), date(2026, 12, 10)), (date(2026, 12, 11), date(2027, 12, 10))]
)
def test_day_that_has_passed_shows_its_next_date(today, expected):
    assert next_of(a_day(), today).first == expected


def test_decade_that_has_passed_keeps_its_years():
    assert next_of(a_decade(), date(2090, 1, 1)).first == next_of(a_decade(), date(2020, 1, 1)).first


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"campaign": "founder", "joined": None}, "Founding member of the campaign"),
        ({"campaign": "member", "joined": 2023}, "Member of the campaign since 2023"),
        ({"campaign": "member", "joined": None}, "Member of the campaign"),
        ({"campaign": "unknown", "joined": None}, ""),
    ],
)
def test_card_of_a_member_says_only_what_a_source_says_of_the_campaign(changes, expected):
    assert of_member(**changes).beneath == expected


def test_card_of_a_member_says_nothing_of_a_campaign_that_is_none():
    facts = of_member(site=lambda site: replace(site, campaign=None))

    assert facts == Facts("Barcelona", "NoC", "en", "Europe", "Spain")


def test_site_whose_name_our_fonts_lack_has_no_cards():
    material = a_material()
    material = replace(material, site=replace(material.site, acronym={"en": "人权网"}))

    assert list(page_cards("en", material, the_words()["en"])) == []


def test_card_of_a_theme_says_that_it_is_one():
    material = a_material()
    theme = next(one for one in material.calendars.taxonomy.roots if one.id == "housing")

    (card,) = theme_card(theme, "es", material, the_words()["es"])

    assert (card.facts.kicker, card.facts.heading) == ("Tema", theme.label["es"])


def test_card_of_the_site_says_its_name_and_its_campaign():
    material = a_material()

    (card,) = site_card("fr", material, the_words()["fr"])

    site = material.site
    assert (card.facts.heading, card.facts.beneath) == (site.name["fr"], site.campaign["fr"])


def test_page_without_a_card_of_its_own_shows_the_one_of_the_site():
    material = a_material()
    card = next(site_card("en", material, the_words()["en"]))
    shown = replace(material, drawn=frozenset({card.path}))

    made = dict(files(shown, the_words(), TEMPLATES))

    address = f"https://desk.example.org/public/{card.path}"
    assert [tags(made[f"en/{name}"].decode())["og:image"] for name in ("index.html", "year/2026.html")] == [address] * 2


def test_every_shipped_day_member_and_theme_has_a_card_of_its_own_and_the_site_one_in_every_language():
    material = a_material()
    found = [card.path for language in LANGUAGES for card in page_cards(language, material, the_words()[language])]

    own = len(material.calendars.observances) + len(material.members) + len(material.calendars.taxonomy.roots)
    expected = len(LANGUAGES) * (own + 1)
    assert (len(found), len(set(found))) == (expected, expected)


def html(page, material):
    return Renderer(TEMPLATES, material, the_words()).html(page, "en").decode()


def tags(text):
    found = re.findall(r'<meta (?:property|name)="((?:og:image|twitter:card)[^"]*)" content="([^"]*)">', text)
    return dict(found)


def test_page_with_a_card_shows_it_to_networks_and_search_engines():
    day = a_day()
    material = material_of(day)
    (card,) = day_card(day, "en", material)
    material = replace(material, drawn=frozenset({card.path}))

    text = html(day_page(day, "en", material, the_words()["en"]), material)

    address = f"https://desk.example.org/public/{card.path}"
    assert tags(text) == {
        "og:image": address,
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "627",
        "og:image:alt": "Human Rights Day. Thursday 10 December 2026. Human rights. NoC.",
        "twitter:card": "summary_large_image",
    }
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert (told["image"], Checked(text).problems) == (address, [])


def test_page_of_a_member_has_its_card_too():
    member, material = a_member(), material_of()
    (card,) = member_card(member, "en", material, the_words()["en"])

    page = member_page(member, "en", replace(material, drawn=frozenset({card.path})), the_words()["en"])

    assert (page.picture.address, page.picture.alt) == (
        f"https://desk.example.org/public/{card.path}",
        card.facts.alt(),
    )


def test_page_whose_card_is_not_drawn_yet_names_none():
    material = material_of(a_day())

    assert tags(html(day_page(a_day(), "en", material, the_words()["en"]), material)) == {"twitter:card": "summary"}
