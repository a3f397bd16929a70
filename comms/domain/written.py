"""What people write in YAML, and the checks that every written value must pass."""

import re
import unicodedata
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

from babel import Locale
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb]"
    # Persian, the scripts of India and emoji need the two joiners; at a start, after a blank or a letter of the
    # Latin, Greek and Cyrillic scripts they join nothing.
    "|(?:(?<=[\x00-\u052f\\s])|^)[\u200c\u200d]"
)
# What Unicode knows beside the countries of ISO 3166-1: groups, test codes, parts that have a code for post alone.
# Kosovo's XK stays: it has no other.
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
COUNTRIES = frozenset(filter(re.compile(r"[A-Z]{2}").fullmatch, map(str, Locale("en").territories))) - _NO_COUNTRIES
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_ZONES = frozenset(available_timezones())


class Written(BaseModel):
    """A value that people write: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, ser_json_inf_nan="constants")


def _clean(text: object) -> object:
    """Return *text* in Unicode NFC; refuse characters that no reader sees but that break a feed or a mail."""
    if not isinstance(text, str):
        return text
    found = _FORBIDDEN.search(text.replace("\r\n", "\n"))
    if found:
        message = f"holds the invisible character U+{ord(found[0]):04X}; delete it"
        raise ValueError(message)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def known_zone(name: str) -> str:
    """Return *name*; raise ValueError if it is no IANA zone."""
    if name not in _ZONES:
        message = f"“{name}” is not a time zone; write an IANA name such as Europe/Madrid"
        raise ValueError(message)
    return name


def _languages(texts: dict[str, str]) -> dict[str, str]:
    for code in texts:
        if not _LANGUAGE.fullmatch(code):
            message = f"“{code}” is not a language code; write one such as en, es or fr"
            raise ValueError(message)
    if "en" not in texts:
        message = "has no English text; add the line “en: …”"
        raise ValueError(message)
    return texts


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = sorted({str(value) for value in values if values.count(value) > 1})
    if twice:
        message = f"names {', '.join(twice)} twice; keep one"
        raise ValueError(message)
    return values


def web_address(text: str) -> str:
    """Return *text*; raise ValueError if it is no web address."""
    if not re.match(r"^https?://[^\s/]+\.[^\s]+$", text):
        message = f"“{text}” is not a web address; write it in full, from https:// on"
        raise ValueError(message)
    return text


def _hashtag(text: str) -> str:
    if re.match(r"^#[\d_]+$", text):
        message = f"“{text}” has no letter, so that no channel makes it a hashtag; add a word"
        raise ValueError(message)
    if not re.match(r"^#\w+$", text):
        message = f"“{text}” is not a hashtag; write # and letters or digits without blanks"
        raise ValueError(message)
    return text


def _country(code: str) -> str:
    if code not in COUNTRIES:
        message = f"“{code}” is no country; write its code of ISO 3166, such as ES"
        raise ValueError(message)
    return code


Line = Annotated[str, BeforeValidator(_clean), StringConstraints(min_length=1, max_length=2_000)]
MaybeLine = Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=2_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Zone = Annotated[str, AfterValidator(known_zone)]
Texts = Annotated[dict[str, Line], AfterValidator(_languages)]
WebAddress = Annotated[str, BeforeValidator(_clean), AfterValidator(web_address)]
Hashtag = Annotated[str, BeforeValidator(_clean), AfterValidator(_hashtag)]
Slugs = Annotated[tuple[Slug, ...], AfterValidator(_once)]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE.pattern)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), AfterValidator(_country)]


T = TypeVar("T")


def in_order(end: T, info: ValidationInfo, start: str, remark: str = "") -> T:
    """Return *end*, the value of a later field; raise ValueError if it is before that of the field *start*.

    A check between two fields stands on the later one, so that what is wrong elsewhere in an entry does not hide it.
    """
    begins: Any = info.data.get(start)
    if end is not None and begins is not None and end < begins:
        told = f"; {remark}" if remark else ""
        message = f"is {end}, before {start}, {begins}; correct {start} or {info.field_name}{told}"
        raise ValueError(message)
    return end


def paired(value: object, info: ValidationInfo, other: str, remedy: str) -> None:
    """Pass if this field and *other* are both given, or neither; raise ValueError with *remedy* if only one is."""
    if other in info.data and (value is None) != (info.data[other] is None):
        given, lacking = (other, info.field_name) if value is None else (info.field_name, other)
        message = f"has only one of the two, {given} without {lacking}; {remedy}"
        raise ValueError(message)


def named(codes: tuple[str, ...], info: ValidationInfo, texts: str) -> tuple[str, ...]:
    """Return *codes*; raise ValueError for a language in which the field *texts* says nothing."""
    lacking = [code for code in codes if code not in info.data.get(texts, codes)]
    if lacking:
        told = ", ".join(lacking)
        message = f"names {told}, in which there is no {texts}; add the {texts} or remove {told}"
        raise ValueError(message)
    return codes


def in_language(texts: dict[str, str], language: str) -> str:
    """Return the text in *language*, or in English where there is none."""
    return texts.get(language) or texts["en"]
