"""A site of 2030's size in a folder of its own: 1,000 members, 5,000 works, three years of 10,000 posts each.

The members and works are the shipped ones, told again under other ids; the posts tell real days. Seeded: everybody
measures the same.
"""

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comms.domain.network import Initiative, Member, Network
from comms.domain.observances import Occurrence, occurrences
from comms.domain.posts import State
from comms.readers.calendars import Calendars, read_calendars

if TYPE_CHECKING:
    from comms.store.models import Person, Post, Slot

MEMBERS, WORKS, YEARS, POSTS_A_YEAR = 1_000, 5_000, 3, 10_000
PLACES = [(channel, language) for channel in ("x", "linkedin", "website") for language in ("en", "es", "fr")]
SLOTS_A_YEAR = POSTS_A_YEAR // len(PLACES)
AHEAD = timedelta(days=90)
SEED = 2030
_A_FILE = 200
_FACT = {"text": "120 cities", "field": "site:members", "source": "config.yaml", "confidence": "known"}


def write(folder: Path, shipped: Path, site_file: Path) -> None:
    """Write the site's configuration and its calendars into *folder*."""
    shutil.copy(site_file, folder / "config.yaml")
    shutil.copytree(shipped, folder / "calendars")
    network = read_calendars(shipped).network
    members = list(_again(network.members.values(), MEMBERS))
    works = list(_works(network, [one.id for one in members]))
    (folder / "calendars" / "members.yaml").write_text(_written("members", members), encoding="utf-8")
    shutil.rmtree(folder / "calendars" / "initiatives")
    (folder / "calendars" / "initiatives").mkdir()
    for start in range(0, WORKS, _A_FILE):
        path = folder / "calendars" / "initiatives" / f"works-{start:05d}.yaml"
        path.write_text(_written("initiatives", works[start : start + _A_FILE]), encoding="utf-8")


def _again(known: Iterable[Member], wanted: int) -> Iterator[Member]:
    listed = list(known)
    for number in range(wanted):
        one, turn = listed[number % len(listed)], number // len(listed)
        yield one if turn == 0 else one.model_copy(update={"id": f"{one.id}-{turn}"})


def _works(network: Network, members: list[str]) -> Iterator[Initiative]:
    listed, dice = list(network.initiatives.values()), random.Random(SEED)
    for number in range(WORKS):
        one, turn = listed[number % len(listed)], number // len(listed)
        yield one if turn == 0 else one.model_copy(update={"id": f"{one.id}-{turn}", "member": dice.choice(members)})


def _written(key: str, entries: Iterable[Member | Initiative]) -> str:
    # JSON is YAML, and a date stands in it as text.
    listed = [one.model_dump(mode="json", exclude_defaults=True) for one in entries]
    return json.dumps({"changed": "2026-01-01", key: listed}, ensure_ascii=False)


def fill(calendars: Calendars, *, by: "Person", other: "Person", now: datetime) -> None:
    """Fill the database with the network, and with slots, posts and all that is known of them."""
    from comms.services.network import load

    load(calendars.network, now=now)
    slots = _slots(calendars, now)
    posts = _posts(slots, by, now)
    _acts(posts, by, other, now)
    _words(calendars, slots, by, now)


