from dataclasses import replace
from datetime import UTC, datetime

import icalendar
import pytest

from comms.config import Campaign, Config
from comms.services import feeds
from comms.services.feed_covers import pages_of
from tests.factories import a_day, a_member, a_network, a_region, a_taxonomy, a_theme, an_initiative
from tests.rows import the_config
from tests.shipped import the_calendars

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def small():
    network = a_network(
        members=[a_member(), a_member(id="gwangju", country="KR", campaign="unknown", joined=None)],
        initiatives=[an_initiative(consent="given")],
    )
    return replace(
        the_calendars(),
        observances={"human-rights-day": a_day(changed="2026-11-23")},
        events={},
        regions={"europe": a_region()},
        taxonomy=a_taxonomy(a_theme()),
        network=network,
    )


def test_feed_leads_to_the_page_of_what_it_is_about(small):
    assert pages_of(small, small.network, the_config()) == {
        "all-days": "index.html",
        "un-days": "index.html",
        "human-rights-days": "index.html",
        "events": "index.html",
        "theme-human-rights": "themes/human-rights.html",
        "region-europe": "members/index.html",
        "city-barcelona": "members/barcelona.html",
        "city-gwangju": "members/index.html",
    }


def test_events_lead_to_the_campaign_where_there_is_one(small):
    config = the_config()
    campaign = Campaign(name={"en": "The campaign"}, page="https://campaign.example.org")
    organisation = config.settings.organisation.model_copy(update={"campaign": campaign})
    with_one = Config(config.site, config.settings.model_copy(update={"organisation": organisation}), {})

    assert pages_of(small, small.network, with_one)["events"] == "campaign.html"


def test_built_feed_tells_its_page_and_its_themes_alike_with_and_without_pages(small, tmp_path):
    feeds.build(small, small.network, the_config(), tmp_path, now=NOW)

    home = f"{the_config().address}/public"
    front = icalendar.Calendar.from_ical((tmp_path / "theme-human-rights.en.ics").read_bytes())
    assert str(front["URL"]) == f"{home}/en/themes/human-rights.html"
    assert [str(label) for label in front["CATEGORIES"].cats] == ["Human rights"]
