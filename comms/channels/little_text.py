"""LinkedIn's little text: what a post's words look like on the wire.

Reserved characters are escaped all of them and each time, even where they mean nothing: the first one that is not
ends the post without a word (little-text format, LinkedIn Marketing API). Addresses stay as they are, so that they
become links.
"""

import regex

_RESERVED = r"\\|{}@\[\]()<>#*_~"
_TOKEN = regex.compile(rf"(?P<link>https?://\S+)|(?<!\w)\#(?P<tag>[\p{{L}}\p{{M}}\p{{N}}]+)|(?P<mark>[{_RESERVED}])")
_SHOWN = regex.compile(r"\{hashtag\|\\?\#\|(?P<tag>[^}]+)\}|\\(?P<mark>.)", regex.DOTALL)


def written(text: str) -> str:
    """Return *text* as little text: hashtags as templates, reserved characters escaped, addresses untouched."""
    return _TOKEN.sub(_written, text)


def _written(found: "regex.Match[str]") -> str:
    if found["link"]:
        return _trimmed(found["link"])
    return f"{{hashtag|\\#|{found['tag']}}}" if found["tag"] else f"\\{found['mark']}"


def _trimmed(link: str) -> str:
    """Return an address as it is, and what only follows it (a bracket, a full stop) as text."""
    end = len(link.rstrip(".,;:!?]}>*_~\"'" + (")" if "(" not in link else "")))
    return link[:end] + "".join(f"\\{mark}" if mark in ")]}>*_~" else mark for mark in link[end:])


def read(little: str) -> str:
    """Return little text as people read it."""
    return _SHOWN.sub(lambda found: f"#{found['tag']}" if found["tag"] else found["mark"], little)
