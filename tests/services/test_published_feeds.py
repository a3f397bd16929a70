import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from comms.config import Config
from comms.domain.posts import State
from comms.services.imprint import imprint
from comms.services.published_feeds import news
from comms.store.models import Consent, Post
from tests.rows import a_post, a_slot, a_stored_initiative, an_officer, the_config
from tests.shipped import the_calendars

pytestmark = pytest.mark.django_db
SENT = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)


def made(config=None, calendars=None):
    config, calendars = config or the_config(), calendars or the_calendars()
    return news(calendars, config, imprint(calendars, config))


def items(file, form="json", **site):
    (found,) = (one for one in made(**site) if one.file == file)
    content = found.content(found.newest)
    # What we read here we wrote ourselves.
    return json.loads(content)["items"] if form == "json" else content.split(b"<entry>")[1:]


def a_published_post(**fields):
    defaults = {"state": State.PUBLISHED, "published_at": SENT, "receipt_url": "https://social.example.org/7"}
    return a_post(**(defaults | fields))


def test_story_is_told_once_by_its_fullest_post():
    a_published_post(text="Short.")
    a_published_post(
        key="web", channel="website", text="The whole story.", receipt_url="https://network.example.org/7",
        published_at=SENT + timedelta(minutes=5),
    )  # fmt: skip

    (item,) = items("published.en.json")

    assert (item["title"], item["content_text"], item["url"]) == (
        "Human Rights Day", "The whole story.", "https://network.example.org/7",
    )  # fmt: skip
    assert (item["date_published"], item["date_modified"]) == ("2026-12-10T08:30:00Z", "2026-12-10T08:35:00Z")


def test_only_what_is_public_is_told():
    for number, state in enumerate(state for state in State if state != State.PUBLISHED):
        a_post(key=str(number), state=state)

    assert items("published.en.json") == []


def test_language_and_theme_have_feeds_of_their_own():
    a_published_post()

    theme = next(iter(the_calendars().observances["human-rights"].themes))
    assert [len(items(f"{name}.json")) for name in ("published.en", f"published-{theme}.en", "published.es")] == [
        1,
        1,
        0,
    ]


def test_theme_of_an_event_and_of_an_initiative_count():
    event = next(one for one in the_calendars().events.values() if one.themes)
    initiative = next(one for one in the_calendars().network.initiatives.values() if one.themes)
    a_published_post(slot=a_slot(id="event:told", occurrence="", event=event.id))
    a_published_post(key="two", slot=a_slot(id="work:told", occurrence="", initiative=initiative.id))

    assert "event:told" in str(items(f"published-{event.themes[0]}.en.json"))
    assert "work:told" in str(items(f"published-{initiative.themes[0]}.en.json"))


def test_newest_story_comes_first():
    a_published_post()
    a_published_post(key="two", slot=a_slot(id="later:told"), published_at=SENT + timedelta(days=1))

    assert ["later" in item["id"] for item in items("published.en.json")] == [True, False]


@pytest.mark.parametrize(("link", "expected"), [("https://un.org/day", "https://un.org/day"), ("", None)])
def test_path_of_a_pretend_channel_is_no_page(link, expected):
    a_published_post(receipt_url="/outbox/x/one/", link=link)

    (item,) = items("published.en.json")

    assert item["url"] == (expected or the_config().settings.organisation.page)


def test_story_of_a_channel_that_is_no_more_is_still_told():
    a_published_post(channel="old")

    assert (len(items("published.en.json")), Post.objects.count()) == (1, 1)


@pytest.mark.parametrize(("answer", "number"), [("given", 1), ("refused", 0), ("withdrawn", 0)])
def test_story_of_a_members_work_goes_with_its_consent(answer, number):
    a_stored_initiative("a-plan")
    a_published_post(slot=a_slot(id="work:told", initiative="a-plan"))
    for hours, state in enumerate(["given", answer]):
        Consent.objects.create(
            initiative_id="a-plan", state=state, said_by="the mayor", recorded_by=an_officer(f"officer{hours}"),
            at=SENT + timedelta(hours=hours),
        )  # fmt: skip

    assert [len(items(f"published.en.{form}", form)) for form in ("json", "atom")] == [number, number]


def test_story_of_work_that_its_record_says_no_to_is_not_told():
    calendars = the_calendars()
    work = next(iter(calendars.network.initiatives.values())).model_copy(update={"consent": "withdrawn"})
    network = replace(calendars.network, initiatives={work.id: work})
    a_published_post(slot=a_slot(id="work:told", initiative=work.id))

    assert items("published.en.json", calendars=replace(calendars, network=network)) == []


@pytest.mark.parametrize(
    ("mode", "channel", "receipt", "number"),
    [
        ("real", "x", "/outbox/x/one/", 0),
        ("real", "x", "", 0),
        ("real", "x", "https://social.example.org/7", 1),
        ("real", "old", "", 1),
        ("real", "old", "/outbox/old/one/", 0),
        ("demo", "x", "/outbox/x/one/", 1),
    ],
)
def test_what_only_pretended_is_told_in_a_demo_alone(mode, channel, receipt, number):
    settings = the_config().settings.model_copy(update={"mode": mode})
    a_published_post(channel=channel, receipt_url=receipt)

    assert len(items("published.en.json", config=Config(the_config().site, settings, {}))) == number


def test_feeds_say_that_they_are_where_the_site_is_found():
    server = the_config().settings.server.model_copy(update={"address": "https://desk.example.org/"})
    settings = the_config().settings.model_copy(update={"server": server})
    config = Config(the_config().site, settings, {})

    (found,) = [one for one in made(config) if one.file == "published.en.json"]

    assert json.loads(found.content(found.newest))["feed_url"] == "https://desk.example.org/feeds/published.en.json"
    assert (imprint(the_calendars(), config).home, found.host) == ("https://desk.example.org", "desk.localhost")
