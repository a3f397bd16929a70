import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe

from comms.django.page_places import Pages
from comms.pages.catalogue import files
from tests.pages.values import LANGUAGES, a_material, the_words
from tests.shipped import TEMPLATES

pytestmark = pytest.mark.browser

# One of each kind, and what is special among them: unofficial names, a decade, a member without work.
KINDS = (
    "index",
    "year/2026",
    "year/2027",
    "days/human-rights",
    "days/decade-cryospheric-2025",
    "days/earth-hour",
    "days/decade-african-descent-2025",
    "themes/index",
    "themes/housing",
    "members/index",
    "members/barcelona",
    "members/seoul",
    "widget/barcelona",
    "campaign",
    "newsletter",
)
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("pages")
    for name, content in files(a_material(today=date(2026, 11, 24), is_demo=True), the_words(), TEMPLATES):
        path = made / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return made


@pytest.fixture(scope="module")
def address(folder):
    """Serve the pages with the headers that the application gives them."""
    places = Pages(folder / "public")

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self):
            found = places.find(self.path)
            for name, value in found.headers if hasattr(found, "headers") else ():
                if name != "Content-Type":
                    self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def violations(page):
    answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG_2_2_AA}})
    return [
        (one["id"], node["html"][:160], node["failureSummary"][:200])
        for one in answer.response["violations"]
        for node in one["nodes"][:2]
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_accessible(kind, language, page, address):
    found = []
    # What differs on a phone and in the dark differs in every language alike.
    for scheme, width in (("light", 1280), ("dark", 390))[: 2 if language == "fr" else 1]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert page.goto(f"{address}/public/{language}/{kind}.html").status == 200
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_asks_nobody_else_and_breaks_no_policy(kind, page, address):
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))

    page.goto(f"{address}/public/en/{kind}.html", wait_until="networkidle")

    assert ([url for url in asked if not url.startswith(address)], told) == ([], [])


def test_first_page_of_all_languages_is_accessible(page, address):
    page.goto(f"{address}/public/index.html")

    assert violations(page) == []


def test_keyboard_reaches_the_content_first(page, address):
    page.goto(f"{address}/public/en/days/human-rights.html")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_dot_on_the_map_leads_to_its_member_by_keyboard_and_by_pointer(page, address):
    page.goto(f"{address}/public/en/campaign.html")
    dot = page.locator('figure.map a[href$="members/gwangju.html"]')
    there = f"{address}/public/en/members/gwangju.html"

    dot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(there)
    page.goto(f"{address}/public/en/campaign.html")
    dot.locator("circle").click()
    page.wait_for_url(there)

    assert page.locator("h1").inner_text() == "Gwangju"


def test_page_prints_from_edge_to_edge_with_what_is_folded(page, address):
    page.goto(f"{address}/public/en/year/2026.html")
    folded = page.locator("details ol a").first
    shown = folded.is_visible()

    page.emulate_media(media="print")

    edges = {page.locator(one).bounding_box()["x"] for one in (".top", "main", ".end", ".brand", "h1")}
    assert (shown, folded.is_visible(), edges) == (False, True, {0})


def test_page_of_a_member_prints_no_lines_to_paste(page, address):
    page.goto(f"{address}/public/en/members/barcelona.html")
    shown = page.locator("pre").is_visible()

    page.emulate_media(media="print")

    on_paper = [page.locator(one).first.is_visible() for one in ("pre", "#embed", "h1")]
    assert (shown, on_paper) == (True, [False, False, True])
