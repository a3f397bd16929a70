"""An edition as plain text, by templates of its own: nothing is escaped, and no line is long save a link."""

import re
from collections.abc import Mapping
from textwrap import fill

from jinja2 import BaseLoader

from comms.domain.editions import Edition
from comms.mail.rendering import environment, rendered

TEMPLATE = "newsletter/edition.txt.j2"
COLUMNS = 77
# Not the blank that holds “2 %” or “Rights :” together.
_BLANKS = re.compile(r"[ \t\n]+")


def edition_text(edition: Edition, words: Mapping[str, str], templates: BaseLoader) -> str:
    """Return the edition as text; raise WrittenError for a mistake in a template or in the words."""
    rules = environment(templates, escape=False, put=str)
    rules.filters |= {"wrap": _wrapped, "underlined": _underlined}
    text = rendered(rules, TEMPLATE, edition=edition, words=words)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _wrapped(text: str, indent: str = "") -> str:
    # A broken link is a dead link, and a line break after a hyphen would break one.
    return fill(
        _BLANKS.sub(" ", text).strip(" "),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(text: str, sign: str = "-") -> str:
    heading = _wrapped(text)
    return f"{heading}\n{sign * max(map(len, heading.splitlines()))}"
