"""Drafts in the store: every slot of the coming weeks told on each channel in each language, once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from comms.config import Channel, Config
from comms.domain.cards import Colours
from comms.domain.channels import CHANNEL_RULES
from comms.domain.drafting import Draft, DraftError, draft
from comms.domain.network import Network
from comms.domain.planning import Slot
from comms.domain.posts import State, wall_time
from comms.domain.wordings import Wordings
from comms.errors import NotAllowedError
from comms.readers.calendars import Calendars
from comms.services.audit import DESK, record
from comms.services.story_cards import Carried, Place, Told, carried, place
from comms.services.telling import facts_of_other, telling_of
from comms.store.models import Post

_COLOURS = Colours()


@dataclass(frozen=True)
class Desk:
    """What drafting needs to know of a site; *is_other* where its network is not its own, *colours* its cards'."""

    config: Config
    calendars: Calendars
    network: Network
    wordings: Wordings
    is_other: bool = False
    colours: Colours = _COLOURS


@dataclass(frozen=True)
class Drafted:
    """The drafts of a period, and what could not be drafted, in words."""

    drafts: tuple[tuple[Slot, Channel, Draft], ...]
    problems: tuple[str, ...]


def told_on(slot: Slot, config: Config) -> Iterator[tuple[Channel, str]]:
    """Yield each channel on which *slot* is told, with each of its languages."""
    return (one for one in tongues(config) if slot.channel in {"", one[0].id})


def tongues(config: Config) -> Iterator[tuple[Channel, str]]:
    """Yield each channel with each of its languages."""
    for channel in config.settings.channels:
        for language in channel.languages or config.settings.languages:
            yield channel, language


def propose(desk: Desk, slots: Iterable[Slot], *, previous: dict[tuple[str, str, str], str] | None = None) -> Drafted:
    """Return the drafts of *slots*, in their order; *previous* holds the last wording by channel, language and kind."""
    last = dict(previous or {})
    made: list[tuple[Slot, Channel, Draft]] = []
    problems: list[str] = []
    site = facts_of_other(desk.network) if desk.is_other else None
    for slot in sorted(slots, key=lambda slot: (slot.day, slot.id)):
        told = telling_of(slot, desk.calendars, desk.network, desk.config, site=site)
        for channel, language in told_on(slot, desk.config):
            turn = (channel.id, language, slot.kind)
            try:
                one = draft(
                    slot,
                    told,
                    channel=channel.id,
                    language=language,
                    wordings=desk.wordings,
                    previous=last.get(turn),
                    limit=CHANNEL_RULES[channel.kind],
                    links=channel.carries_links,
                )
            except DraftError as error:
                problems.append(f"{channel.id}, {language}: {error}")
                continue
            last[turn] = one.wording
            made.append((slot, channel, one))
    return Drafted(tuple(made), tuple(problems))


def make_drafts(desk: Desk, slots: Iterable[Slot], *, now: datetime) -> tuple[int, tuple[str, ...]]:
    """Store the drafts that do not exist yet, with their cards; return their number and what could not be drafted."""
    known = _keys()
    fresh = [slot for slot in slots if any(key_of(slot, *tongue) not in known for tongue in told_on(slot, desk.config))]
    found = propose(desk, fresh, previous=_last_wordings())
    wanted = [one for one in found.drafts if key_of(one[0], one[1], one[2].language) not in known]
    # Drawing takes a while, and nobody should wait for it to write.
    cards = _cards(desk, wanted)
    rows = [_row(one, desk.config, now, cards.get(place(one))) for one in wanted]
    with transaction.atomic():
        known = _keys()
        new = [row for row in rows if row.key not in known]
        Post.objects.bulk_create(new)
        if new:
            record("drafted", "drafts", by=DESK, now=now, after={"posts": len(new)})
    return len(new), found.problems


def _keys() -> set[str]:
    return set(Post.objects.values_list("key", flat=True))


def _cards(desk: Desk, wanted: Collection[Told]) -> Mapping[Place, Carried]:
    """Return the cards of drafts by place, drawn and kept."""
    telling = {slot.id: telling_of(slot, desk.calendars, desk.network, desk.config) for slot, _, _ in wanted}
    return carried(((one, telling[one[0].id]) for one in wanted), desk.calendars, desk.config, desk.colours)


def differing(drafted: Drafted) -> int:
    """Return how many posts of the same days the desk keeps that these drafts do not say; none without a database."""
    keys = {key_of(slot, channel, one.language): one.text for slot, channel, one in drafted.drafts}
    kept = Post.objects.filter(day__in={slot.day for slot, _, _ in drafted.drafts})
    try:
        told = dict(kept.values_list("key", "text"))
    except DatabaseError:
        return 0
    return sum(1 for key, text in told.items() if keys.get(key) != text)


def key_of(slot: Slot, channel: Channel, language: str) -> str:
    """Return the name under which a post is known for ever."""
    return f"{slot.id}:{channel.id}:{language}"


def _last_wordings() -> dict[tuple[str, str, str], str]:
    told = Post.objects.order_by("day", "slot_id").values_list("channel", "language", "slot__kind", "wording")
    return {(channel, language, kind): wording for channel, language, kind, wording in told}


def due_at(channel: Channel, language: str, slot: Slot, config: Config) -> datetime | None:
    """Return when a post goes out: the channel's hour on the slot's day, languages one after the other.

    None where the clocks change at that very hour: a person must choose another.
    """
    order = (channel.languages or config.settings.languages).index(language)
    local = datetime.combine(slot.day, channel.at) + timedelta(minutes=order * channel.minutes_between_languages)
    try:
        return wall_time(local, config.settings.zone)
    except NotAllowedError:
        return None


def _row(told: Told, config: Config, now: datetime, card: Carried | None) -> Post:
    slot, channel, one = told
    return Post(
        key=key_of(slot, channel, one.language),
        slot_id=slot.id,
        channel=channel.id,
        account=channel.account,
        language=one.language,
        wording=one.wording,
        text=one.text,
        link=one.link,
        has_card=CHANNEL_RULES[channel.kind].has_card,
        day=slot.day,
        due_at=due_at(channel, one.language, slot, config),
        zone=config.settings.zone,
        state=State.DRAFT,
        image=card.picture if card else "",
        alt=card.alt if card else "",
        sentences=[*(asdict(sentence) for sentence in one.sentences), *([card.sentence] if card else [])],
        missing=list(one.missing),
        drafted_at=now,
    )
