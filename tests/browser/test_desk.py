from shutil import rmtree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comms.app import _marker, channels, config, now, packs_folder
from comms.domain.posts import State
from comms.services.publish import send_due
from comms.store.models import Person, Post, Verdict
from tests.desk.conftest import a_coming_post, days_ahead, folder  # noqa: F401 - a fixture
from tests.desk.test_events import TABLE, a_waiting_event
from tests.rows import MORNING, a_slot, a_stored_initiative, an_officer

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SENTENCE = {
    "text": "«Oficina»",
    "facts": [
        {
            "text": "Oficina",
            "field": "initiative:a-plan:title:es",
            "source": "https://city.example",
            "confidence": "detail",
            "needs_check": True,
        }
    ],
}


def a_decision(slot):
    by = Person.objects.filter(is_active=True).first() or an_officer("editor")
    day, why = {"observance": "human-rights", "occurrence": slot.occurrence}, {"why": "other", "text": "They asked."}
    Verdict.objects.create(kind="accept", initiative=slot.initiative, by=by, at=MORNING, **day, **why)


def a_full_desk():
    """Return the addresses of every page, with something to see on each."""
    names = {"en": "Office", "es": "Oficina", "fr": "Bureau"}
    work = a_stored_initiative(title=names, summary=names, source="https://city.example", member="a-city")
    work.member.body = {"name": {"en": "A City"}}
    work.member.save()
    slot = a_slot(
        id="human-rights-2026:told",
        kind="spotlight",
        day=days_ahead(3),
        member="a-city",
        initiative="a-plan",
        reasons=[{"code": "suggested by the record", "values": {}}],
        next_best=["a-plan"],
    )
    posts = [
        a_coming_post(slot=slot, key=str(state), language=language, state=state, sentences=[SENTENCE], text="Hoy " * 90)
        for state, language in zip(State, ["en", "es", "fr"] * 4, strict=False)
    ]
    a_waiting_event()
    a_decision(slot)
    return [
        "/",
        "/events/",
        "/packs/",
        "/packs/2026/human-rights/",
        "/?state=draft&language=fr",
        "/calendar/",
        "/plan/",
        f"/stories/{slot.id}/",
        f"/stories/{slot.id}/decide/",
        "/decisions/",
        *(f"/posts/{post.id}/" for post in posts),
        "/observances/human-rights/",
        "/outbox/",
        "/feeds/",
        "/newsletter/",
        "/names/",
        "/network/",
        "/network/?name=nobody",
        "/network/a-city/",
        "/network/gwangju/",
        "/network/exposure/",
        "/audit/",
        f"/review/{slot.id}/",
        "/channels/",
        "/channels/x/",
    ]


def test_two_people_bring_a_post_from_draft_to_the_outbox(enter, folder):  # noqa: F811 - the fixture
    folder("outbox")
    post = a_coming_post(days=0, text="Today: Human Rights Day. #HumanRightsDay")
    officer, coordinator = enter("officer"), enter("coordinator")

    officer.goto(f"/posts/{post.id}/")
    officer.fill("#id_text", "Today we stand for human rights. #HumanRightsDay")
    expect(officer.locator("#looks .text")).to_contain_text("Today we stand")
    expect(officer.locator("#looks .length")).to_have_text("48 of 280 characters")
    officer.get_by_role("button", name="Save").click()
    officer.get_by_role("button", name="Submit for review").click()
    expect(officer.locator(".messages")).to_contain_text("Submitted")
    expect(officer.get_by_role("button", name="Approve exactly this")).to_have_count(0)

    coordinator.goto("/")
    coordinator.locator(".waiting a").first.click()
    coordinator.get_by_role("button", name="Approve exactly this").click()
    expect(coordinator.locator(".messages")).to_contain_text("Approved.")
    if Post.objects.get().state == State.APPROVED:
        coordinator.get_by_role("button", name="Send now").click()
    else:
        Post.objects.update(due_at=now())
        send_due(config(), channels(config()), now)

    coordinator.goto("/outbox/")
    expect(coordinator.locator(".preview")).to_contain_text("Today we stand for human rights.")
    officer.goto(f"/posts/{post.id}/")
    expect(officer.locator(".state").first).to_have_text("published")


