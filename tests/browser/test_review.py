import pytest
from playwright.sync_api import expect

from comms.domain.posts import State
from comms.store.models import Post
from tests.desk.conftest import a_coming_post, days_ahead
from tests.rows import a_slot

pytestmark = pytest.mark.browser
MOST_STEPS = 80


def a_story():
    slot = a_slot(id="human-rights-2026:told-10", day=days_ahead(10))
    texts = {"en": "Our cities care.", "fr": "Nos villes prennent soin."}
    return slot, [
        a_coming_post(slot=slot, language=code, text=text, state=State.IN_REVIEW) for code, text in texts.items()
    ]


def tab_to(page, words):
    """Press Tab until what has the focus is called *words*."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        name = page.evaluate("() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()")
        if name.startswith(words):
            return
    pytest.fail(f"the keyboard does not reach “{words}”")


def test_a_story_is_reviewed_and_approved_with_the_keyboard_alone(enter):
    _slot, posts = a_story()
    page = enter("coordinator")

    tab_to(page, "Review them story by story")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Human Rights Day")
    for language in ("X, English", "X, French"):
        tab_to(page, language)
        page.keyboard.press("Enter")
        tab_to(page, "I have read it")
        page.keyboard.press("Space")
    tab_to(page, "Approve what is ticked")
    page.keyboard.press("Enter")

    expect(page.locator(".messages")).to_contain_text("2 posts are approved.")
    assert {post.state for post in Post.objects.filter(pk__in=[one.pk for one in posts])} == {State.SCHEDULED}


def test_a_post_that_was_not_opened_shows_no_tick(enter):
    slot, posts = a_story()
    page = enter("coordinator")
    page.goto(f"/review/{slot.id}/")

    ticks = page.locator("input[name=approve]")
    assert [ticks.nth(number).is_visible() for number in range(2)] == [False, False]
    page.locator(f"#post-{posts[0].pk} > summary").click()
    assert [ticks.nth(number).is_visible() for number in range(2)] == [True, False]


def test_what_an_officer_changes_meanwhile_is_not_approved(enter):
    slot, posts = a_story()
    coordinator, officer = enter("coordinator"), enter("officer")
    coordinator.goto(f"/review/{slot.id}/")
    for post in posts:
        coordinator.locator(f"#post-{post.pk} > summary").click()
        coordinator.locator(f"#post-{post.pk} input[name=approve]").check()
    officer.goto(f"/posts/{posts[0].id}/")
    officer.fill("#id_text", "Our towns care.")
    officer.get_by_role("button", name="Save").click()
    expect(officer.locator(".state").first).to_have_text("draft")

    coordinator.get_by_role("button", name="Approve what is ticked").click()

    expect(coordinator.locator(".messages")).to_contain_text("1 post is approved.")
    expect(coordinator.locator(".messages")).to_contain_text("Officer changed this post meanwhile")
    assert [Post.objects.get(pk=post.pk).state for post in posts] == [State.DRAFT, State.SCHEDULED]
