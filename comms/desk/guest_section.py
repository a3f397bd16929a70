"""Guest links on the page of a story: what can be shared, and what became of the links that were made."""

from dataclasses import dataclass
from datetime import datetime

from comms import app
from comms.services.guests import LANGUAGES, MOST_DAYS, SHOWN, USUAL_DAYS, lives
from comms.store.models import GuestLink, Post, Slot


@dataclass(frozen=True)
class Row:
    """A link with whether it leads anywhere, and how many posts it shows."""

    link: GuestLink
    lives: bool
    posts: int


@dataclass(frozen=True)
class GuestSection:
    """What the page of a story tells of guest links; *made* is the address of one that is shown this once."""

    made: str
    rows: list[Row]
    posts: list[Post]
    languages: tuple[str, ...]
    speaks_for: bool
    zone: str
    usual_days: int = USUAL_DAYS
    most_days: int = MOST_DAYS


def guest_section(slot: Slot, now: datetime, *, made: str = "") -> GuestSection:
    """Return the section of *slot*."""
    links = slot.guest_links.select_related("made_by").prefetch_related("posts")
    rows = [Row(link, lives(link, now), len(link.posts.all())) for link in links]
    posts = list(slot.posts.filter(state__in=SHOWN).order_by("language", "due_at", "channel"))
    return GuestSection(made, rows, posts, LANGUAGES, bool(slot.initiative), app.config().settings.zone)
