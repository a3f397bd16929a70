"""Contrast of two colours, as WCAG 2 counts it."""

import re

# What text of any size needs to meet level AA.
ENOUGH = 4.5
# Up to here sRGB is linear.
_DARKEST = 0.04045
_LONG = 6
_HEX = re.compile(r"^#(?:[0-9a-f]{3}|[0-9a-f]{6})$", re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as #fff or #1c2430: 1 for the same, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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
