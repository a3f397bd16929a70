"""How dates, numbers, countries and places are said in a language."""

import re
from datetime import date, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta, get_day_names
from babel.numbers import format_decimal

from comms.domain.found_links import each_part
from comms.errors import NotFoundError

# The United Nations' short names, where everyday usage differs from them.
_UN_NAMES = {
    "BA": {"en": "Bosnia and Herzegovina"},
    "CD": {"en": "Democratic Republic of the Congo", "fr": "République démocratique du Congo"},
    "CG": {"en": "Congo", "es": "Congo", "fr": "Congo"},
    "CV": {"en": "Cabo Verde", "fr": "Cabo Verde"},
    "KP": {
        "en": "Democratic People's Republic of Korea",
        "es": "República Popular Democrática de Corea",
        "fr": "République populaire démocratique de Corée",
    },
    "KR": {"en": "Republic of Korea", "es": "República de Corea", "fr": "République de Corée"},
    "LA": {"en": "Lao People's Democratic Republic"},
    "MM": {"en": "Myanmar", "es": "Myanmar", "fr": "Myanmar"},
    "PS": {"en": "State of Palestine", "es": "Estado de Palestina", "fr": "État de Palestine"},
    "RU": {"en": "Russian Federation", "es": "Federación de Rusia", "fr": "Fédération de Russie"},
    "TR": {"en": "Türkiye", "es": "Türkiye", "fr": "Türkiye"},
    "TT": {"en": "Trinidad and Tobago"},
    "US": {"en": "United States of America", "es": "Estados Unidos de América", "fr": "États-Unis d'Amérique"},
    "VN": {"en": "Viet Nam", "es": "Viet Nam", "fr": "Viet Nam"},
}
# Places that the United Nations and ISO name differently: a person looks before they are named.
CONTESTED = frozenset({"EH", "TW", "XK"})
_FRENCH_FIRST = re.compile(r"(?<!\d)1(?=[ –])")
_HIGH_MARK = re.compile(r"(?<=[\w»)%”\"'])[ \u00a0\u202f]?([:;!?])(?=\s|$)")
_NO_BREAK = "\u00a0"


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        message = f"“{language}” is not a language whose dates are known; write a code such as en, es or fr"
        raise NotFoundError(message) from None


def _first_of_month(text: str, language: str) -> str:
    return _FRENCH_FIRST.sub("1er", text, count=1) if language == "fr" else text


def _long(day: date, language: str) -> str:
    return format_date(day, "long", locale=_locale(language))


def _says_day_first(day: date, language: str) -> bool:
    return _long(day, language).startswith(str(day.day))


def day_and_month(day: date, language: str) -> str:
    """Return “10 December”, “10 de diciembre”, “10 décembre”; French says “1er décembre”."""
    return _first_of_month(format_skeleton("MMMMd", day, locale=_locale(language)), language)


def full_date(day: date, language: str) -> str:
    """Return “10 December 2026”."""
    return _first_of_month(_long(day, language), language)


def weekday_and_date(day: date, language: str) -> str:
    """Return “Thursday 10 December”."""
    if not _says_day_first(day, language):
        return format_skeleton("MMMMEEEEd", day, locale=_locale(language))
    weekday = get_day_names("wide", locale=_locale(language))[day.weekday()]
    return f"{weekday} {day_and_month(day, language)}"


def full_dates(first: date, last: date, language: str) -> str:
    """Return “10 December 2026”, “10–16 December 2026” or “25 November – 10 December 2026”."""
    end = full_date(last, language)
    if first == last:
        return end
    if first.year != last.year or not _says_day_first(first, language):
        return f"{full_date(first, language)} – {end}"
    if first.month != last.month:
        return f"{day_and_month(first, language)} – {end}"
    return _first_of_month(f"{first.day}–{end}", language)


def number_of_days(days: int, language: str) -> str:
    """Return “7 days”, “1 day”."""
    # A threshold that no count of days reaches, lest 60 days be told as 2 months.
    return format_timedelta(timedelta(days=days), granularity="day", threshold=10_000, locale=_locale(language))


def number(count: int, language: str) -> str:
    """Return *count* with the language's marks between thousands."""
    return format_decimal(count, locale=_locale(language))


def country_name(code: str, language: str) -> str:
    """Return the United Nations' short name of a country where it is known here, else the usual one."""
    usual: str = _locale(language).territories.get(code, code)
    return _UN_NAMES.get(code, {}).get(language, usual).replace("’", "'")


def placed(name: str, country: str) -> str:
    """Return “Barcelona (Spain)”, with one pair of brackets at most: “Durham (North Carolina, Canada)”."""
    if re.search(rf"\b{re.escape(country)}\b", name):
        return name
    return f"{name[:-1]}, {country})" if name.endswith(")") else f"{name} ({country})"


def spaced(text: str, language: str) -> str:
    """Return *text* with the blanks that French sets before high marks and inside « »; others as they are."""
    if language.split("-", maxsplit=1)[0] != "fr":
        return text
    marked = each_part(text, link=str, rest=lambda words: _HIGH_MARK.sub(_NO_BREAK + r"\1", words))
    return re.sub(r" ?»", _NO_BREAK + "»", re.sub(r"« ?", "«" + _NO_BREAK, marked))
