"""The fonts of the pictures, and how wide a text is in them."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

from comms.domain.card_layout import Face
from comms.domain.scripts import runs_right_to_left

_FOLDER = Path(__file__).with_name("fonts")


@cache
def can_shape() -> bool:
    """Tell whether letters can be joined and turned as Arabic and Hebrew need it: Pillow looks for FriBiDi."""
    return bool(features.check("raqm")) and bool(features.check("fribidi"))


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of ours at *size* pixels."""
    engine = ImageFont.Layout.RAQM if can_shape() else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(_FOLDER / f"{face}.ttf"), size, layout_engine=engine)


# Fitting a text asks for the same words again and again; what is kept is some cards' worth.
@lru_cache(maxsize=4_096)
def measure(text: str, face: Face, size: int) -> float:
    """Return how wide *text* is."""
    return font(face, size).getlength(text, direction=direction(text))


def direction(text: str) -> str | None:
    """Return the direction of *text*, for who can shape it."""
    if not can_shape():
        return None
    return "rtl" if runs_right_to_left(text) else "ltr"
