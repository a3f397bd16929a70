from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.packs import Asset, Pack, Packs
from comms.pages.calendar_pages import home_page, year_page
from comms.pages.catalogue import files
from comms.pages.day_page import day_page
from comms.pages.rendering import Renderer
from tests.factories import a_day, a_decade, a_network, a_taxonomy, a_theme, a_week, an_initiative
from tests.pages.html import Checked
from tests.pages.values import a_material, the_words
from tests.shipped import TEMPLATES, the_calendars

INJECTION = "</script><script>alert(1)</script><b>'\"&"


def material_of(*days, **changes):
    themes = (a_theme(), a_theme(id="water", label={"en": "Water", "es": "Agua", "fr": "Eau"}))
    calendars = replace(
        the_calendars(),
        observances={one.id: one for one in days},
        taxonomy=a_taxonomy(*themes),
        network=changes.pop("network", a_network()),
        packs=changes.pop("packs", Packs()),
    )
    shown = calendars.network.initiatives
    values = {"members": tuple(calendars.network.members.values()), "shown": shown, "matched": {}}
    return a_material(**(values | changes), calendars=calendars)


def html(day, material, language="en"):
    renderer = Renderer(TEMPLATES, material, the_words())
    return renderer.html(day_page(day, language, material, the_words()[language]), language).decode()


def test_day_tells_status_resolution_dates_and_sources():
    text = Checked(html(a_day(), material_of(a_day()))).text

    for told in (
        "Proclaimed by the United Nations",
        "A/RES/423(V)",
        "Thursday 10 December 2026",
        "Friday 10 December 2027",
        "https://www.un.org/en/observances/list-days-weeks",
    ):
        assert told in text


def test_unofficial_name_is_shown_in_english_and_marked_as_such():
    day = a_day(unofficial=["fr"])

    page = html(day, material_of(day), "fr")

    assert '<h1><span lang="en" dir="ltr">Human Rights Day</span></h1>' in page
    assert "Journée des droits" not in page


def test_day_without_announced_dates_says_so():
    day = a_day(rule={"kind": "announced", "years": {}})

    assert "The dates of 2026 are not announced." in Checked(html(day, material_of(day))).text


def test_day_names_the_decade_of_its_themes():
    day, decade = a_day(themes=["water"]), a_decade(themes=["water"])
    other = a_decade(id="decade-other", name={"en": "Another Decade"}, themes=["human-rights"])

    text = Checked(html(day, material_of(day, decade, other))).text

    assert "Within: Decade of Tests ." in text
    assert "Another Decade" not in text


def test_decade_tells_its_years():
    decade = a_decade()

    assert "1 January 2021 – 31 December 2030" in Checked(html(decade, material_of(decade))).text


def test_week_tells_both_its_ends():
    week = a_week()

    assert "4–10 October 2026" in Checked(html(week, material_of(week))).text


def test_theme_of_this_year_is_told_and_that_of_another_year_is_not():
    day = a_day()
    packs = [
        Pack(observance=day.id, year=year, theme={"en": theme}, page="https://un.example.org", source="seen")
        for year, theme in ((2025, "Last year's theme"), (2026, "This year's theme"))
    ]

    text = Checked(html(day, material_of(day, packs=Packs().with_newer(packs)))).text

    assert "Theme of 2026: This year's theme" in text
    assert "Last year's theme" not in text


def test_tagline_and_hashtags_of_the_year_are_told_with_its_theme():
    day = a_day()
    pack = Pack(
        observance=day.id, year=2026, theme={"en": "T", "fr": "Th"}, tagline={"en": "Now", "fr": "Vite"},
        unofficial=["fr"], hashtags=["#HumanRightsDay", "#Rights"], page="https://un.example.org", source="seen",
    )  # fmt: skip

    pages = [html(day, material_of(day, packs=Packs().with_newer([pack])), code) for code in ("en", "fr")]

    assert '<p class="tagline">Now</p>' in pages[0]
    assert '<p class="tagline"><span lang="en" dir="ltr">Now</span></p>' in pages[1]
    assert ["#HumanRightsDay #Rights" in page for page in pages] == [True, True]


def test_search_engines_and_networks_are_told_where_a_day_is_and_in_which_language():
    day = a_day()

    page = html(day, material_of(day), "fr")

    assert '"location": {"@type": "Place", "name": "Partout dans le monde"}' in page
    assert '<meta property="og:locale" content="fr_FR">' in page


