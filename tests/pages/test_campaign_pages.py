import re
from dataclasses import replace
from datetime import date

from comms.pages.campaign_pages import campaign_page, newsletter_page
from comms.pages.material import PublishedEdition
from comms.pages.rendering import Renderer
from comms.pages.world_map import world_map
from tests.factories import a_member
from tests.pages.html import Checked
from tests.pages.values import a_material, the_words
from tests.shipped import TEMPLATES, the_calendars

WORDS = the_words()


def shown(page, language="en", **changes):
    return Checked(Renderer(TEMPLATES, a_material(**changes), WORDS).html(page, language).decode())


def test_campaign_names_only_bodies_that_a_source_calls_members():
    page = campaign_page("en", a_material(), WORDS["en"])
    named = {line.id for group in page.values["waves"] for line in group.members}

    assert named == {one.id for one in the_calendars().network.members.values() if one.is_campaign_member}


def test_progress_is_the_campaigns_own_figure_with_its_date_and_source():
    page = campaign_page("en", a_material(), WORDS["en"])

    progress = page.values["progress"]

    assert (progress.count, progress.as_of, progress.source) == (
        "120",
        "9 October 2024",
        "https://network.example.org/members",
    )
    assert [(step.aim, step.percent) for step in progress.steps] == [("10", 100), ("100", 100), ("1,000", 12)]


def test_campaign_without_a_sourced_total_shows_no_progress():
    material = a_material()
    silent = replace(material, site=replace(material.site, members_count=None))

    assert campaign_page("en", silent, WORDS["en"]).values["progress"] is None


def test_map_holds_every_member_of_the_campaign_at_its_place():
    page = campaign_page("en", a_material(), WORDS["en"])

    assert len(page.values["map"].dots) == 25
    assert page.values["map"].dots[-1].wave == "founder"


def test_each_member_on_the_map_is_a_link_with_its_name_and_one_stop_for_the_keyboard():
    material = a_material(land=(((0.0, 0.0), (1.0, 1.0), (0.0, 1.0)),))
    page = campaign_page("fr", material, WORDS["fr"])
    html = Renderer(TEMPLATES, material, WORDS).html(page, "fr").decode()
    on_map = html[html.index('<figure class="map">') : html.index("<figcaption>")]

    dots, links = (
        page.values["map"].dots,
        re.findall(r'<a href="([^"]+)"([^>]*)><circle .*?<title>(.*?)</title>', on_map),
    )

    near = [dot for dot in dots if dot.is_near]
    assert (len(links), 0 < len(near) < len(dots)) == (len(dots) + len(near), True)
    reached = [(link, rest, title) for link, rest, title in links if 'tabindex="-1" aria-hidden="true"' not in rest]
    assert sorted(link for link, *_ in reached) == sorted(f"members/{dot.member}.html" for dot in dots)
    assert {rest for _, rest, title in reached} == {f' aria-label="{title}"' for *_, title in reached}
    assert [title for link, _, title in reached if "barcelona" in link] == ["Barcelona, Espagne"]


def test_member_without_a_place_is_not_on_the_map():
    assert world_map([a_member(id="nowhere")], the_calendars().places, ()).dots == ()


def test_archive_says_that_nothing_was_published_yet():
    page = newsletter_page("en", a_material(), WORDS["en"])

    assert "No edition has been published yet." in shown(page).text


def test_archive_lists_what_was_published_newest_first():
    editions = tuple(
        PublishedEdition(date(2026, month, 1), f"Edition {month}", "en", f"newsletter/2026-{month:02}.html")
        for month in (10, 11)
    )
    material = a_material(editions=editions)

    text = shown(newsletter_page("en", material, WORDS["en"])).text

    assert text.index("Edition 11") < text.index("Edition 10")
