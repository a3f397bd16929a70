"""An edition as HTML: its templates are filled, compiled by MJML, and only then do the values get in."""

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import BaseLoader
from markupsafe import Markup, escape
from mjml import mjml2html

from comms.domain.editions import Edition
from comms.errors import Problem, WrittenError
from comms.mail.rendering import environment, rendered

TEMPLATE = "newsletter/edition.mjml.j2"
# MJML would fetch the fonts that it knows from a server, which would see who reads.
_NO_FONTS: dict[str, str] = {}
_TOKEN = re.compile("⟦([0-9]+)⟧")


class _Kept:
    """The values of an edition, kept away from MJML: it sees tokens, so no text can become a tag of it.

    MJML also rewrites quotes and backslashes in attributes, which values must not suffer.
    """

    def __init__(self) -> None:
        self._values: list[str] = []

    def put(self, value: Any) -> Markup:
        """Return the token that stands for *value*; markup is a template's own and passes."""
        if isinstance(value, Markup):
            return value
        self._values.append(str(escape(value)))
        return Markup(f"⟦{len(self._values) - 1}⟧")  # noqa: S704 - a number in brackets

    def filled(self, html: str) -> str:
        """Return *html* with the escaped values in place of their tokens, in one pass."""
        return _TOKEN.sub(lambda token: self._values[int(token[1])], html)


def edition_html(edition: Edition, words: Mapping[str, str], templates: BaseLoader) -> str:
    """Return the edition as HTML; raise WrittenError for a mistake in a template or in the words."""
    kept = _Kept()
    source = rendered(environment(templates, escape=True, put=kept.put), TEMPLATE, edition=edition, words=words)
    try:
        return kept.filled(mjml2html(source, fonts=_NO_FONTS))
    except ValueError as error:
        message = f"MJML refuses it: {error}"
        raise WrittenError([Problem(TEMPLATE, "", "", message)]) from error