def a_page_with_assets(*assets, at):
    day = a_day()
    pack = Pack(
        observance=day.id, year=2026, theme={"en": "T"}, page="https://un.example.org", source="seen", assets=assets
    )
    return html(day, material_of(day, packs=Packs().with_newer([pack]), now=at), "es")


POSTER = Asset(
    title={"en": "Poster", "es": "Cartel"},
    page="https://un.example.org/poster",
    alt={"en": "A raised hand"},
    embargo=datetime(2026, 12, 1, 9, 0),
    zone="Europe/Zurich",
)


@pytest.mark.parametrize(("minute", "shown"), [(59, False), (60, True)])
def test_asset_is_shown_from_the_minute_on_in_which_its_embargo_ends(minute, shown):
    at = datetime(2026, 12, 1, 7, 0, tzinfo=UTC) + timedelta(minutes=minute)

    page = a_page_with_assets(POSTER, at=at)

    told = '<a href="https://un.example.org/poster">Cartel</a>: <span lang="en" dir="ltr">A raised hand</span>'
    assert (told in page, "un.example.org/poster" in page) == (shown, shown)


def test_asset_that_does_not_say_what_it_shows_is_left_out():
    later = datetime(2027, 1, 1, tzinfo=UTC)

    page = a_page_with_assets(POSTER.model_copy(update={"alt": None}), at=later)

    assert "un.example.org/poster" not in page


def test_nothing_that_waits_for_its_hour_is_shown_where_nobody_knows_the_hour():
    day = a_day()
    pack = Pack(
        observance=day.id, year=2026, theme={"en": "T"}, page="https://un.example.org", source="seen", assets=(POSTER,)
    )

    assert "un.example.org/poster" not in html(day, material_of(day, packs=Packs().with_newer([pack])))


def test_work_that_fits_is_shown_with_its_source():
    day, work = a_day(), an_initiative()

    page = html(day, material_of(day, matched={day.id: (work.id,)}))

    assert "Office for rights" in page
    assert f'<a href="{work.source}">example.org</a>' in page


def test_words_of_records_are_never_markup():
    day = a_day(name={"en": INJECTION}, about={"en": INJECTION})

    page = html(day, material_of(day))

    assert "<script>alert" not in page
    assert Checked(page).problems == []


def test_words_of_records_break_no_page_of_the_site():
    work = an_initiative(title={"en": INJECTION}, summary={"en": INJECTION}, language="en")
    day = a_day(name={"en": INJECTION})
    material = material_of(day, network=a_network(initiatives=[work]), matched={day.id: (work.id,)})

    made = dict(files(material, the_words(), TEMPLATES))

    wrong = {name: Checked(one.decode()).problems for name, one in made.items() if name.endswith("html")}
    assert {name: one for name, one in wrong.items() if one} == {}


def test_day_that_civil_society_began_is_not_called_an_agencys():
    day = a_day(official="agency", body="civil society", lead="UN Women (UNiTE)", resolution="")

    text = Checked(html(day, material_of(day), "fr")).text

    assert "À l’initiative de : société civile. Pas de proclamation des Nations Unies" in text
    assert "ONU Femmes (campagne Tous UNiS)" in text
    assert "Organisme des Nations Unies" not in text


def test_day_says_what_its_text_is_where_it_does_not_proclaim_it():
    day = a_day(resolution="A/RES/317(IV)", resolution_kind="convention")

    text = Checked(html(day, material_of(day), "es")).text

    assert ("Convenio cuya fecha se recuerda" in text, "Resolución" in text) == (True, False)


def test_every_day_offers_a_feed_that_holds_it():
    days = {
        "un-days": a_day(),
        "all-days": a_day(official="not-un", un_list=False),
        "all-days again": a_decade(),
    }

    offered = {
        name: day_page(day, "en", material_of(day), the_words()["en"]).values["feed"] for name, day in days.items()
    }

    assert {name: feed.address.rpartition("/")[2] for name, feed in offered.items()} == {
        "un-days": "un-days.en.ics",
        "all-days": "all-days.en.ics",
        "all-days again": "all-days.en.ics",
    }


def test_first_page_and_year_offer_the_feed_of_all_observances():
    material = material_of(a_day())
    pages = [home_page("fr", material, the_words()["fr"]), year_page(2026, "fr", material, the_words()["fr"])]

    assert [page.values["feed"].address.rpartition("/")[2] for page in pages] == ["all-days.fr.ics"] * 2
