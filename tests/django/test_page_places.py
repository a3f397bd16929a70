import pytest

from comms.django.page_places import Pages
from comms.django.public import Found, Moved

PLACE = Pages("/site")


@pytest.mark.parametrize(
    ("path", "file", "kind"),
    [
        ("/public/", "/site/index.html", "text/html; charset=utf-8"),
        ("/public/en/", "/site/en/index.html", "text/html; charset=utf-8"),
        ("/public/en/days/human-rights.html", "/site/en/days/human-rights.html", "text/html; charset=utf-8"),
        ("/public/pages.css", "/site/pages.css", "text/css; charset=utf-8"),
        ("/public/mark.svg", "/site/mark.svg", "image/svg+xml"),
        ("/public/pictures/ab.png", "/site/pictures/ab.png", "image/png"),
        ("/public/pictures/ab.jpg", "/site/pictures/ab.jpg", "image/jpeg"),
        ("/public/en/cards/day-x-0a.png", "/site/en/cards/day-x-0a.png", "image/png"),
        ("/public/sitemap.xml", "/site/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "/site/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_address_of_a_page_leads_to_its_file(path, file, kind):
    found = PLACE.find(path)

    assert isinstance(found, Found)
    assert (found.path, dict(found.headers)["Content-Type"]) == (file, kind)


@pytest.mark.parametrize("path", ["/", "/publicity/", "/feeds/un-days.en.ics", "/posts/3/"])
def test_other_addresses_are_not_its_own(path):
    assert PLACE.find(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/public/days",
        "/public/../secret_key",
        "/public/.made",
        "/public/en//x.html",
        "/public/a.py",
        "/public/%2e%2e/x.html",
    ],
)
def test_address_that_leaves_the_folder_or_names_no_page_has_no_file(path):
    assert isinstance(PLACE.find(path), str)


@pytest.mark.parametrize("path", ["/public", "/public/en", "/public/pt-BR"])
def test_address_of_a_first_page_without_its_last_slash_leads_to_it(path):
    assert PLACE.find(path) == Moved(f"{path}/")


def policy(path):
    return dict(PLACE.find(path).headers)["Content-Security-Policy"]


def test_page_may_load_nothing_from_elsewhere_and_stand_in_no_frame():
    assert policy("/public/en/index.html") == (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def test_only_the_widget_may_stand_in_a_frame():
    assert policy("/public/en/widget/barcelona.html").endswith("frame-ancestors *")
    assert policy("/public/en/members/widget.html").endswith("frame-ancestors 'none'")
