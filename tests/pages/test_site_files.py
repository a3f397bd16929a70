import xml.etree.ElementTree as ET

from comms.pages.page import Page
from comms.pages.site_files import robots, sitemap
from tests.pages.values import a_material

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def a_page(path, **fields):
    return Page(path, "day.html.j2", "Title", "About", "year", {}, **fields)


def test_sitemap_lists_each_language_with_its_alternates_and_no_widget():
    pages = [a_page("days/a.html"), a_page("widget/b.html", is_listed=False)]

    tree = ET.fromstring(sitemap(pages, a_material()))  # noqa: S314 - our own words

    places = [one.text for one in tree.iterfind("s:url/s:loc", SPACES)]
    others = [one.get("hreflang") for one in tree.iterfind("s:url/x:link", SPACES)]

    assert places == [f"https://desk.example.org/public/{code}/days/a.html" for code in ("en", "es", "fr")]
    assert others == ["en", "es", "fr", "x-default"] * 3


def test_robots_may_read_pages_and_feeds_and_nothing_else():
    assert robots(a_material()).decode().splitlines() == [
        "User-agent: *",
        "Allow: /public/",
        "Allow: /feeds/",
        "Disallow: /",
        "",
        "Sitemap: https://desk.example.org/public/sitemap.xml",
    ]
