"""What a page says, for comparing: its words without tags."""

import html
import re


def words(response):
    """Return the visible words of a page, blanks folded."""
    body = response.content.decode().partition("<main")[2]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def told(response):
    """Return the messages on a page."""
    found = re.search(r'<ul class="messages".*?</ul>', response.content.decode(), re.DOTALL)
    return [words_of.strip() for words_of in re.findall(r"<li[^>]*>(.*?)</li>", found[0], re.DOTALL)] if found else []
