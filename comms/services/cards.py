"""Cards on disk: drawn once each, since the name of a picture's file says what is on it."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from comms.domain.cards import Colours
from comms.feeds.files import write
from comms.pages.cards import PageCard
from comms.pictures.drawing import card
from comms.pictures.faces import can_shape

_PAINTERS = 4


def drawable(cards: Iterable[PageCard]) -> list[PageCard]:
    """Return those of *cards* that can be drawn here; letters that stand apart and backwards are no writing."""
    return [one for one in cards if can_shape() or not one.facts.needs_shaping()]


def draw(cards: Iterable[PageCard], folder: Path, colours: Colours) -> tuple[str, ...]:
    """Draw those of *cards* that are not in *folder*; return where the new ones are."""
    missing = [one for one in cards if not (folder / one.path).is_file()]

    def put(one: PageCard) -> str:
        write(folder / one.path, card(one.facts, one.size, colours))
        return one.path

    # Half the time goes into waiting for the disk, once a file: several wait at once.
    with ThreadPoolExecutor(_PAINTERS) as painters:
        return tuple(painters.map(put, missing))
