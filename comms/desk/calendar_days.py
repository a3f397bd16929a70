"""The days of the calendar with all that lies on them: observances, events, stories with their posts, silences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from comms import app
from comms.desk import sayings
from comms.desk.calendar_filters import Filters, wanted
from comms.desk.calendar_silences import Silence, editions, silences
from comms.desk.subjects import Subject, subjects
from comms.domain.events import Event
from comms.domain.observances import LEADING, TIERS, Observance, Occurrence, occurrences
from comms.domain.posts import State
from comms.domain.reasons import Reason
from comms.services import blackouts, holds
from comms.store.calendar_posts import counts_of, may_be_held, posts_of, shown_of, undrafted
from comms.store.models import Post


@dataclass(frozen=True)
class Line:
    """The posts of a story on one channel."""

    channel: str
    posts: list[Post]


@dataclass(frozen=True)
class Story:
    """What is told on a day, with its posts by channel; none where it is only planned."""

    subject: Subject
    lines: list[Line]


@dataclass
class CalendarDay:
    """A day; what lasts several days stands on the first of them that is shown."""

    day: date
    is_inside: bool
    observances: list[Occurrence] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    silences: list[Silence] = field(default_factory=list)
    edition: date | None = None
    is_open: bool = False

    @property
    def leading(self) -> list[Occurrence]:
        """Return the observances that lead or are featured."""
        return [one for one in self.observances if one.observance.tier in LEADING]

    @property
    def untold(self) -> list[Occurrence]:
        """Return those of them that no story of the day tells: its title says the same."""
        return [one for one in self.leading if one.observance not in self._told]

    @property
    def other_events(self) -> list[Event]:
        """Return the events that no story of the day tells."""
        return [one for one in self.events if one not in self._told]

    @property
    def _told(self) -> list[Observance | Event | None]:
        told = (story.subject for story in self.stories if story.subject.slot.kind != "countdown")
        return [one.observance or one.event for one in told]

    @property
    def others(self) -> list[Occurrence]:
        """Return the observances that do not."""
        return [one for one in self.observances if one.observance.tier not in LEADING]

    @property
    def posts(self) -> list[Post]:
        """Return the posts that are shown, by their hours; those without one come first."""
        found = (post for story in self.stories for line in story.lines for post in line.posts)
        return sorted(found, key=_by_hour)

    def at_hour(self, hour: int, zone: str) -> list[Post]:
        """Return the posts of an hour of the day in *zone*."""
        place = ZoneInfo(zone)
        return [post for post in self.posts if post.due_at and post.due_at.astimezone(place).hour == hour]

    def by_story(self, posts: Iterable[Post]) -> list[tuple[Subject, list[Post]]]:
        """Return *posts* of the day by story, each where its first post stands."""
        told = {story.subject.slot.id: story.subject for story in self.stories}
        found: dict[str, list[Post]] = {}
        for post in posts:
            found.setdefault(post.slot_id, []).append(post)
        return [(told[slot], of_slot) for slot, of_slot in found.items()]

    @property
    def without_hour(self) -> list[Post]:
        """Return the posts of which somebody has to choose the hour."""
        return [post for post in self.posts if post.due_at is None]

    @property
    def planned(self) -> list[Story]:
        """Return the stories that have no post yet."""
        return [story for story in self.stories if not story.lines]

    @property
    def more(self) -> int:
        """Return how many posts are not shown."""
        return sum(self.counts.values()) - sum(1 for _ in self.posts)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all falls on the day."""
        return not (self.observances or self.events or self.stories or self.counts or self.silences or self.edition)


@dataclass(frozen=True)
class Shown:
    """The days of a period, its posts counted by state, and what lasts longer than any of its days."""

    days: list[CalendarDay]
    counts: Counter[str]
    all_year: list[Occurrence]

    @property
    def open(self) -> list[CalendarDay]:
        """Return the days to come that lead or are featured, and on which nothing is planned."""
        return [one for one in self.days if one.is_open]

    @property
    def total(self) -> int:
        """Return how many posts there are."""
        return sum(self.counts.values())


