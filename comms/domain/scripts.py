"""Which writings our pictures can show, and in which direction a text runs."""

import unicodedata

# What the fonts of the pictures hold: Latin, Greek, Cyrillic, Hebrew, Arabic, and the signs between words.
_SHOWN = (
    (0x0020, 0x007E),
    (0x00A0, 0x036F),
    (0x0370, 0x03E1),
    (0x03F0, 0x052F),
    (0x0591, 0x05EA),
    (0x0600, 0x061C),
    (0x061E, 0x06FF),
    (0x0750, 0x077F),
    (0x1E00, 0x1EFF),
    (0x1F00, 0x1FFF),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x20A0, 0x20BF),
)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_shown(text: str) -> bool:
    """Tell whether the fonts of our pictures hold every sign of *text*."""
    return all(any(first <= ord(sign) <= last for first, last in _SHOWN) for sign in text)


def is_joined(text: str) -> bool:
    """Tell whether *text* holds a writing that must be turned or joined before it can be read."""
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)


def runs_right_to_left(text: str) -> bool:
    """Tell whether the first letter of *text* is of a writing that runs from right to left."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in kinds if kind in _RIGHT_TO_LEFT or kind == "L"), "L") in _RIGHT_TO_LEFT
