from datetime import timedelta

import pytest

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.config import Config
from comms.domain.message import Dispatch
from comms.domain.posts import State
from comms.services.connecting import OnTrial
from comms.services.imprint import imprint
from comms.services.messages import message_of
from comms.services.news import news, public_now
from comms.services.pages import build
from comms.services.published_feeds import news as feeds
from comms.services.withdrawing import was_deleted_by_hand
from comms.store.models import Consent, Post
from tests.channels.labs import Pictures
from tests.rows import MORNING, a_coordinator, a_post, a_slot, a_stored_initiative, an_officer, the_config
from tests.shipped import TEMPLATES, a_desk, the_calendars

pytestmark = pytest.mark.django_db
WEBSITE = {"id": "website", "kind": "website", "account": "www", "at": "09:00", "pretend": False}


@pytest.fixture
def config(tmp_path):
    plain = the_config()
    channel = plain.settings.channels[0]
    others = tuple(one for one in plain.settings.channels if one.id != "website")
    own = type(channel).model_validate(WEBSITE)
    return Config(tmp_path, plain.settings.model_copy(update={"channels": (*others, own)}), {})


@pytest.fixture
def pictures():
    return Pictures()


def publish(config, pictures, **fields):
    """Publish a post on the website channel and store what the desk knows of it."""
    defaults = {
        "key": "rights:website:en",
        "channel": "website",
        "language": "en",
        "text": "Human Rights Day\n\nToday.",
        "state": State.PUBLISHED,
        "published_at": MORNING,
    }
    post = a_post(**(defaults | fields))
    receipt = opened(config, pictures).publish(Dispatch(message_of(post), MORNING))
    Post.objects.filter(pk=post.pk).update(receipt_id=receipt.id, receipt_url=receipt.url)
    return receipt


def test_published_post_is_news(config, pictures):
    image = pictures.keep(b"\x89PNG picture")
    publish(
        config,
        pictures,
        text="Human Rights Day\n\nToday: https://un.org/en",
        link="https://un.org/en",
        image=image,
        alt="A square",
    )

    (told,) = news(config)

    assert (told.title, told.html, told.story, told.language) == (
        "Human Rights Day",
        '<p>Today: <a href="https://un.org/en">https://un.org/en</a></p>',
        "human-rights-2026:told",
        "en",
    )
    assert (told.published, told.picture.read_bytes(), told.alt) == (MORNING, b"\x89PNG picture", "A square")


def opened(config, pictures):
    account = Account("website", "website", "www", folder=config.var / "published" / "website")
    return kind("website").open(Opening(account, OnTrial({}), pictures, lambda: MORNING))


def test_page_picture_and_feed_entry_go_when_a_person_says_that_it_was_deleted(config, pictures, tmp_path):
    desk = a_desk(config=config)
    publish(config, pictures, image=pictures.keep(b"\x89PNG picture"), alt="A square")
    build(desk, TEMPLATES, tmp_path / "pages", now=MORNING, all_cards=False)
    before = public_now(config)

    channels = {"website": opened(config, pictures)}
    was_deleted_by_hand(Post.objects.get().pk, channels, by=a_coordinator(), now=MORNING)
    build(desk, TEMPLATES, tmp_path / "pages", now=MORNING, all_cards=False)

    entries = feeds(the_calendars(), config, imprint(the_calendars(), config))
    told = [story for feed in entries for story in feed.stories]
    assert (told, news(config), list((config.var / "published/website").glob("*.json"))) == ([], (), [])
    assert list((tmp_path / "pages").glob("*/news/*")) == []
    assert (before, public_now(config)) == ((1, MORNING), (0, None))


def test_site_without_pages_of_its_own_has_nothing_public_on_them():
    assert public_now(the_config()) == (0, None)


def test_receipt_leads_to_a_page_that_is_really_made(config, pictures, tmp_path):
    receipt = publish(config, pictures)

    build(a_desk(config=config), TEMPLATES, tmp_path / "pages", now=MORNING)

    page = tmp_path / "pages" / receipt.url.removeprefix("/public/")
    assert "<p>Today.</p>" in page.read_text(encoding="utf-8")


def test_page_goes_with_the_post(config, pictures, tmp_path):
    receipt = publish(config, pictures)
    build(a_desk(config=config), TEMPLATES, tmp_path / "pages", now=MORNING)
    Post.objects.update(state=State.WITHDRAWN)

    build(a_desk(config=config), TEMPLATES, tmp_path / "pages", now=MORNING)

    assert not (tmp_path / "pages" / receipt.url.removeprefix("/public/")).exists()


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_what_is_published_is_news(config, pictures, state):
    publish(config, pictures, state=state)

    assert news(config) == ()


@pytest.mark.parametrize(("answer", "number"), [("given", 1), ("not asked", 1), ("refused", 0), ("withdrawn", 0)])
def test_news_of_a_members_work_goes_with_its_consent(config, pictures, answer, number):
    a_stored_initiative("a-plan")
    publish(config, pictures, slot=a_slot(id="rights", initiative="a-plan"))
    for hours, state in enumerate(["given", answer]):
        Consent.objects.create(
            initiative_id="a-plan",
            state=state,
            said_by="the mayor's office",
            recorded_by=an_officer(f"officer{hours}"),
            at=MORNING + timedelta(hours=hours),
        )

    assert len(news(config)) == number


def test_language_that_the_site_no_longer_speaks_has_no_news(config, pictures):
    publish(config, pictures, language="pt")

    assert news(config) == ()


def test_record_that_cannot_be_read_is_left_out_and_told(config, pictures, caplog):
    publish(config, pictures)
    (config.var / "published" / "website" / "a.json").write_text("{")

    assert [told.title for told in news(config)] == ["Human Rights Day"]
    assert "the record a.json cannot be read" in caplog.text


def test_picture_that_somebody_took_away_keeps_no_page_from_being_made(config, pictures):
    publish(config, pictures, image=pictures.keep(b"\x89PNG picture"), alt="A square")
    for path in (config.var / "published" / "website").glob("*.png"):
        path.unlink()

    assert [(told.title, told.picture) for told in news(config)] == [("Human Rights Day", None)]


def test_channel_that_only_pretends_has_no_news(config, pictures):
    publish(config, pictures)

    assert news(the_config()) == ()


def test_feeds_lead_to_the_page(config, pictures):
    receipt = publish(config, pictures)

    told = feeds(the_calendars(), config, imprint(the_calendars(), config))
    (feed,) = (one for one in told if one.file == "published.en.json")

    assert [story.page for story in feed.stories] == [f"http://127.0.0.1:8000{receipt.url}"]
