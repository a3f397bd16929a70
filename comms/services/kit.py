"""A member's kit: adaptable texts and pictures for its days, and the report of where its work was featured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from comms.domain.kit import Featured, kit_day
from comms.domain.matching import Matcher
from comms.domain.network import Member
from comms.domain.observances import Occurrence, occurrences
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.domain.wordings import Wordings
from comms.errors import NotFoundError
from comms.feeds.files import write
from comms.pages.kit import kit_files
from comms.readers.wordings import read_wordings
from comms.readers.words import read_words
from comms.services.drafts import Desk
from comms.services.telling import telling_of
from comms.store.models import Post

_AHEAD = timedelta(days=364)


@dataclass(frozen=True)
class Made:
    """What a kit holds, and how many of its files were new or different."""

    days: int
    featured: int
    written: int


def make(desk: Desk, templates: Sequence[Path], member_id: str, folder: Path, *, now: datetime) -> Made:
    """Write the kit of a member into *folder*, a folder for each language of the site."""
    member = desk.network.members.get(member_id)
    if member is None:
        message = f"{member_id} is not a member; write its id from members.yaml"
        raise NotFoundError(message)
    today = now.astimezone(ZoneInfo(desk.config.settings.zone)).date()
    own, shipped = templates[0], templates[-1]
    wordings = Wordings(read_wordings(own, shipped, "kit"))
    told, chosen = featured(member_id, today.year), _days(desk, member, today)
    made: dict[Path, bytes] = {folder / "pages.css": _looks(templates)}
    for language in desk.config.settings.languages:
        tellings = (telling_of(slot, desk.calendars, desk.network, desk.config) for slot in chosen)
        days = [kit_day(one, language, wordings) for one in tellings]
        words = read_words(templates, language, "kit")
        files = kit_files(member, days, told, language=language, year=today.year, words=words, folders=templates)
        made |= {folder / language / name: content for name, content in files.items()}
    written = sum(write(path, content) == "written" for path, content in made.items())
    return Made(len(chosen), len(told), written)


def featured(member_id: str, year: int) -> tuple[Featured, ...]:
    """Return the posts of a year that were published and told a member's work, by day."""
    posts = Post.objects.filter(slot__member=member_id, state=State.PUBLISHED, day__year=year)
    rows = posts.order_by("day", "channel", "language").values_list("day", "channel", "language", "text", "receipt_url")
    return tuple(Featured(*row) for row in rows)


def _days(desk: Desk, member: Member, today: date) -> list[Slot]:
    """Return the coming days of a member, each with the work of its own that fits it best."""
    calendars, initiatives = desk.calendars, desk.network.initiatives
    matcher = Matcher(initiatives.values(), calendars.taxonomy, calendars.observances.values())
    least = desk.config.settings.plan.threshold
    best: dict[str, str] = {}
    for day, matches in matcher.all_matches(calendars.observances.values()).items():
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
