import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comms.app import config, now
from comms.domain.posts import State
from comms.services.guests import Wanted, make_link
from comms.services.picture_library import library
from comms.store.models import Consent, GuestAnswer, Person, Post
from tests.browser.test_desk import PHONE
from tests.desk.conftest import a_coming_post
from tests.desk.test_story import a_story

pytestmark = pytest.mark.browser
# One grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a494441"
    "54789c636800000082008177cd72b60000000049454e44ae426082"
)


def width_over(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def violations(page):
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in Axe().run(page).response["violations"]]


@pytest.fixture
def phone(chromium, live_server, people):  # noqa: ARG001 - a fixture asks for it
    context = chromium.new_context(base_url=live_server.url, **PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def pictured():
    image = library(config()).keep(PIXEL)
    slot = a_story()
    first = a_coming_post(slot=slot, state=State.IN_REVIEW, image=image, alt="A card: Human Rights Day.")
    a_coming_post(slot=slot, key="fr", language="fr", state=State.SCHEDULED, text="Aujourd’hui, les droits.")
    yield first
    (config().var / "pictures" / image).unlink(missing_ok=True)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_guest_agrees_comments_and_takes_back_on_a_phone(phone, pictured, language):
    posts, by = list(Post.objects.order_by("pk")), Person.objects.get(username="officer")
    wanted = Wanted("City of A", language, [post.pk for post in posts], for_member=True)
    address = f"/guest/{make_link(pictured.slot_id, wanted, by=by, now=now())}/"
    phone.goto(address)
    cards = phone.locator("section.card")
    assert (violations(phone), width_over(phone), cards.count()) == ([], 0, 2)
    expect(phone.locator("html")).to_have_attribute("lang", language)
    assert phone.locator("img").evaluate("picture => picture.naturalWidth") == 1
    heights = [one.bounding_box()["height"] for one in phone.locator("main button:visible").all()]
    assert min(heights) >= 44

    first = phone.locator(f"#post-{posts[0].pk}")
    first.locator("input[name=name]").fill("Ana")
    first.locator("input[name=name]").press("Enter")
    assert GuestAnswer.objects.count() == 0
    first.locator("button[value=agreed]").click()
    expect(first.locator(".notice.good")).to_contain_text("Ana")
    assert (Consent.objects.get().state, violations(phone)) == ("given", [])

    second = phone.locator(f"#post-{posts[1].pk}")
    expect(second.locator("input[name=name]")).to_have_value("Ana")
    second.locator("textarea").fill("Not so.")
    second.locator("button[value=commented]").click()
    expect(second.locator("li")).to_contain_text("Not so.")

    first.locator("button[value='taken back']").click()
    expect(first.locator("button[value=agreed]")).to_be_visible()
    assert [one.kind for one in GuestAnswer.objects.all()] == ["agreed", "commented", "taken back"]
    assert Consent.objects.first().state == "withdrawn"
    phone.goto("/guest/nobody/")
    assert (violations(phone), width_over(phone)) == ([], 0)


def test_a_link_is_made_at_the_desk_and_opened_by_somebody_else(enter, phone, pictured):
    page = enter("officer", **PHONE)
    page.goto(f"/stories/{pictured.slot_id}/")
    page.get_by_text("Make a link for a guest").click()
    assert violations(page) == []
    page.get_by_label("For whom").fill("City of A")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("#guests ~ .notice code").inner_text()
    assert (violations(page), width_over(page)) == ([], 0)

    phone.goto(address)

    expect(phone.locator("main")).to_contain_text("For City of A.")
    page.get_by_role("button", name="Revoke").click()
    phone.reload()
    expect(phone.locator("main")).to_contain_text("This link leads nowhere")
