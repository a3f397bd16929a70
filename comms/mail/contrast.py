"""Contrast of text and what it stands on, by inline styles, as WCAG 2 counts it."""

import re

from comms.mail.page import Element

ENOUGH = 4.5
# Up to here sRGB is linear.
_DARKEST = 0.04045
_LONG = 6
_HEX = re.compile(r"^#(?:[0-9a-f]{3}|[0-9a-f]{6})$", re.IGNORECASE)
_BACKGROUNDS = ("background-color", "background")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as #fff or #1c2430: 1 for the same, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(inside: tuple[Element, ...]) -> tuple[str, str]:
    """Return the colours of text in these nested elements, and of its ground; black on white where none is set."""
    text, ground = "#000000", "#ffffff"
    for element in inside:
        style = element.style
        text = style.get("color", text)
        ground = next((style[name] for name in _BACKGROUNDS if style.get(name, "none") != "none"), ground)
    return text, ground


def is_colour(text: str) -> bool:
    """Tell whether *text* is a colour whose contrast can be counted."""
    return bool(_HEX.match(text))


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == _LONG else [digit * 2 for digit in digits]
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= _DARKEST else ((share + 0.055) / 1.055) ** 2.4
