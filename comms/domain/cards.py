"""Cards: pictures that say a few facts in large letters, and the same facts in words for who cannot see them."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from comms.domain.contrast import ENOUGH, contrast, is_colour
from comms.domain.scripts import is_joined
from comms.domain.speech import spaced
from comms.domain.written import Line as WrittenLine
from comms.domain.written import Written

# What the same facts look like: a change of the layout, of the drawing or of the fonts makes it another one.
LOOKS = 1
_DIGEST = 12


def _colour(text: str) -> str:
    if not is_colour(text):
        message = f"“{text}” is no colour; write one such as #1c2430"
        raise ValueError(message)
    return text


Colour = Annotated[WrittenLine, AfterValidator(_colour)]


class Colours(Written):
    """The colours of a site's cards; each text stands out enough from what it stands on."""

    paper: Colour = "#fcfaf6"
    ink: Colour = "#211d19"
    accent: Colour = "#a33a1c"
    on_accent: Colour = "#ffffff"

    @model_validator(mode="after")
    def _are_told_apart(self) -> Self:
        for text, ground in (("ink", "paper"), ("accent", "paper"), ("on_accent", "accent")):
            found = contrast(getattr(self, text), getattr(self, ground))
            if found < ENOUGH:
                message = f"{text} on {ground} has a contrast of {found:.1f}; make it {ENOUGH} or more"
                raise ValueError(message)
        return self


@dataclass(frozen=True)
class Size:
    """The size of a card, in pixels."""

    width: int
    height: int

    @property
    def name(self) -> str:
        """Return the size as file names have it."""
        return f"{self.width}x{self.height}"


WIDE, LINK, SQUARE = Size(1600, 900), Size(1200, 627), Size(1080, 1080)
SIZES = (WIDE, LINK, SQUARE)


@dataclass(frozen=True)
class Facts:
    """What a card says, in *language*; only *heading* and *site* must not be empty.

    *kicker* stands above the heading, *when* and *beneath* below it, *site* at the foot.
    """

    heading: str
    site: str
    language: str
    kicker: str = ""
    when: str = ""
    beneath: str = ""

    def alt(self) -> str:
        """Return in words what the card says, in the order in which it matters."""
        return " ".join(self._sentences())

    def needs_shaping(self) -> bool:
        """Tell whether a letter of the card must be turned or joined before it can be read."""
        return any(map(is_joined, (self.heading, self.site, self.kicker, self.when, self.beneath)))

    def _sentences(self) -> Iterator[str]:
        for text in (self.heading, self.when, self.beneath, self.kicker, self.site):
            if text:
                yield spaced(text if text.endswith((".", "!", "?", "…")) else f"{text}.", self.language)

    def digest(self, size: Size, colours: Colours) -> str:
        """Return what names a picture of these facts: the same for the same picture, in every process."""
        told = repr((LOOKS, astuple(self), astuple(size), sorted(colours.model_dump().items())))
        return sha256(told.encode()).hexdigest()[:_DIGEST]
