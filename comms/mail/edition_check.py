"""What an edition's two parts must be before a person may approve them, whoever wrote their templates."""

import re
from collections.abc import Callable, Iterator

from comms.domain.contrast import ENOUGH, contrast, is_colour
from comms.errors import Problem
from comms.mail.contrast import colours
from comms.mail.page import Page

# Gmail cuts a mail at 102 kB, and with it the footer.
LARGEST = 100_000
COLUMNS = 78
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
# Link texts that say nothing when a screen reader lists the links of a mail.
_SAYS_NOTHING = frozenset(
    {"", "here", "click here", "more", "read more", "link", "aquí", "más", "ici", "cliquez ici", "lien"}
)

Check = Callable[[Page], Iterator[str]]


def edition_problems(html: str, text: str) -> tuple[Problem, ...]:
    """Return everything that is wrong in an edition's HTML and in its text; nothing when it may be approved."""
    page = Page(html)
    in_html = [message for check in HTML_CHECKS for message in check(page)]
    if len(html.encode()) >= LARGEST:
        in_html.append(f"has {len(html.encode()):,} bytes; keep it under {LARGEST:,}, mail programs cut the rest")
    in_text = [*_long_lines(text), *_entities(text), *_links_missing(page, text)]
    return tuple(
        [Problem("edition.html", "", "", message) for message in in_html]
        + [Problem("edition.txt", "", "", message) for message in in_text]
    )


def _language(page: Page) -> Iterator[str]:
    html = next(page.named("html"), None)
    if html is None or not html.attributes.get("lang"):
        yield "says no language; set lang on <mjml>"


def _one_heading(page: Page) -> Iterator[str]:
    found = sum(1 for _ in page.named("h1"))
    if found != 1:
        yield f"has {found} headings <h1>; give it one, the title"


def _headings_in_order(page: Page) -> Iterator[str]:
    depth = 0
    for element in page.elements:
        if re.fullmatch("h[1-6]", element.tag):
            level = int(element.tag[1])
            if level > depth + 1:
                yield f"jumps to <{element.tag}> “{element.text}”; use <h{depth + 1}>"
            depth = level


def _tables_are_layout(page: Page) -> Iterator[str]:
    if any(table.attributes.get("role") != "presentation" for table in page.named("table")):
        yield "has a table without role=presentation; a screen reader would read it out as a table"


def _alternatives(page: Page) -> Iterator[str]:
    for image in page.named("img"):
        if "alt" not in image.attributes:
            yield f"has an image without alt: {image.attributes.get('src', '')}"


def _links_speak(page: Page) -> Iterator[str]:
    for link in page.named("a"):
        address = link.attributes.get("href", "")
        if not address.startswith(("https://", "http://", "mailto:")):
            yield f"has a link that is not absolute: “{address}”"
        if link.text.casefold().strip(" .…»") in _SAYS_NOTHING:
            yield f"has a link whose text does not say where it goes: “{link.text}” ({address})"


def _legible(page: Page) -> Iterator[str]:
    told = set()
    for written in page.written:
        pair = colours(written.inside)
        hidden = any(element.style.get("display") == "none" for element in written.inside)
        if hidden or pair in told or not all(map(is_colour, pair)):
            continue
        if contrast(*pair) < ENOUGH:
            told.add(pair)
            yield f"has text that is hard to read, {pair[0]} on {pair[1]}: “{written.text}”"


HTML_CHECKS: tuple[Check, ...] = (
    _language,
    _one_heading,
    _headings_in_order,
    _tables_are_layout,
    _alternatives,
    _links_speak,
    _legible,
)


def _long_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        # A link is never broken, so it may be longer than any line.
        if len(line) >= COLUMNS and " " in line.strip():
            yield f"line {number} has {len(line)} columns; keep it under {COLUMNS}"


def _entities(text: str) -> Iterator[str]:
    # An address may hold “&copy=1”, which is no entity, and even “&copy;”, which is its own business.
    words = " ".join(word for word in text.split() if "://" not in word)
    for entity in sorted(set(_ENTITY.findall(words))):
        yield f"shows the HTML entity {entity}; its template must not escape"


def _links_missing(page: Page, text: str) -> Iterator[str]:
    told = set(text.split())
    for address in dict.fromkeys(link.attributes.get("href", "") for link in page.named("a")):
        if address not in told:
            yield f"lacks the link {address}"