def days_of(period: Sequence[date], filters: Filters, *, most: int, month: int | None = None) -> Shown:
    """Return the days of *period*, each with *most* posts at most; outside of *month* they are not counted."""
    days = {day: CalendarDay(day, month is None or day.month == month) for day in period}
    first, last = period[0], period[-1]
    all_year = _put_occasions(days, filters)
    _put_posts(days, filters, most)
    for day, found in silences(first, last, app.config()).items():
        days[day].silences = found
    for day, of_month in editions(first, last, app.config()).items() if not filters.chosen else ():
        days[day].edition = of_month
    today = app.today(app.config().settings.zone)
    for one in days.values():
        nothing = not (one.stories or one.counts or filters.chosen)
        begins = any(each.first == one.day for each in one.leading)
        one.is_open = nothing and one.is_inside and one.day >= today and begins
    counts = sum((one.counts for one in days.values() if one.is_inside), Counter[str]())
    return Shown(list(days.values()), _in_order(counts), all_year)


def _in_order(counts: Counter[str]) -> Counter[str]:
    return Counter({str(state): counts[state] for state in State if counts[state] > 0})


def _put_occasions(days: dict[date, CalendarDay], filters: Filters) -> list[Occurrence]:
    """Put observances and events on their days; return the years and decades under way."""
    calendars, all_year = app.calendars(), []
    first, last = min(days), max(days)
    for one in occurrences(calendars.observances.values(), first, last):
        if not filters.fits(one.observance.themes, one.observance.tier):
            continue
        if one.observance.is_period:
            all_year.append(one)
        else:
            days[max(first, one.first)].observances.append(one)
    for day in days.values():
        day.observances.sort(key=lambda one: TIERS.index(one.observance.tier))
    for event in filter(lambda event: filters.fits(event.themes, None), calendars.events.values()):
        if event.first and event.last and event.first <= last and event.last >= first:
            days[max(first, event.first)].events.append(event)
    return all_year


def _put_posts(days: dict[date, CalendarDay], filters: Filters, most: int) -> None:
    first, last = min(days), max(days)
    asked = wanted(filters, first, last)
    posts = posts_of(first, last, asked)
    for day, counts in counts_of(posts).items():
        days[day].counts = counts
    held = _count_held(days, may_be_held(posts, only_works=not _may_hold_anything()))
    shown = shown_of(posts, most)
    _mark(shown, held)
    planned = [] if filters.of_posts else undrafted(first, last, kind=asked.kind, slots=asked.slots)
    told = subjects([*(post.slot for post in shown), *planned])
    for day, of_day in groupby(shown, key=lambda post: post.day):
        days[day].stories = [
            Story(told[slot], _lines(of_slot)) for slot, of_slot in groupby(of_day, key=lambda post: post.slot_id)
        ]
    for slot in planned:
        days[slot.day].stories.append(Story(told[slot.id], []))


def _may_hold_anything() -> bool:
    """Tell whether a pause or a blackout may hold more than what tells somebody's work."""
    silent = any(one.silences_all for one in blackouts.known(app.config()))
    return silent or bool(holds.pauses_since(app.now()))


def _count_held(days: dict[date, CalendarDay], posts: list[Post]) -> dict[int, Reason]:
    """Count as held what a pause, a blackout or a consent holds as things stand; return why, by the post's id."""
    held = holds.reasons(posts, app.config(), now=app.now())
    for post in posts:
        if post.pk in held:
            days[post.day].counts[post.state] -= 1
            days[post.day].counts[State.HELD_LATE] += 1
    for one in days.values():
        one.counts = _in_order(one.counts)
    return held


def _lines(posts: Iterable[Post]) -> list[Line]:
    lines = [Line(channel, list(of_channel)) for channel, of_channel in groupby(posts, key=lambda post: post.channel)]
    return sorted(lines, key=lambda line: _by_hour(line.posts[0]))


def _by_hour(post: Post) -> tuple[bool, datetime | None, str]:
    return post.due_at is not None, post.due_at, post.key


def _mark(posts: list[Post], held: dict[int, Reason]) -> None:
    """Put on each post why it is held, in words: each reason is worded once, however many it holds."""
    worded: dict[str, str] = {}
    for post in posts:
        why = held.get(post.pk)
        if why and repr(why) not in worded:
            worded[repr(why)] = sayings.reason(why.code, why.values)
        post.held_for = worded[repr(why)] if why else ""  # type: ignore[attr-defined]
