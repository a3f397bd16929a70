"""What private feeds say of the plan: to the desk its posts and editions, to a member what is told of its work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from comms.domain.posts import State
from comms.feeds.feed_event import FeedEvent, Status
from comms.feeds.ics_text import without_markup
from comms.feeds.words import said

_SHOWN_FOR = timedelta(minutes=15)
_LONGEST_TEXT = 200
_OVER = {State.WITHDRAWN, State.MISSED}
_OPEN = {State.DRAFT, State.IN_REVIEW}
_NOT_IN_A_UID = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True)
class PlannedPost:
    """One post of a group: its language, state, hour and text."""

    language: str
    state: str
    due_at: datetime | None
    text: str


@dataclass(frozen=True)
class PlannedGroup:
    """The posts of one slot on one channel, told as one event; *channel* is its id, *label* what people call it."""

    slot: str
    channel: str
    label: str
    day: date
    written: date
    title: str
    posts: Sequence[PlannedPost]
    page: str = ""


def group_entry(group: PlannedGroup, language: str, *, host: str, zone: str) -> FeedEvent:
    """Return what the team's feed says of a group: in the title its states, below it each post with its text."""
    hours = [post.due_at for post in group.posts if post.due_at]
    states = {State(post.state): None for post in group.posts}
    summary = f"{group.label}: {group.title} ({', '.join(_state(one, language) for one in states)})"
    status = _status(states)
    return FeedEvent(
        uid=f"{_plain(group.slot)}.{group.channel}.post@{host}",
        changed=group.written,
        first=group.day,
        last=group.day,
        summary=said("cancelled", language, summary) if status == "CANCELLED" else summary,
        language=language,
        description=without_markup("\n\n".join(_post(post, language, zone) for post in group.posts)),
        url=group.page,
        status=status,
        hours=(min(hours), max(hours) + _SHOWN_FOR) if hours else None,
        is_private=True,
    )


def _status(states: dict[State, None]) -> Status:
    if states.keys() <= _OVER:
        return "CANCELLED"
    return "TENTATIVE" if states.keys() & _OPEN else "CONFIRMED"


def _post(post: PlannedPost, language: str, zone: str) -> str:
    hour = f" {post.due_at.astimezone(ZoneInfo(zone)):%H:%M}" if post.due_at else ""
    return f"{post.language.upper()}{hour}: {_state(post.state, language)}\n{shortened(post.text)}"


def shortened(text: str) -> str:
    """Return the start of a long text: the whole of it stands at the desk, where the entry leads."""
    if len(text) <= _LONGEST_TEXT:
        return text
    start = text[:_LONGEST_TEXT]
    return f"{start.rpartition(' ')[0] or start} …"


def edition_entry(month: date, due: date, language: str, *, host: str) -> FeedEvent:
    """Return what the team's feed says of a newsletter edition that was written for *month*."""
    title = said("edition", language, f"{month:%Y-%m}")
    return FeedEvent(
        uid=f"{month:%Y-%m}.edition@{host}",
        changed=due,
        first=due,
        last=due,
        summary=f"{title} ({said('states written', language)})",
        language=language,
        is_private=True,
    )


@dataclass(frozen=True)
class PlannedFeature:
    """What a member is told of a slot in which it is featured; never the text of a draft."""

    slot: str
    day: date
    written: date
    title: str
    initiative: str
    page: str
    states: Sequence[str]


def feature_entry(feature: PlannedFeature, language: str, *, host: str) -> FeedEvent:
    """Return what a member's private feed says of a slot: what it may count on only once it is published."""
    states = dict.fromkeys(feature.states) or {"planned": None}
    told = [feature.initiative] if feature.initiative else []
    cancelled = states.keys() <= _OVER
    return FeedEvent(
        uid=f"{_plain(feature.slot)}.plan@{host}",
        changed=feature.written,
        first=feature.day,
        last=feature.day,
        summary=said("cancelled", language, feature.title) if cancelled else feature.title,
        language=language,
        description=without_markup("\n".join([*told, ", ".join(_state(one, language) for one in states)])),
        url=feature.page,
        status="CANCELLED" if cancelled else "CONFIRMED" if State.PUBLISHED in states else "TENTATIVE",
        is_private=True,
    )


def _state(state: str, language: str) -> str:
    return said(f"states {state}", language)


def _plain(slot: str) -> str:
    return _NOT_IN_A_UID.sub(".", slot)
