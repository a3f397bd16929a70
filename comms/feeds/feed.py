"""A feed of events before it is bytes: its file, what its cover says, and what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from comms.feeds.ics_calendar import Cover, calendar
from comms.feeds.lint import MOST_EVENTS, MOST_OCTETS, findings, is_sound
from comms.feeds.lint_event import Expected
from comms.feeds.shelf import Told
from comms.feeds.words import said

_FIRST_EVENT, _END = b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n"
# How much of a feed may be filled by what is nearest, and how much nearer what comes is than what is past.
_ROOM, _PAST_WEIGHS = 0.85, 3
COLORS = {
    "all-days": ("slateblue", "#6A5ACD"),
    "un-days": ("steelblue", "#4682B4"),
    "human-rights-days": ("royalblue", "#4169E1"),
    "theme": ("seagreen", "#2E8B57"),
    "region": ("teal", "#008080"),
    "events": ("darkorange", "#FF8C00"),
    "city": ("mediumvioletred", "#C71585"),
    "plan": ("darkorchid", "#9932CC"),
    "team": ("slategray", "#708090"),
}


@dataclass(frozen=True)
class Feed:
    """One feed in one language; *source* is its public address, empty for a private one.

    *subject* and *about* fill the words of its *kind*; *words* are those that tell what it is about, if others.
    *newest* is when the last of its entries changed. *page* is the public page of what it is about,
    *labels* are its themes.
    """

    kind: str
    file: str
    language: str
    told: tuple[Told, ...]
    newest: datetime
    source: str = ""
    subject: str = ""
    about: str = ""
    words: str = ""
    page: str = ""
    labels: tuple[str, ...] = ()
    blocks: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(one.block for one in self.told))

    def content(self, changed: datetime) -> bytes:
        """Return its bytes as of *changed*."""
        return calendar(self._cover(changed), self.blocks)

    def findings(self, content: bytes, now: datetime) -> list[str]:
        """Return what is wrong with *content*, its bytes, as of *now*; only what is sound may be published."""
        head, event, _ = content.partition(_FIRST_EVENT)
        front = head + _END if event else head
        languages = (self.language,) if self.language == "en" else (self.language, "en")
        expected = Expected(languages, "PUBLIC" if self.source else "PRIVATE", now)
        sound = is_sound(front, self.blocks, expected)
        return [] if sound else [str(finding) for finding in findings(content, expected)]

    def _cover(self, changed: datetime) -> Cover:
        return Cover(
            name=said(self.kind, self.language, self.subject),
            description=said(self.words or f"{self.kind} about", self.language, self.about),
            color=COLORS[self.kind],
            changed=changed,
            source=self.source,
            page=self.page,
            labels=self.labels,
        )


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return entries by date, then by UID."""
    return tuple(sorted(told, key=lambda one: one.place))


def nearest_that_fit(told: Iterable[Told], day: date) -> list[Told]:
    """Return as many entries as leave a feed some room, those nearest to *day* first; the past is let go soonest."""
    octets = 0
    found: list[Told] = []
    for one in sorted(told, key=lambda one: (_distance(one.entry.first, day), one.entry.uid)):
        octets += len(one.block.encode())
        if octets > _ROOM * MOST_OCTETS or len(found) >= _ROOM * MOST_EVENTS:
            break
        found.append(one)
    return found


def _distance(one: date, day: date) -> int:
    days = (one - day).days
    return days if days >= 0 else -days * _PAST_WEIGHS


def newest(told: Iterable[Told], otherwise: datetime) -> datetime:
    """Return when the last of these entries changed, or *otherwise* if there is none."""
    return max((one.changed for one in told), default=otherwise)
