"""A member's kit: adaptable texts and pictures for its days, and the report of where its work was featured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from comms.config import Config
from comms.domain.cards import Colours
from comms.domain.kit import Featured, KitDay, kit_day
from comms.domain.matching import Matcher
from comms.domain.network import Member
from comms.domain.observances import Occurrence, occurrences
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.domain.verdicts import Decided
from comms.domain.wordings import Wordings
from comms.errors import NotFoundError
from comms.feeds.files import write
from comms.pages.cards import PageCard
from comms.pages.checked import phrase
from comms.pages.kit import kit_cards, kit_files
from comms.readers.card_colours import read_card_colours
from comms.readers.wordings import read_wordings
from comms.readers.words import read_words
from comms.services.addresses import is_public, public_address
from comms.services.cards import draw, drawable
from comms.services.drafts import Desk
from comms.services.telling import telling_of
from comms.services.verdicts import decided
from comms.store.models import Post

_AHEAD = timedelta(days=364)
# Never what somebody else put beside them.
_OWN_PICTURE = re.compile(r"[a-z0-9-]+-\d+x\d+-[0-9a-f]{12}\.png")


@dataclass(frozen=True)
class Made:
    """What a kit holds, and how many of its files were new or different."""

    days: int
    featured: int
    written: int


def make(  # noqa: PLR0913 - what a kit is made of
    desk: Desk, templates: Sequence[Path], member_id: str, folder: Path, *, now: datetime, year: int | None = None
) -> Made:
    """Write the kit of a member into *folder*, a folder for each language of the site.

    The report is that of *year*, the running one unless told otherwise; the tables of all years lie beside it.
    """
    member = desk.network.members.get(member_id)
    if member is None:
        message = f"{member_id} is not a member; write its id from members.yaml"
        raise NotFoundError(message)
    today = now.astimezone(ZoneInfo(desk.config.settings.zone)).date()
    own, shipped = templates[0], templates[-1]
    wordings = Wordings(read_wordings(own, shipped, "kit"))
    year = _begun(year or today.year, today)
    reports = {year: ()} | featured(member_id, desk.config)
    chosen = _days(desk, member, today)
    made: dict[Path, bytes] = {folder / "pages.css": _looks(templates)}
    colours, drawn = read_card_colours(templates), 0
    for language in desk.config.settings.languages:
        tellings = (telling_of(slot, desk.calendars, desk.network, desk.config) for slot in chosen)
        site = phrase(desk.config.settings.organisation.acronym, language)
        told_days = (kit_day(one, language, wordings) for one in tellings)
        days = [
            (one, drawable(kit_cards(one, language, site, colours, theme=_theme(one, desk, language))))
            for one in told_days
        ]
        drawn += _drawn([card for _, cards in days for card in cards], folder / language, colours)
        words = read_words(templates, language, "kit")
        files = kit_files(member, days, reports, language=language, year=year, words=words, folders=templates)
        made |= {folder / language / name: content for name, content in files.items()}
    written = sum(write(path, content) == "written" for path, content in made.items())
    return Made(len(chosen), len(reports[year]), written + drawn)


def _begun(year: int, today: date) -> int:
    if year > today.year:
        message = f"{year} has not begun, so that there is nothing to report; give {today.year} or an earlier year"
        raise NotFoundError(message)
    return year


def _theme(one: KitDay, desk: Desk, language: str) -> str:
    """Return the name of the theme that the day is about first, if it is about one."""
    taxonomy = desk.calendars.taxonomy
    labels = (taxonomy.root(theme).label for theme in one.occurrence.observance.themes)
    return next((phrase(label, language).text for label in labels), "")


def _drawn(cards: Sequence[PageCard], folder: Path, colours: Colours) -> int:
    """Draw the cards that are not there, take away those that nothing shows any more, and count the new ones."""
    new, shown = draw(cards, folder, colours), {folder / one.path for one in cards}
    for path in (folder / "pictures").glob("*.png"):
        if path not in shown and _OWN_PICTURE.fullmatch(path.name):
            path.unlink()
    return len(new)


def featured(member_id: str, config: Config) -> dict[int, tuple[Featured, ...]]:
    """Return by year, and in it by day, the posts that are public and told a member's work."""
    posts = Post.objects.filter(slot__member=member_id, state=State.PUBLISHED)
    rows = posts.order_by("day", "channel", "language").values_list("day", "channel", "language", "text", "receipt_url")
    known = (Featured(*row) for row in rows)
    shown = (
        replace(one, link=public_address(one.link, config)) for one in known if is_public(one.channel, one.link, config)
    )
    return {year: tuple(told) for year, told in groupby(shown, key=lambda one: one.day.year)}


def _days(desk: Desk, member: Member, today: date) -> list[Slot]:
    """Return the coming days of a member, each with the work of its own that fits it best."""
    calendars, initiatives = desk.calendars, desk.network.initiatives
    matcher = Matcher(initiatives.values(), calendars.taxonomy, calendars.observances.values())
    least = desk.config.settings.plan.threshold
    best: dict[str, str] = {}
    judged = Decided() if desk.is_other else decided()
    for day, matches in judged.over(matcher.all_matches(calendars.observances.values())).items():
        own = (one for one in matches if one.p >= least and initiatives[one.initiative].member == member.id)
        best.update((day, one.initiative) for one in islice(own, 1))
    brief = (one for one in calendars.observances.values() if one.id in best and one.kind in {"day", "week"})
    coming = (one for one in occurrences(brief, today, today + _AHEAD) if one.first >= today)
    return [_slot(one, member, best[one.observance.id]) for one in coming]


def _slot(one: Occurrence, member: Member, initiative: str) -> Slot:
    return Slot(f"{one.key}:kit", "day", one.first, one.key, None, member.id, initiative)


def _looks(templates: Sequence[Path]) -> bytes:
    found = (folder / "site" / "pages" / "pages.css" for folder in templates)
    return next(path for path in found if path.is_file()).read_bytes()
