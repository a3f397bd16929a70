"""From a card's description to its PNG."""

from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from comms.domain.card_layout import Card, Line, laid_out
from comms.domain.cards import Colours, Facts, Size
from comms.pictures.faces import direction, font, measure

# Between a letter's colour and its ground there are this many steps: no eye sees more, and the file stays small.
_SHADES = 16
_MORE_THAN_NOTHING = 8


def card(facts: Facts, size: Size, colours: Colours) -> bytes:
    """Return *facts* as a card."""
    return png(laid_out(facts, size, colours, measure))


def png(description: Card) -> bytes:
    """Return *description* as a PNG, without a word of when or by what it was made."""
    pairs = list(dict.fromkeys((line.ground, line.colour) for line in description.lines))
    flat = list(dict.fromkeys([description.ground, *(box.colour for box in description.boxes)]))
    picture = Image.new("P", (description.size.width, description.size.height), 0)
    picture.putpalette([part for colour in (*map(_rgb, flat), *_ramps(pairs)) for part in colour])
    pen = ImageDraw.Draw(picture)
    for box in description.boxes:
        pen.rectangle((box.left, box.top, box.left + box.width - 1, box.top + box.height - 1), flat.index(box.colour))
    for line in description.lines:
        _write(picture, line, len(flat) + _SHADES * pairs.index((line.ground, line.colour)))
    found = BytesIO()
    picture.save(found, "PNG", compress_level=6)
    return found.getvalue()


def _rgb(colour: str) -> tuple[int, ...]:
    return ImageColor.getrgb(colour)


def _ramps(pairs: list[tuple[str, str]]) -> list[tuple[int, ...]]:
    """Return for each ground and colour the shades from the one to the other."""
    found = []
    for ground, colour in pairs:
        low, high = _rgb(ground), _rgb(colour)
        for shade in range(_SHADES):
            part = shade / (_SHADES - 1)
            found.append(tuple(round(a + (b - a) * part) for a, b in zip(low, high, strict=True)))
    return found


def _write(picture: Image.Image, line: Line, first: int) -> None:
    """Write *line* in the shades of the palette from *first* on."""
    face, anchor = font(line.face, line.size), "rs" if line.at_right else "ls"
    # Only a strip is written on, since most of a card is empty.
    above, high = line.size * 2, line.size * 3
    strip = Image.new("L", (picture.width, high), 0)
    ImageDraw.Draw(strip).text((line.x, above), line.text, 255, face, anchor=anchor, direction=direction(line.text))
    shades = strip.point([first + round(value * (_SHADES - 1) / 255) for value in range(256)])
    inked = strip.point([255 * (value > _MORE_THAN_NOTHING) for value in range(256)])
    picture.paste(shades, (0, line.y - above), inked)
