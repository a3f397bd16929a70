"""Which words may be public: those that a source wrote, and those of our own that a person has ticked."""

from collections.abc import Callable, Mapping

from comms.domain.edition_items import Phrase
from comms.domain.network import Initiative, Member
from comms.domain.observances import Observance
from comms.domain.speech import spaced
from comms.domain.ticks import Ticks, digest_of

IsTicked = Callable[[str, str], bool]


def ticked_in(kept: Ticks) -> IsTicked:
    """Return whether a field was ticked in just these words; *kept* holds fields with the digests of their words."""
    return lambda field, text: (field, digest_of(text)) in kept


def phrase(texts: Mapping[str, str], language: str) -> Phrase:
    """Return the text in *language*, or in English where there is none."""
    found = language if language in texts else "en"
    return Phrase(spaced(texts[found], found), found)


def observance_name(observance: Observance, language: str) -> Phrase:
    """Return the official name, in English where ours is only a translation that nobody has ticked."""
    name, told_in = observance.official_name(language)
    return Phrase(spaced(name, told_in), told_in)


def member_name(member: Member, language: str) -> Phrase:
    """Return the member's name, in English where ours is only a translation that nobody has ticked."""
    return phrase(member.name, "en" if language in member.unreviewed else language)


def initiative_title(initiative: Initiative, language: str, is_ticked: IsTicked) -> Phrase:
    """Return the title; in the source's language until somebody has ticked a translation."""
    return _reviewed(initiative, "title", initiative.title, language, is_ticked)


def initiative_summary(initiative: Initiative, language: str, is_ticked: IsTicked) -> Phrase | None:
    """Return the summary; nothing where the source gave only a title and nobody has ticked what we say of it."""
    found = _reviewed(initiative, "summary", initiative.summary, language, is_ticked)
    sourced = initiative.evidence == "detail"
    field = f"initiative:{initiative.id}:summary:{found.language}"
    return found if sourced or is_ticked(field, initiative.summary[found.language]) else None


def _reviewed(
    initiative: Initiative, name: str, texts: Mapping[str, str], language: str, is_ticked: IsTicked
) -> Phrase:
    text = texts.get(language, "")
    waits = language in initiative.unreviewed and not is_ticked(f"initiative:{initiative.id}:{name}:{language}", text)
    spoken = language if text and not waits else initiative.language
    return phrase(texts, spoken)
