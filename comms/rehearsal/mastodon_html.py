"""A status as Mastodon shows it: paragraphs, links whose ends are hidden, tags and mentions as links."""

import re
from html import escape

_SHOWN = re.compile(r"(?P<link>https?://[^\s<]+)|(?<!\w)#(?P<tag>\w+)|(?<!\w)@(?P<user>\w+)@(?P<host>[\w.-]+\w)")
_LONGEST = 30


def shown(text: str) -> str:
    """Return the HTML of a status."""
    paragraphs = ("<br />".join(_line(line) for line in part.split("\n")) for part in re.split(r"\n{2,}", text.strip()))
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def _line(text: str) -> str:
    made, at = "", 0
    for found in _SHOWN.finditer(text):
        made += escape(text[at : found.start()], quote=False) + _linked(found)
        at = found.end()
    return made + escape(text[at:], quote=False)


def _linked(found: re.Match[str]) -> str:
    if found["tag"]:
        address = f"https://mastodon.example/tags/{escape(found['tag'])}"
        return f'<a href="{address}" class="mention hashtag" rel="tag">#<span>{escape(found["tag"])}</span></a>'
    if found["user"]:
        address = f"https://{found['host']}/@{found['user']}"
        return (
            f'<span class="h-card"><a href="{address}" class="u-url mention">@<span>{found["user"]}</span></a></span>'
        )
    scheme, _, rest = found["link"].partition("://")
    kind = "ellipsis" if len(rest) > _LONGEST else ""
    return (
        f'<a href="{escape(found["link"])}" target="_blank" rel="nofollow noopener">'
        f'<span class="invisible">{scheme}://</span><span class="{kind}">{escape(rest[:_LONGEST], quote=False)}</span>'
        f'<span class="invisible">{escape(rest[_LONGEST:], quote=False)}</span></a>'
    )
