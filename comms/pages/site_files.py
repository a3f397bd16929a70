"""The files beside the pages: what search engines read, the first page of all languages, the looks."""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from comms.pages.material import Material
from comms.pages.page import Page


def robots(material: Material) -> bytes:
    """Return robots.txt: pages and feeds are for everybody, the desk is not."""
    lines = (
        "User-agent: *",
        "Allow: /public/",
        "Allow: /feeds/",
        "Disallow: /",
        "",
        f"Sitemap: {material.addresses.page('sitemap.xml')}",
        "",
    )
    return "\n".join(lines).encode()


def sitemap(pages: Iterable[Page], material: Material) -> bytes:
    """Return the map of the site: each page in each language, with its other languages."""
    listed = sorted((page for page in pages if page.is_listed), key=lambda page: page.path)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    return (
        head + "".join(f"{line}\n" for page in listed for line in _entries(page, material)) + "</urlset>\n"
    ).encode()


def _entries(page: Page, material: Material) -> Iterator[str]:
    told_in = page.told_in(material.languages)
    found: Mapping[str, str] = {
        code: escape(material.addresses.page(f"{code}/{path}")) for code, path in told_in.items()
    }
    tongues = [*found.items(), ("x-default", next(iter(found.values())))]
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{one}"/>' for code, one in tongues)
    own = {code for code, path in told_in.items() if path == page.path}
    return (f"<url><loc>{one}</loc>{others}</url>" for code, one in found.items() if code in own)
