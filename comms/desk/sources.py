"""Sources in words, with links: records name most of them by the codes of sources.yaml."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

# An address as people write it, with or without https://; what ends a sentence is no part of it.
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s,;)]*)?", re.IGNORECASE)
# What records write where there is no source to name.
_WORDS = {"known": _("generally known, no source at hand"), "translation": _("our translation, not official")}
_FILES = (".yaml", ".yml")
_OF_SENTENCE = ".:"


def sources(stored: str, known: Mapping[str, str]) -> Markup:
    """Return *stored* with every code in it as its text, and every address as a link; several codes are folded away."""
    codes = stored.split(", ")
    if all(code in known or code in _WORDS for code in codes):
        return _source(codes[0], known) if len(codes) == 1 else _folded(codes, known)
    return _linked(stored)


def _folded(codes: list[str], known: Mapping[str, str]) -> Markup:
    summary = gettext("%(number)s sources") % {"number": len(codes)}
    rows = Markup("").join(Markup("<li>{}</li>").format(_source(code, known)) for code in codes)
    return Markup('<details class="sources"><summary>{}</summary><ul>{}</ul></details>').format(summary, rows)


def _source(code: str, known: Mapping[str, str]) -> Markup:
    if code in _WORDS:
        return escape(_WORDS[code])
    return Markup('<span lang="en">{}</span>').format(_linked(known[code]))


def _linked(text: str) -> Markup:
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_OF_SENTENCE)
        if address.endswith(_FILES):
            continue
        href = address if "://" in address else f"https://{address}"
        parts += [escape(text[end : found.start()]), _link(href, address)]
        end = found.start() + len(address)
    return Markup("").join([*parts, escape(text[end:])])


def _link(href: str, words: str) -> Markup:
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(href, words)
