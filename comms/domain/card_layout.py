"""Where everything on a card is written: fitted to the card, never smaller than a telephone can show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Literal

from comms.domain.cards import Colours, Facts, Size
from comms.domain.scripts import runs_right_to_left
from comms.domain.wrapping import Width, balanced, cut, has_long_word, words_of, wrapped

Face = Literal["serif-bold", "sans-regular", "sans-bold"]
Measure = Callable[[str, Face, int], float]

# On a telephone a card is this wide, and nothing on it is smaller than this.
PHONE, LEAST = 390, 11
# Half the height of capitals beside the size of their letters: so far below the middle they stand.
_RISE = 0.36
_STEPS = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.36, 0.28)
# More lines than these are read more easily in smaller letters, as long as those are large enough.
_MOST_LINES = 4


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    left: int
    top: int
    width: int
    height: int
    colour: str


@dataclass(frozen=True)
class Line:
    """A line of text: it begins or, where it stands at the right, ends at *x*; *y* is where its letters stand."""

    text: str
    face: Face
    size: int
    x: int
    y: int
    colour: str
    ground: str
    at_right: bool = False

    @property
    def runs_right_to_left(self) -> bool:
        """Tell in which direction the line is read."""
        return runs_right_to_left(self.text)


@dataclass(frozen=True)
class Card:
    """A card as it is drawn."""

    size: Size
    ground: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Block:
    """One of the texts above each other, before its size is known; *share* is its size beside the largest."""

    text: str
    face: Face
    share: float
    colour: str
    may_be_cut: bool = False


@dataclass(frozen=True)
class _Set:
    """A block in lines of one size."""

    block: _Block
    size: int
    lines: list[str]

    @property
    def step(self) -> int:
        """Return how far its lines are apart; letters of the Near East reach higher and lower."""
        return ceil(self.size * (1.5 if runs_right_to_left(self.block.text) else 1.2))

    @property
    def height(self) -> int:
        """Return how high all its lines are."""
        return self.step * len(self.lines)


class _Room:
    """The measures of one card."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.edge = round(size.width / 15)
        self.least = ceil(LEAST * size.width / PHONE)
        self.largest = round(sqrt(size.width * size.height) / 9.5)
        self.foot = round(self.least * 2.4)
        self.bar = round(self.edge / 8)
        self.width = size.width - 2 * self.edge
        self.height = size.height - self.foot - round(self.edge * 1.6) - self.bar
        self.gap = round(self.least * 0.6)


def laid_out(facts: Facts, size: Size, colours: Colours, measure: Measure) -> Card:
    """Return where everything of *facts* stands on a card of *size*; *measure* tells how wide a text is."""
    room = _Room(size)
    sets = _fitted(list(_blocks(facts, colours)), room, measure)
    at_right = runs_right_to_left(facts.heading)
    x = size.width - room.edge if at_right else room.edge
    boxes = (
        Box(0, 0, size.width, room.bar, colours.accent),
        Box(0, size.height - room.foot, size.width, room.foot, colours.accent),
    )
    foot = _foot(facts.site, room, colours, measure)
    lines = (*_placed(sets, room, colours), foot)
    placed = tuple(replace(line, x=x, at_right=at_right) for line in lines)
    return Card(size, colours.paper, boxes, placed)


def _foot(name: str, room: _Room, colours: Colours, measure: Measure) -> Line:
    width = _width(measure, "sans-bold", room.least)
    (text,) = cut(wrapped(name, room.width, width), 1, room.width, width)
    middle = room.size.height - room.foot / 2
    return Line(text, "sans-bold", room.least, 0, round(middle + room.least * _RISE), colours.on_accent, colours.accent)


def _blocks(facts: Facts, colours: Colours) -> Iterator[_Block]:
    written = (
        _Block(facts.kicker, "sans-bold", 0.4, colours.accent, may_be_cut=True),
        _Block(facts.heading, "serif-bold", 1.0, colours.ink),
        _Block(facts.when, "sans-regular", 0.44, colours.ink),
        _Block(facts.beneath, "sans-bold", 0.44, colours.ink, may_be_cut=True),
    )
    return (one for one in written if words_of(one.text))


def _width(measure: Measure, face: Face, size: int) -> Width:
    return lambda text: measure(text, face, size)


def _fitted(blocks: list[_Block], room: _Room, measure: Measure) -> list[_Set]:
    """Return *blocks* as large as they fit; at the least size, what is too long is cut."""
    for step in _STEPS:
        sets = [_set(block, _size(block, step, room), room, measure) for block in blocks]
        is_long = any(len(one.lines) > _MOST_LINES for one in sets)
        if _height(sets, room) <= room.height and not is_long and not _has_long_word(sets, room, measure):
            return sets
    sets = [_set(block, room.least, room, measure) for block in blocks]
    # Where something must go, the heading goes last.
    for gives_way in (True, False):
        while _height(sets, room) > room.height and _shorten(sets, room, measure, may_be_cut=gives_way):
            pass
    return sets


def _size(block: _Block, step: float, room: _Room) -> int:
    return max(room.least, round(room.largest * block.share * step))


def _set(block: _Block, size: int, room: _Room, measure: Measure) -> _Set:
    return _Set(block, size, balanced(block.text, room.width, _width(measure, block.face, size)))


def _height(sets: list[_Set], room: _Room) -> int:
    return sum(one.height for one in sets) + room.gap * (len(sets) - 1)


def _has_long_word(sets: list[_Set], room: _Room, measure: Measure) -> bool:
    return any(has_long_word(one.block.text, room.width, _width(measure, one.block.face, one.size)) for one in sets)


def _shorten(sets: list[_Set], room: _Room, measure: Measure, *, may_be_cut: bool) -> bool:
    """Take a line from the longest block that may give way; tell whether there was one."""
    found = [place for place, one in enumerate(sets) if len(one.lines) > 1 and one.block.may_be_cut is may_be_cut]
    if not found:
        return False
    place = max(found, key=lambda place: len(sets[place].lines))
    one = sets[place]
    width = _width(measure, one.block.face, one.size)
    sets[place] = _Set(one.block, one.size, cut(one.lines, len(one.lines) - 1, room.width, width))
    return True


def _placed(sets: list[_Set], room: _Room, colours: Colours) -> Iterator[Line]:
    top = room.bar + round(room.edge * 0.8) + (room.height - _height(sets, room)) // 2
    for one in sets:
        for text in one.lines:
            baseline = top + round(one.step / 2 + one.size * _RISE)
            yield Line(text, one.block.face, one.size, 0, baseline, one.block.colour, colours.paper)
            top += one.step
        top += room.gap
