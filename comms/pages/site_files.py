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
    listed = sorted(page.path for page in pages if page.is_listed)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    return (
        head + "".join(f"{line}\n" for path in listed for line in _entries(path, material)) + "</urlset>\n"
    ).encode()


def _entries(path: str, material: Material) -> Iterator[str]:
    found: Mapping[str, str] = {code: escape(material.addresses.page(f"{code}/{path}")) for code in material.languages}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{one}"/>' for code, one in found.items())
    return (f"<url><loc>{one}</loc>{others}</url>" for one in found.values())