def test_an_edit_of_an_approved_post_holds_it_until_it_is_approved_again(enter):
    post = a_coming_post(state=State.IN_REVIEW, text="Our cities care.")
    officer, coordinator = enter("officer"), enter("coordinator")
    coordinator.goto(f"/posts/{post.id}/")
    coordinator.get_by_role("button", name="Approve exactly this").click()
    expect(coordinator.locator(".state").first).to_have_text("scheduled")

    officer.goto(f"/posts/{post.id}/")
    officer.fill("#id_text", "Our towns care.")
    officer.get_by_role("button", name="Save").click()

    expect(officer.locator(".state").first).to_have_text("draft")
    expect(officer.locator("del").first).to_have_text("cities")
    expect(officer.locator("ins").first).to_have_text("towns")


@pytest.fixture
def _no_marker():
    yield
    _marker().unlink(missing_ok=True)


@pytest.mark.usefixtures("_no_marker")
def test_event_of_a_followed_calendar_is_read_and_accepted_without_scripts(enter):
    a_waiting_event()
    page = enter("officer", java_script_enabled=False)
    page.goto("/calendar/")
    page.get_by_role("link", name="Events from elsewhere").click()

    page.get_by_label("Forum").first.check()
    page.get_by_role("button", name="Accept the chosen ones").click()

    expect(page.locator(".messages")).to_contain_text("1 event was answered.")
    expect(page.locator("main")).to_contain_text("Nothing waits.")
    page.goto("/calendar/2027/5/")
    expect(page.get_by_role("link", name="Forum", exact=True).first).to_be_visible()


@pytest.mark.usefixtures("_no_marker")
def test_file_of_events_is_shown_before_it_is_imported(enter, folder):  # noqa: F811 - the fixture
    folder("uploads")
    page = enter("officer")
    page.goto("/events/")
    page.set_input_files("#upload", {"name": "ours.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.locator("#file + .source")).to_contain_text("Our forum")

    page.get_by_role("button", name="Import exactly this").click()

    expect(page.locator(".messages")).to_contain_text("1 event was imported.")


def test_theme_of_a_year_is_typed_and_listed(enter):
    page = enter("officer")
    try:
        page.goto("/packs/2026/")
        page.get_by_role("link", name="Human Rights Day", exact=True).click()
        page.get_by_label("Theme (English)").fill("Rights, everywhere")
        page.get_by_label("Page of the lead agency").fill("https://example.org/day")
        page.get_by_label("Where this was read").fill("its page")
        page.get_by_role("button", name="Save").click()

        expect(page.locator("main")).to_contain_text("Rights, everywhere version 1")
    finally:
        rmtree(packs_folder(config().site), ignore_errors=True)


def test_the_desk_works_without_scripts(enter):
    post = a_coming_post()
    page = enter("officer", java_script_enabled=False)

    page.goto(f"/posts/{post.id}/")
    page.fill("#id_text", "x" * 281)
    page.get_by_role("button", name="Try without saving").click()

    expect(page.locator(".length")).to_have_text("281 of 280 characters")
    expect(page.locator("#id_text")).to_have_value("x" * 281)


def test_the_language_switch_changes_the_page_one_is_on(enter):
    page = enter("officer")
    page.goto("/calendar/2026/12/")

    page.locator("button[name=language][value=fr]").click()

    expect(page.locator("h1")).to_have_text("Décembre 2026")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_page_can_be_read_by_everybody(enter, language, options):
    addresses = a_full_desk()
    page = enter("coordinator", **options)
    page.locator(f"button[name=language][value={language}]").click()
    axe = Axe()

    for address in addresses:
        page.goto(address)
        found = [(one["id"], [node["target"] for node in one["nodes"]]) for one in axe.run(page).response["violations"]]
        assert (address, found) == (address, [])
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, width) == (address, 0)


@pytest.mark.usefixtures("audit_can_be_emptied")
@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_the_entrance_can_be_read_by_everybody(chromium, live_server, options):
    context = chromium.new_context(base_url=live_server.url, **options)
    page = context.new_page()
    page.goto("/login/")

    found = [one["id"] for one in Axe().run(page).response["violations"]]

    context.close()
    assert found == []


def test_a_phone_has_room_for_a_finger_on_every_button(enter):
    post = a_coming_post(state=State.IN_REVIEW)
    page = enter("coordinator", **PHONE)
    page.goto(f"/posts/{post.id}/")

    buttons = page.locator("main button")
    heights = [buttons.nth(number).bounding_box()["height"] for number in range(buttons.count())]

    assert min(heights) >= 44
