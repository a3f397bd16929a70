"""What a post must and should be. Errors block approval; warnings inform. The whole list is RULES.

A new rule is one function and one line in RULES.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from comms.domain.channels import ChannelRules
from comms.domain.network import Consent

MOST_HASHTAGS = 3
_HASHTAG = re.compile(r"(?<!\w)#(\w+)")
_SHOUTED = re.compile(r"\b[^\W\d_a-z]{2,}(?:\W+[^\W\d_a-z]{2,}){2,}\b")


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


def _has_text(subject: Subject) -> Iterator[Finding]:
    if not subject.text.strip():
        yield Finding("error", "no text")


def _fits(subject: Subject) -> Iterator[Finding]:
    length = subject.channel.count(subject.text)
    if length > subject.channel.limit:
        yield Finding("error", "too long", (("length", str(length)), ("limit", str(subject.channel.limit))))


def _image_has_alt(subject: Subject) -> Iterator[Finding]:
    if subject.image and not subject.alt.strip():
        yield Finding("error", "no alt text")


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


def _facts_are_there(subject: Subject) -> Iterator[Finding]:
    for field in subject.missing:
        yield Finding("warning", "fact missing", (("field", field),))


RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    _has_text,
    _fits,
    _image_has_alt,
    _facts_are_checked,
    _consent_is_given,
    _is_not_sensitive,
    _few_hashtags,
    _hashtags_in_camel_case,
    _does_not_shout,
    _facts_are_there,
)


def findings(subject: Subject) -> list[Finding]:
    """Return what all rules find, errors first, each in the order of RULES."""
    found = [finding for rule in RULES for finding in rule(subject)]
    return sorted(found, key=lambda finding: finding.level)


def blocks(found: list[Finding]) -> bool:
    """Tell whether something found forbids approval."""
    return any(finding.level == "error" for finding in found)
