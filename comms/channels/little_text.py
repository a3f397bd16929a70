"""LinkedIn's little text: what a post's words look like on the wire.

Reserved characters are escaped all of them and each time, even where they mean nothing: the first one that is not
ends the post without a word (little-text format, LinkedIn Marketing API). Addresses stay as they are, so that they
become links.
"""

import regex

from comms.domain.found_links import each_part

_RESERVED = r"\\|{}@\[\]()<>#*_~"
_TOKEN = regex.compile(rf"(?<!\w)\#(?P<tag>[\p{{L}}\p{{M}}\p{{N}}]+)|(?P<mark>[{_RESERVED}])")
_SHOWN = regex.compile(r"\{hashtag\|\\?\#\|(?P<tag>[^}]+)\}|\\(?P<mark>.)", regex.DOTALL)


def written(text: str) -> str:
    """Return *text* as little text: hashtags as templates, reserved characters escaped, addresses untouched."""
    return each_part(text, link=str, rest=lambda words: _TOKEN.sub(_marked, words))


def _marked(found: "regex.Match[str]") -> str:
    return f"{{hashtag|\\#|{found['tag']}}}" if found["tag"] else f"\\{found['mark']}"


def read(little: str) -> str:
    """Return little text as people read it."""
    return _SHOWN.sub(lambda found: f"#{found['tag']}" if found["tag"] else found["mark"], little)
