"""The files of a member's kit in one language: a page to read, pictures, and the report for a spreadsheet."""

import csv
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from comms.domain.kit import Featured, KitDay
from comms.domain.network import Member
from comms.pages.checked import initiative_title, member_name, observance_name, ticked_in
from comms.pages.items import when
from comms.pages.rendering import direction, filled, said

_NOT_TICKED = ticked_in(frozenset())
_LINE = 30
_SMALL_LINE = 46


def kit_files(  # noqa: PLR0913 - what a kit is made of
    member: Member,
    days: Sequence[KitDay],
    told: Sequence[Featured],
    *,
    language: str,
    year: int,
    words: Mapping[str, str],
    folders: Sequence[Path],
) -> dict[str, bytes]:
    """Return the kit's files by their paths; *told* is what was published about the member in *year*."""
    found = {_picture_name(one): picture(one, language) for one in days}
    environment = Environment(
        loader=FileSystemLoader([folder / "kit" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"said": said, "filled": filled}
    page = environment.get_template("kit.html.j2").render(
        language=language,
        direction=direction,
        w=words,
        name=member_name(member, language),
        days=[_shown(one, language) for one in days],
        told=told,
        year=year,
    )
    return found | {"kit.html": page.encode(), f"featured-{year}.csv": as_csv(told)}


def _shown(one: KitDay, language: str) -> dict[str, object]:
    return {
        "name": observance_name(one.occurrence.observance, language),
        "first": one.occurrence.first,
        "when": when(one.occurrence, language),
        "texts": one.texts,
        "picture": _picture_name(one),
        "alt": one.alt,
        "source": one.initiative.source,
        "to_check": one.to_check,
    }


def _picture_name(one: KitDay) -> str:
    return f"pictures/{one.occurrence.key}.svg"


def picture(one: KitDay, language: str) -> bytes:
    """Return a picture of the day's name and the work's title, as large as networks show it."""
    name = observance_name(one.occurrence.observance, language).text
    title = initiative_title(one.initiative, language, _NOT_TICKED).text
    place = member_name(one.member, language).text
    rows = [
        *_rows(name, _LINE, 62, 700, "serif"),
        *_rows(when(one.occurrence, language), _SMALL_LINE, 34, 400, "sans-serif"),
        *_rows(f"{place}: {title}", _SMALL_LINE, 38, 600, "sans-serif"),
    ]
    parts, top = [], 110
    for size, weight, family, text in rows:
        top += round(size * 1.25)
        parts.append(
            f'<text x="90" y="{top}" font-size="{size}" font-weight="{weight}" font-family="{family}">'
            f"{escape(text)}</text>"
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675" width="1200" height="675">'
        '<rect width="1200" height="675" fill="#a33a1c"/>'
        f'<g fill="#ffffff">{"".join(parts)}</g></svg>\n'
    ).encode()


def _rows(text: str, width: int, size: int, weight: int, family: str) -> Iterable[tuple[int, int, str, str]]:
    return ((size, weight, family, line) for line in textwrap.wrap(text, width))


def as_csv(told: Iterable[Featured]) -> bytes:
    """Return what was published as a table that spreadsheets read."""
    text = StringIO()
    writer = csv.DictWriter(text, [one.name for one in fields(Featured)])
    writer.writeheader()
    writer.writerows(_harmless(asdict(one)) for one in told)
    return text.getvalue().encode("utf-8-sig")


def _harmless(row: dict[str, object]) -> dict[str, object]:
    """Return *row* so that a spreadsheet takes none of its texts for a formula."""
    return {name: f"'{value}" if str(value).startswith(("=", "+", "-", "@")) else value for name, value in row.items()}
