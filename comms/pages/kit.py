"""The files of a member's kit in one language: a page to read, what its pictures say, the report for a spreadsheet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from io import StringIO
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from comms.domain.cards import SIZES, Colours
from comms.domain.edition_items import Phrase
from comms.domain.kit import Featured, KitDay
from comms.domain.network import Member
from comms.domain.scripts import is_shown
from comms.domain.speech import spaced
from comms.pages.cards import PageCard, facts_of
from comms.pages.checked import member_name, observance_name, phrase
from comms.pages.items import when
from comms.pages.rendering import direction, filled, said


def kit_files(  # noqa: PLR0913 - what a kit is made of
    member: Member,
    days: Sequence[tuple[KitDay, Sequence[PageCard]]],
    reports: Mapping[int, Sequence[Featured]],
    *,
    language: str,
    year: int,
    words: Mapping[str, str],
    folders: Sequence[Path],
) -> dict[str, bytes]:
    """Return the kit's files by their paths but its pictures.

    *reports* tell by year what was published of the member; the page holds that of *year* and leads to the others.
    """
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
        days=[_shown(one, language, cards) for one, cards in days],
        told=reports[year],
        year=year,
        tables={one: f"featured-{one}.csv" for one in sorted(reports, reverse=True)},
    )
    return {"kit.html": page.encode()} | {f"featured-{one}.csv": as_csv(told) for one, told in reports.items()}


def _shown(one: KitDay, language: str, cards: Sequence[PageCard]) -> dict[str, object]:
    return {
        "name": observance_name(one.occurrence.observance, language),
        "first": one.occurrence.first,
        "when": when(one.occurrence, language),
        "texts": one.texts,
        "cards": cards,
        "source": one.initiative.source,
        "to_check": one.to_check,
    }


def kit_cards(one: KitDay, language: str, site: Phrase, colours: Colours, *, theme: str = "") -> tuple[PageCard, ...]:
    """Return the cards of a day in all sizes, the widest first; none where our fonts cannot write the day's name."""
    day = one.occurrence.observance
    # In the words of the texts beside it, a translation of ours too: the page says which ones are to be checked.
    title = phrase(one.initiative.title, language).text
    names = (member_name(one.member, language).text, one.member.name["en"])
    place = next((name for name in names if is_shown(name)), "")
    facts = facts_of(
        (observance_name(day, language), phrase(day.name, "en")),
        site,
        language,
        kicker=theme,
        when=when(one.occurrence, language),
        beneath=spaced(f"{place}: {title}" if place else title, language),
    )
    if facts is None:
        return ()
    return tuple(
        PageCard(f"pictures/{one.occurrence.key}-{size.name}-{facts.digest(size, colours)}.png", facts, size)
        for size in SIZES
    )


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
