"""The cards of drafts: drawn once each, whatever number of posts carries them, and kept with the posts' pictures."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from comms.config import Channel, Config
from comms.domain.cards import Colours, Facts, Size
from comms.domain.channels import CHANNEL_RULES
from comms.domain.drafting import Draft
from comms.domain.message import link_within
from comms.domain.planning import Slot
from comms.domain.story_card import StoryCard, story_card
from comms.domain.telling import Telling, values
from comms.readers.calendars import Calendars
from comms.services.picture_library import PICTURE, library

_PAINTERS = 4
Told = tuple[Slot, Channel, Draft]
# A draft's slot, channel and language.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Carried:
    """A drawn card: the name of its picture, and what it says in words, with the facts."""

    picture: str
    card: StoryCard

    @property
    def alt(self) -> str:
        """Return the alternative text."""
        return self.card.facts.alt()

    @property
    def sentence(self) -> dict[str, Any]:
        """Return the sentence to store with the post: it stays there when the picture is taken off."""
        return asdict(self.card.sentence()) | {PICTURE: self.picture}


def carried(
    told: Iterable[tuple[Told, Telling]], calendars: Calendars, config: Config, colours: Colours
) -> Mapping[Place, Carried]:
    """Draw the cards that the drafts carry, and return them by place."""
    wanted = {
        place(one): (found, CHANNEL_RULES[one[1].kind].picture)
        for one, telling in told
        if takes_card(one[1], one[2]) and (found := _card(one[0], telling, one[2].language, calendars)) is not None
    }
    drawn = _drawn({(found.facts, size) for found, size in wanted.values()}, config, colours)
    return {key: Carried(drawn[found.facts, size], found) for key, (found, size) in wanted.items()}


def place(told: Told) -> Place:
    """Return where a draft is told."""
    slot, channel, one = told
    return slot.id, channel.id, one.language


def takes_card(channel: Channel, one: Draft) -> bool:
    """Tell whether a draft can carry a picture: a caption may have to be short, and a card of a link leaves for it."""
    rules = CHANNEL_RULES[channel.kind]
    loses_link = rules.has_card and one.link != link_within(one.text, one.link)
    return channel.pictures == "card" and rules.fits_with_picture(one.text) and not loses_link


def _card(slot: Slot, telling: Telling, language: str, calendars: Calendars) -> StoryCard | None:
    from comms.pictures.faces import can_shape  # noqa: PLC0415 - what draws is loaded by those who draw

    theme = calendars.taxonomy.root(telling.themes[0].id) if telling.themes else None
    found = story_card(values(telling, slot.kind, slot.day, language), language, theme)
    return None if found is None or (found.facts.needs_shaping() and not can_shape()) else found


def draw_again(
    told: tuple[Slot, Telling, str], kind: str, calendars: Calendars, config: Config, colours: Colours
) -> str:
    """Draw and keep the card of a story on a channel of *kind*; return its name, nothing where it has no card."""
    slot, telling, language = told
    found = _card(slot, telling, language, calendars)
    if found is None:
        return ""
    wanted = found.facts, CHANNEL_RULES[kind].picture
    return _drawn({wanted}, config, colours)[wanted]


def _drawn(wanted: set[tuple[Facts, Size]], config: Config, colours: Colours) -> Mapping[tuple[Facts, Size], str]:
    from comms.pictures.drawing import card  # noqa: PLC0415 - the same

    pictures, each = library(config), sorted(wanted, key=repr)
    # Half the time goes into waiting for the disk, once a file: several wait at once.
    with ThreadPoolExecutor(_PAINTERS) as painters:
        return dict(
            zip(each, painters.map(lambda one: pictures.keep(card(one[0], one[1], colours)), each), strict=True)
        )
