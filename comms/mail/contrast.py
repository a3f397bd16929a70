"""The colours of text and of what it stands on, by inline styles."""

from comms.mail.page import Element

_BACKGROUNDS = ("background-color", "background")


def colours(inside: tuple[Element, ...]) -> tuple[str, str]:
    """Return the colours of text in these nested elements, and of its ground; black on white where none is set."""
    text, ground = "#000000", "#ffffff"
    for element in inside:
        style = element.style
        text = style.get("color", text)
        ground = next((style[name] for name in _BACKGROUNDS if style.get(name, "none") != "none"), ground)
    return text, ground