def _slots(calendars: Calendars, now: datetime) -> "list[Slot]":
    from comms.store.models import Slot

    dice, works = random.Random(SEED), list(calendars.network.initiatives.values())
    last = now.date() + AHEAD
    first = last - timedelta(days=365 * YEARS)
    days = [one for one in occurrences(calendars.observances.values(), first, last) if first <= one.first <= last]
    rows = {}
    for number in range(SLOTS_A_YEAR * YEARS):
        one = days[number % len(days)]
        row = _slot(one, number // len(days), dice.choice(works), now)
        rows[row.id] = row
    return Slot.objects.bulk_create(rows.values())


def _slot(one: Occurrence, turn: int, work: Initiative, now: datetime) -> "Slot":
    from comms.store.models import Slot

    reason = {"code": "word found", "values": {"word": "rights", "theme": "human-rights-general", "place": "title"}}
    return Slot(
        id=f"{one.key}:told" if turn == 0 else f"{one.key}:also-{turn}-{work.member}"[:120],
        kind="spotlight",
        day=one.first,
        occurrence=one.key,
        member=work.member,
        initiative=work.id,
        reasons=[reason],
        next_best=[],
        planned_at=now,
    )


def _posts(slots: "Iterable[Slot]", by: "Person", now: datetime) -> "list[Post]":
    from comms.store.models import Post

    dice = random.Random(SEED)
    made = [_post(slot, channel, language, by, now, dice) for slot in slots for channel, language in PLACES]
    return Post.objects.bulk_create(made, batch_size=500)


def _post(  # noqa: PLR0913, PLR0917 - a post is made of these
    slot: "Slot", channel: str, language: str, by: "Person", now: datetime, dice: random.Random
) -> "Post":
    from comms.store.models import Post

    due = datetime.combine(slot.day, time(8, 30), UTC)
    state = _state(slot.day, now.date(), dice)
    # Every text is another one: nobody says the same thing thousands of times.
    text = f"{slot.day:%d.%m.%Y}, {slot.id}: the city of {slot.member} listens to its residents. {dice.random():.9f}"
    sentence = {"text": text, "facts": [_FACT | {"needs_check": False}, _FACT | {"needs_check": True}]}
    is_out = state == State.PUBLISHED
    return Post(
        key=f"{slot.id}:{channel}:{language}",
        slot=slot,
        channel=channel,
        account="www" if channel == "website" else "noc",
        language=language,
        wording="plain",
        text=text,
        link="https://example.org/work",
        has_card=True,
        day=slot.day,
        due_at=due,
        zone="Europe/Madrid",
        state=state,
        submitted_by=None if state == State.DRAFT else by,
        sentences=[sentence, sentence],
        published_at=due if is_out else None,
        receipt_id=slot.id if is_out else "",
        receipt_url="https://example.org/post" if is_out else "",
        drafted_at=now,
    )


def _state(day: date, today: date, dice: random.Random) -> State:
    if day < today:
        (state,) = dice.choices((State.PUBLISHED, State.MISSED, State.FAILED, State.WITHDRAWN), (960, 25, 5, 10))
    else:
        (state,) = dice.choices((State.DRAFT, State.IN_REVIEW, State.SCHEDULED), (60, 10, 30))
    return state


def _acts(posts: "Iterable[Post]", by: "Person", other: "Person", now: datetime) -> None:
    """Write approvals, deliveries and the lines of the audit, four a post."""
    from comms.domain.message import fingerprint, stored_form
    from comms.services.messages import message_of
    from comms.store.models import Approval, AuditLine, Delivery

    approvals, deliveries, lines = [], [], []
    for post in posts:
        for act, who in (("drafted", "the desk"), ("edited", by), ("submitted", by), ("approved", other)):
            lines.append(AuditLine(at=now, who=str(who), act=act, subject=f"post:{post.pk}", after={"state": "draft"}))
        if post.state in {State.PUBLISHED, State.SCHEDULED, State.FAILED, State.MISSED}:
            message = message_of(post)
            code, form = fingerprint(message), stored_form(message)
            approvals.append(Approval(post=post, fingerprint=code, message=form, by=other, at=now))
        if post.state in {State.PUBLISHED, State.FAILED}:
            state = "confirmed" if post.state == State.PUBLISHED else "refused"
            deliveries.append(
                Delivery(
                    post=post, attempt=1, fingerprint="", state=state, claimed_at=post.due_at, ended_at=post.due_at
                )
            )
    for line in lines:
        line.stamp()
    Approval.objects.bulk_create(approvals, batch_size=500)
    Delivery.objects.bulk_create(deliveries, batch_size=500)
    AuditLine.objects.bulk_create(lines, batch_size=500)


def _words(calendars: Calendars, slots: "list[Slot]", by: "Person", now: datetime) -> None:
    """Write what members said about their work, what editors decided, and what is silent."""
    from comms.store.models import Blackout, Consent, Pause, Verdict

    works, dice = list(calendars.network.initiatives), random.Random(SEED)
    said = [Consent(initiative_id=one, state="given", said_by="mayor", recorded_by=by, at=now) for one in works]
    Consent.objects.bulk_create(said, batch_size=500)
    decided: list[dict[str, Any]] = [
        {"kind": dice.choice(("accept", "reject")), "initiative": one.initiative, "occurrence": one.occurrence}
        for one in dice.sample(slots, 300)
    ]
    Verdict.objects.bulk_create(
        Verdict(**one, observance=one["occurrence"].rsplit("-", 1)[0], why="other", text="So it is.", by=by, at=now)
        for one in decided
    )
    members, today = list(calendars.network.members), now.date()
    Blackout.objects.bulk_create(
        Blackout(first=today, last=today + timedelta(days=40), member=one, note="Elections.", who="ana")
        for one in members[:100]
    )
    Pause.objects.bulk_create(
        Pause(kind="member", value=one, reason="flood", who="ana", starts_at=now - timedelta(days=1))
        for one in members[100:120]
    )
