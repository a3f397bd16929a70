"""What channels keep in a writing of their own, as its readers read it."""

import html
import re

_PARAGRAPH, _BREAK, _TAG = re.compile(r"</p>\s*"), re.compile(r"<br ?/?>\n?"), re.compile(r"<[^>]+>")
_HASHTAG, _ESCAPED = re.compile(r"\{hashtag\|\\#\|([^}]+)\}"), re.compile(r"\\(.)", re.DOTALL)


def of_html(written: str) -> str:
    """Return the words of HTML, a blank line between paragraphs."""
    broken = _BREAK.sub("\n", _PARAGRAPH.sub("\n\n", written))
    return html.unescape(_TAG.sub("", broken)).strip()


def of_little_text(written: str) -> str:
    """Return the words of LinkedIn's own writing."""
    return _ESCAPED.sub(r"\1", _HASHTAG.sub(r"#\1", written))
