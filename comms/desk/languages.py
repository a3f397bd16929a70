"""Languages by name, and texts marked with the language they are in."""

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from markupsafe import Markup, escape

# Plain “en” writes dates as in the United States, where 3/4 is the fourth of March.
_ENGLISH = "en_GB"


def current() -> str:
    """Return the code of the language in which the desk speaks now."""
    return get_language() or "en"


def locale(code: str | None = None) -> Locale:
    """Return the locale of a language code, of the present one if none is given; English for one nobody knows."""
    code = code or current()
    try:
        return Locale.parse(_ENGLISH if code == "en" else code, sep="-" if "-" in code else "_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_ENGLISH)


def language_name(code: str) -> str:
    """Return what the present language calls the language *code*."""
    return locale().languages.get(code) or code


def own_name(code: str) -> str:
    """Return what the language *code* calls itself."""
    own = locale(code)
    name = own.languages.get(code) or code
    return name[:1].upper() + name[1:]


def colon() -> str:
    """Return the colon between two texts that are put together: French has a blank before it that never breaks."""
    return "\N{NO-BREAK SPACE}:" if current() == "fr" else ":"


def spoken(texts: Mapping[str, str]) -> Markup:
    """Return the text in the present language; where there is none the English one, marked as English."""
    code = current()
    if texts.get(code):
        return escape(texts[code])
    return Markup('<span lang="en">{}</span>').format(texts["en"])
