"""Pausing in a real browser: by keyboard, by phone, in each language, read by everybody."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comms.app import channels, config, now
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.engine.senders import Senders
from comms.services import blackouts, pauses
from comms.store.models import Member, Pause, Post
from tests.browser.test_desk import PHONE
from tests.desk.conftest import at, days_ahead, folder  # noqa: F401 - a fixture
from tests.rows import MORNING, a_slot, an_approved_post

pytestmark = pytest.mark.browser
LONG = "An earthquake has struck the region tonight; until we know more, nobody hears from us. " * 2


def approved(person, number, **fields):
    day = days_ahead(0)
    slot = a_slot(id=f"told-{number}", day=day)
    given = {"key": f"p{number}", "text": f"Words {number}. #HumanRightsDay", "day": day, "slot": slot}
    return an_approved_post(person, **(given | fields))


def a_paused_desk(person):
    """Pause twice and declare a blackout; leave posts that fell inside, one that is ahead and one on its way."""
    body = {"name": {"en": "A City"}, "country": "ES", "zone": "Europe/Madrid"}
    Member.objects.create(id="a-city", body=body, digest="", loaded_at=MORNING)
    given = {"config": config(), "by": "coordinator"}
    early = now() - timedelta(minutes=6)
    for number in range(2):
        approved(person, number, due_at=now() - timedelta(minutes=5))
    ended = pauses.begin(Scope(), reason=LONG, clock=lambda: early, **given).pause
    pauses.resume(ended.pk, now=now() - timedelta(minutes=1), **given)
    approved(person, 7, state=State.SENDING, due_at=now())
    ahead = days_ahead(3)
    an_approved_post(person, key="ahead", day=ahead, due_at=at(ahead), slot=a_slot(id="told-ahead", day=ahead))
    pauses.begin(Scope(Kind.COUNTRY, "ES"), reason=LONG, clock=now, end=at(days_ahead(9)), **given)
    pauses.begin(Scope(Kind.CHANNEL, "x"), reason="strike", clock=now, start=at(days_ahead(2)), **given)
    blackouts.declare(first=ahead, last=ahead, member="a-city", note="elections", by="coordinator", now=now())


def press(page, name):
    """Press a button or a link with the keyboard alone."""
    chosen = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first
    chosen.focus()
    page.keyboard.press("Enter")


@pytest.fixture
def coordinator(people):  # noqa: ARG001 - makes the accounts
    from comms.store.models import Person  # noqa: PLC0415 - beside its only user

    return Person.objects.get(username="coordinator")


def test_coordinator_pauses_ends_and_decides_by_keyboard(enter, coordinator, folder):  # noqa: F811 - the fixture
    folder("outbox")
    approved(coordinator, 1, due_at=now() + timedelta(seconds=1))
    page = enter("coordinator")

    press(page, "Pause…")
    expect(page.locator("#effect + p")).to_contain_text("approved post")
    page.get_by_label("Why").focus()
    page.keyboard.type("Earthquake")
    press(page, "Pause now")
    expect(page.locator(".paused")).to_contain_text("Paused: Everything. Earthquake By coordinator, since")
    Post.objects.update(due_at=now())
    senders = Senders(config(), channels(config()), now)
    senders.wake()
    senders.stop()
    press(page, "End this pause")
    expect(page.locator(".messages")).to_contain_text("1 post fell inside and was not sent: decide about it.")
    expect(page.locator(".paused")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Words 1.")
    page.get_by_label("Not at all").first.focus()
    page.keyboard.press("Space")
    press(page, "Do what is chosen")

    expect(page.locator("main")).to_contain_text("Nothing waits: whatever was held has been decided.")
    assert (Post.objects.get().state, Pause.objects.get().resumed_by) == (State.WITHDRAWN, "coordinator")
    page.goto("/outbox/")
    expect(page.locator(".preview")).to_have_count(0)


def test_banner_is_seen_by_a_colleague_on_the_page_where_they_are(enter, coordinator):
    officer = enter("officer")
    pauses.begin(Scope(), reason="Earthquake", config=config(), by=coordinator, clock=now)

    officer.goto("/calendar/2026/12/")

    expect(officer.locator(".paused")).to_contain_text("Earthquake")
    expect(officer.get_by_role("link", name="Pause…")).to_have_count(0)


@pytest.mark.parametrize(("language", "options"), [("en", {}), ("es", PHONE), ("fr", PHONE)], ids=["en", "es", "fr"])
def test_pages_of_pauses_can_be_read_by_everybody(enter, coordinator, language, options):
    a_paused_desk(coordinator)
    page = enter("coordinator", **options)
    page.locator(f"button[name=language][value={language}]").click()
    axe = Axe()
    post = Post.objects.filter(state=State.HELD_LATE).first()

    for address in ("/", "/pauses/", "/pauses/new/", "/pauses/held/", f"/posts/{post.pk}/"):
        page.goto(address)
        expect(page.locator(".paused")).to_have_count(1)
        found = [(one["id"], [node["target"] for node in one["nodes"]]) for one in axe.run(page).response["violations"]]
        assert (address, found) == (address, [])
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, width) == (address, 0)
