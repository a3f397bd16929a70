"""The calendar in a real browser: a post is dragged, moved by keyboard, and never over somebody else's change."""

from datetime import time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comms.app import config, now
from comms.domain.pauses import Scope
from comms.domain.posts import State
from comms.services import pauses
from comms.services.moving import Place, place_of
from comms.store.models import AuditLine, Post
from tests.browser.test_desk import PHONE
from tests.desk.conftest import a_coming_post, at, days_ahead
from tests.rows import a_slot

pytestmark = pytest.mark.browser


def a_month_with_room():
    """Return a Tuesday some weeks ahead whose neighbours lie in its month."""
    return next(day for day in map(days_ahead, range(14, 60)) if day.weekday() == 1 and 5 < day.day < 20)


def a_post_on(day, **fields):
    slot = a_slot(id=f"told-{day}", day=day)
    key = f"{slot.id}:{fields.get('channel', 'x')}:{fields.get('language', 'en')}"
    return a_coming_post(slot=slot, key=key, day=day, due_at=at(day), text="Our cities care.", **fields)


def month_of(day):
    return f"/calendar/{day.year}/{day.month}/"


def week_of(day):
    year, week, _ = day.isocalendar()
    return f"/calendar/{year}/week-{week}/"


def place(post):
    return place_of(Post.objects.get(pk=post.pk))


def moves_of(post):
    return AuditLine.objects.filter(subject=f"post:{post.key}", act="moved").count()


def test_post_is_dragged_to_another_day_and_to_another_hour(enter):
    day = a_month_with_room()
    post = a_post_on(day)
    page = enter("officer", viewport={"width": 1280, "height": 1500})
    page.goto(month_of(day))

    page.locator(f"#p{post.pk}").drag_to(page.locator(f"#d{day + timedelta(days=1)} .head"))
    expect(page.locator(".messages")).to_contain_text("was moved to")
    expect(page.locator(f"#d{day + timedelta(days=1)} #p{post.pk}")).to_be_focused()
    page.goto(week_of(day))
    page.locator(f"#p{post.pk}").drag_to(page.locator(f"[data-day='{day}'][data-hour='16']"))
    expect(page.locator(".messages")).to_contain_text("at 16:30")

    assert (place(post), moves_of(post)) == (Place(day, time(16, 30)), 2)


def test_post_is_moved_by_keyboard_and_heard(enter):
    day = a_month_with_room()
    post = a_post_on(day)
    page = enter("officer")
    page.goto(f"{month_of(day)}?channel=x")
    chip = page.locator(f"#p{post.pk}")

    chip.focus()
    page.keyboard.press("Space")
    expect(page.locator("#told")).to_contain_text("Picked up.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#told")).to_contain_text(f"{(day + timedelta(days=8)).day} ")
    page.keyboard.press("Escape")
    expect(page.locator("#told")).to_have_text("Left where it was.")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.locator(".messages")).to_contain_text("was moved to")
    expect(page.locator("#told")).to_contain_text("was moved to")
    expect(page.locator(f"#p{post.pk}")).to_be_focused()
    assert page.url.endswith(f"?channel=x#p{post.pk}")
    assert (place(post).day, moves_of(post)) == (day + timedelta(days=1), 1)


def test_week_is_walked_by_hours_and_ends_at_its_edge(enter):
    day = a_month_with_room()
    post = a_post_on(day)
    page = enter("officer")
    page.goto(week_of(day))

    page.locator(f"#p{post.pk}").focus()
    for key in ("Space", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("#told")).to_contain_text("The page ends here.")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    expect(page.locator(".messages")).to_contain_text("at 10:30")
    assert place(post) == Place(day + timedelta(days=1), time(10, 30))


def test_post_that_a_colleague_moved_meanwhile_is_shown_and_not_overwritten(enter):
    day = a_month_with_room()
    post = a_post_on(day)
    page, colleague = enter("officer"), enter("coordinator")
    page.goto(month_of(day))
    colleague.goto(f"/posts/{post.pk}/move/")
    colleague.fill("#id_day", str(day + timedelta(days=2)))
    colleague.get_by_role("button", name="Move", exact=True).click()
    expect(colleague.locator(".messages")).to_contain_text("was moved to")

    page.locator(f"#p{post.pk}").drag_to(page.locator(f"#d{day + timedelta(days=1)} .head"))
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed this post meanwhile")
    expect(page.locator("#id_day")).to_have_value(str(day + timedelta(days=1)))

    assert (place(post).day, moves_of(post)) == (day + timedelta(days=2), 1)


def test_what_a_move_costs_is_asked_first_without_scripts_too(enter):
    day = a_month_with_room()
    post = a_post_on(day, state=State.IN_REVIEW)
    page = enter("officer", java_script_enabled=False)
    page.goto(f"{month_of(day)}list/")

    page.locator("a.move").click()
    page.fill("#id_day", str(day + timedelta(days=1)))
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("main")).to_contain_text("It is in review.")
    page.get_by_role("button", name="Move it all the same").click()

    expect(page.locator(".messages")).to_contain_text("It is a draft again")
    assert place(post).day == day + timedelta(days=1)


@pytest.mark.parametrize(("language", "options"), [("en", {}), ("es", PHONE), ("fr", {})], ids=["en", "es", "fr"])
def test_calendar_can_be_read_by_everybody(enter, language, options):
    day = a_month_with_room()
    states = list(State)
    posts = [
        a_coming_post(slot=a_slot(id=f"s{number}", day=day), key=str(state), day=day, due_at=at(day), state=state)
        for number, state in enumerate(states)
    ]
    a_slot(id="planned", day=day + timedelta(days=1))
    page = enter("coordinator", **options)
    page.locator(f"button[name=language][value={language}]").click()
    pauses.begin(Scope(), reason="a war", config=config(), by="ana", clock=now)
    axe = Axe()

    for address in (
        month_of(day),
        f"{month_of(day)}?channel=x&tier=lead",
        f"{month_of(day)}list/",
        week_of(day),
        f"/posts/{posts[0].pk}/move/",
    ):
        page.goto(address)
        found = [(one["id"], [node["target"] for node in one["nodes"]]) for one in axe.run(page).response["violations"]]
        assert (address, found) == (address, [])
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, width) == (address, 0)
