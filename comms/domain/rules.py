"""What a post must and should be. Errors block approval; warnings inform. The whole list is RULES.

A new rule is one function and one line in RULES.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from comms.domain.channels import ChannelRules
from comms.domain.found_links import each_part, found_links
from comms.domain.house_style import (
    MOST_EMOJI,
    HouseWord,
    bullets_of_emoji,
    count_of_emoji,
    dressed_letters,
    elected_person,
    foreign_words,
    unknown_handles,
)
from comms.domain.links_of_x import links_of_x, uncounted
from comms.domain.network import Consent
from comms.domain.prices import price_of

MOST_HASHTAGS = 3
_HASHTAG = re.compile(r"(?<!\w)#(\w+)")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\}\}|\{%|%\}", re.DOTALL)
# The first of these marks is Spanish for “all”: among capitals it shouts, and another rule says so.
# “[…]” and “[sic]” are for quotations.
_UNFINISHED = re.compile(
    r"(?<![A-ZÀ-Ý] )\bTO[D]O\b(?! [A-ZÀ-Ý]{2,}\b)|\b(?:TBD|TBC|FIX[M]E|X{3,})\b|\b(?i:lorem ipsum)\b"
    r"|\[(?!sic\])[^\W\d_][^\]\n]{0,39}\]"
)
_EVERYBODY = re.compile(r"(?<![\w.])@(?:everyone|here|channel|all)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"</?(?:script|style|iframe|object|embed|form)\b[^<>\n]*>?", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^<>\n]*>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
# “Hoy en día” is nowadays, and “la mañana” the morning: neither names a day.
_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|hoy(?! en d[ií]a)|(?<!la )(?<!esta )(?<!cada )mañana|aujourd['’]hui|demain)\b",
    re.IGNORECASE,
)
# A bracket or a quotation may open right before an address.
_BEFORE_A_LINK = regex.compile(r"[\s\p{Ps}\p{Pi}\"'*_~]")
_GLUED_LINK = regex.compile(r"(?<=\S)https?://[^\s\p{Pe}\p{Pf}]+")
# An acronym in brackets or behind a hyphen is a name, and does not shout.
_SHOUTED = re.compile(r"\b[^\W\d_a-z]{2,}(?:[\s,;:!¡?¿]+[^\W\d_a-z]{2,}){2,}\b")


@dataclass(frozen=True)
class Finding:
    """What a rule found; *code* names the sentence that a person reads, *values* fill it."""

    level: Literal["error", "warning"]
    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Subject:
    """A post as the rules see it."""

    text: str
    alt: str
    image: str
    channel: ChannelRules
    unchecked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    consent: Consent | None = None
    sensitivity: str = "none"
    is_demo: bool = True
    said_on: str = ""
    lost_link: str = ""
    links: bool = True
    image_is_lost: bool = False
    written_for: str = ""
    counted: tuple[str, ...] = ()
    language: str = "en"
    house_words: tuple[HouseWord, ...] = ()
    handles: tuple[str, ...] | None = None
    quiet: tuple[str, str] | None = None


def _has_text(subject: Subject) -> Iterator[Finding]:
    if not subject.text.strip():
        yield Finding("error", "no text")


def _fits(subject: Subject) -> Iterator[Finding]:
    length = subject.channel.count(subject.text)
    if length > subject.channel.limit:
        yield Finding("error", "too long", (("length", str(length)), ("limit", str(subject.channel.limit))))
    octets, most = len(subject.text.encode()), subject.channel.octets
    if most is not None and octets > most:
        yield Finding("error", "too many bytes", (("length", str(octets)), ("limit", str(most))))


def _image_has_alt(subject: Subject) -> Iterator[Finding]:
    if subject.image and not subject.alt.strip():
        yield Finding("error", "no alt text")


def _alt_fits(subject: Subject) -> Iterator[Finding]:
    length, most = len(subject.alt), subject.channel.alt_limit
    if subject.image and length > most:
        yield Finding("error", "alt text too long", (("length", str(length)), ("limit", str(most))))


def _image_is_there(subject: Subject) -> Iterator[Finding]:
    if subject.image_is_lost:
        yield Finding("error", "image lost")


def _caption_fits(subject: Subject) -> Iterator[Finding]:
    channel = subject.channel
    if subject.image and channel.fits(subject.text) and not channel.fits_with_picture(subject.text):
        length = str(channel.count(subject.text))
        yield Finding("error", "too long for a picture", (("length", length), ("limit", str(channel.caption))))


def _facts_are_checked(subject: Subject) -> Iterator[Finding]:
    for field in subject.unchecked:
        yield Finding("error", "fact to check", (("field", field),))


def _consent_is_given(subject: Subject) -> Iterator[Finding]:
    if subject.consent in {"refused", "withdrawn"}:
        yield Finding("error", "consent refused", (("state", str(subject.consent)),))
    elif subject.consent == "not asked":
        yield Finding("warning" if subject.is_demo else "error", "consent not asked")


def _is_not_sensitive(subject: Subject) -> Iterator[Finding]:
    if subject.sensitivity != "none":
        yield Finding("warning", "sensitive", (("mark", subject.sensitivity),))


def _few_hashtags(subject: Subject) -> Iterator[Finding]:
    count = len(_HASHTAG.findall(subject.text))
    if count > MOST_HASHTAGS:
        yield Finding("warning", "too many hashtags", (("count", str(count)),))


def _hashtags_in_camel_case(subject: Subject) -> Iterator[Finding]:
    for tag in _HASHTAG.findall(subject.text):
        if not tag[0].isupper() and not tag[0].isdigit():
            yield Finding("warning", "hashtag not in CamelCase", (("hashtag", f"#{tag}"),))


def _does_not_shout(subject: Subject) -> Iterator[Finding]:
    found = _SHOUTED.search(subject.text)
    if found:
        yield Finding("warning", "all capitals", (("words", found[0]),))


def _few_emoji(subject: Subject) -> Iterator[Finding]:
    if bullets_of_emoji(subject.text):
        yield Finding("warning", "emoji as bullets")
    count = count_of_emoji(subject.text)
    if count > MOST_EMOJI:
        yield Finding("warning", "too many emoji", (("count", str(count)),))


def _letters_are_plain(subject: Subject) -> Iterator[Finding]:
    if words := dressed_letters(subject.text):
        yield Finding("warning", "dressed letters", (("words", words),))


def _names_no_office_holder(subject: Subject) -> Iterator[Finding]:
    if words := elected_person(_seen(subject)):
        yield Finding("warning", "names an elected person", (("words", words),))


def _speaks_as_the_house(subject: Subject) -> Iterator[Finding]:
    for wrong, right in foreign_words(_seen(subject), subject.language, subject.house_words):
        yield Finding("warning", "not the house’s word", (("words", wrong), ("right", right)))


def _knows_its_handles(subject: Subject) -> Iterator[Finding]:
    for handle in unknown_handles(_seen(subject), subject.handles) if subject.handles is not None else ():
        yield Finding("warning", "unknown handle", (("words", handle),))


def _is_not_at_a_quiet_hour(subject: Subject) -> Iterator[Finding]:
    if subject.quiet:
        yield Finding("warning", "at a quiet hour", (("from", subject.quiet[0]), ("to", subject.quiet[1])))


def _seen(subject: Subject) -> str:
    """Return all that readers get to see, but for addresses: they may hold any sign."""
    return each_part(f"{subject.text}\n{subject.alt}", link=lambda _: "")


def _words(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, str], ...]:
    """Return the first words that *pattern* finds, as the value of a finding; nothing where it finds none."""
    found = pattern.search(text)
    return (("words", found[0]),) if found else ()


def _nothing_of_a_template(subject: Subject) -> Iterator[Finding]:
    if words := _words(_TEMPLATE, _seen(subject)):
        yield Finding("error", "template left", words)


def _is_finished(subject: Subject) -> Iterator[Finding]:
    if words := _words(_UNFINISHED, _TEMPLATE.sub("", _seen(subject))):
        yield Finding("error", "placeholder left", words)


def _calls_nobody_up(subject: Subject) -> Iterator[Finding]:
    if words := _words(_EVERYBODY, _seen(subject)):
        yield Finding("warning", "calls everybody", words)


def _is_plain_text(subject: Subject) -> Iterator[Finding]:
    seen = _seen(subject)
    if words := _words(_SCRIPT, seen):
        yield Finding("error", "script in text", words)
    if words := _words(_MARKUP, _SCRIPT.sub("", seen)):
        yield Finding("warning", "markup in text", words)


def _keeps_its_link(subject: Subject) -> Iterator[Finding]:
    if subject.lost_link:
        yield Finding("warning", "link not in text", (("link", subject.lost_link),))


def _has_no_link_where_none_may_be(subject: Subject) -> Iterator[Finding]:
    kind, text = subject.channel.kind, subject.text
    found = links_of_x(text) if kind == "x" else [one.address for one in found_links(text)]
    if subject.links or not found:
        return
    link, price = ("link", found[0]), price_of(kind, text)
    if price:
        cheap = price_of(kind, "")
        yield Finding("error", "link that costs", (link, ("price", f"{price:.3f}"), ("without", f"{cheap:.3f}")))
    else:
        yield Finding("error", "link where none may be", (link,))


def _links_stand_alone(subject: Subject) -> Iterator[Finding]:
    """Find links that no blank precedes; on X those are errors that its count may not have seen."""
    text = subject.text
    glued = [one.address for one in found_links(text) if one.start and not _BEFORE_A_LINK.match(text, one.start - 1)]
    unseen = _GLUED_LINK.findall(each_part(text, link=lambda _: " "))
    for link in (*glued, *unseen):
        yield Finding("warning", "no blank before the link", (("link", link),))
    for link in uncounted(text) if subject.channel.kind == "x" else ():
        yield Finding("error", "no blank before the link", (("link", link),))


def _facts_are_there(subject: Subject) -> Iterator[Finding]:
    for field in subject.missing:
        yield Finding("warning", "fact missing", (("field", field),))


def _is_not_said_again(subject: Subject) -> Iterator[Finding]:
    if subject.said_on:
        yield Finding("warning", "said lately", (("day", subject.said_on),))


def _is_true_on_its_day(subject: Subject) -> Iterator[Finding]:
    if not subject.written_for:
        return
    day = ("meant_for", subject.written_for)
    relative = _RELATIVE.search(_seen(subject))
    words = relative[0] if relative else next(iter(subject.counted), "")
    if words:
        yield Finding("error", "true on another day", (("words", words), day))
    else:
        yield Finding("warning", "written for another day", (day,))


RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    _has_text,
    _fits,
    _image_has_alt,
    _alt_fits,
    _image_is_there,
    _caption_fits,
    _facts_are_checked,
    _consent_is_given,
    _is_not_sensitive,
    _few_hashtags,
    _hashtags_in_camel_case,
    _does_not_shout,
    _few_emoji,
    _letters_are_plain,
    _speaks_as_the_house,
    _knows_its_handles,
    _names_no_office_holder,
    _is_not_at_a_quiet_hour,
    _nothing_of_a_template,
    _is_finished,
    _calls_nobody_up,
    _is_plain_text,
    _keeps_its_link,
    _has_no_link_where_none_may_be,
    _links_stand_alone,
    _facts_are_there,
    _is_not_said_again,
    _is_true_on_its_day,
)


def findings(subject: Subject) -> list[Finding]:
    """Return what all rules find, errors first, each in the order of RULES."""
    found = [finding for rule in RULES for finding in rule(subject)]
    return sorted(found, key=lambda finding: finding.level)


def blocks(found: list[Finding]) -> bool:
    """Tell whether something found forbids approval."""
    return any(finding.level == "error" for finding in found)
