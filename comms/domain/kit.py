"""A member's kit: texts that it may adapt on its own channels, in its own voice and from stored facts alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comms.domain.channels import CHANNEL_RULES
from comms.domain.fitting import fitted
from comms.domain.network import Initiative, Member
from comms.domain.observances import Occurrence
from comms.domain.placeholders import Known, Values
from comms.domain.telling import Telling, own_hashtags, values
from comms.domain.wordings import Laid, Wordings

KINDS = ("x", "linkedin")


@dataclass(frozen=True)
class KitDay:
    """A day of a member: all wordings by kind of channel, and the facts to check."""

    occurrence: Occurrence
    member: Member
    initiative: Initiative
    texts: Mapping[str, tuple[str, ...]]
    to_check: tuple[str, ...]


@dataclass(frozen=True)
class Featured:
    """A published post that told a member's work."""

    day: date
    channel: str
    language: str
    text: str
    link: str


def path_of(language: str, kind: str) -> str:
    """Return where the wordings for a language and a kind of channel are written."""
    return f"kit/{language}/{kind}.txt.j2"


def kit_day(telling: Telling, language: str, wordings: Wordings) -> KitDay:
    """Return what the kit holds for the day, the member and the initiative of *telling*."""
    occurrence, member, initiative = telling.occurrence, telling.member, telling.initiative
    if occurrence is None or member is None or initiative is None:
        message = "a kit tells a member's initiative on a day; one of them is missing"
        raise ValueError(message)
    # A spotlight's link leads to the work itself: on its own channels a city points to its own page.
    known = values(telling, "spotlight", occurrence.first, language)
    laid = {kind: _all(kind, known, language, wordings) for kind in KINDS}
    return KitDay(
        occurrence,
        member,
        initiative,
        {kind: tuple(one.text for one in found) for kind, found in laid.items()},
        _to_check(tuple(one for found in laid.values() for one in found)),
    )


def _all(kind: str, known: Values, language: str, wordings: Wordings) -> tuple[Laid, ...]:
    path, rules = path_of(language, kind), CHANNEL_RULES[kind]
    texts = {name: value.text for name, value in known.items() if isinstance(value, Known)}
    found = []
    for wording in wordings.names(path):

        def render(shortened: Mapping[str, str], wording: str = wording) -> Laid:
            return wordings.laid(path, wording, known, language=language, shortened=shortened)

        laid = fitted(render, rules.fits, texts, own=own_hashtags(known))
        if laid is not None and laid.paragraphs:
            found.append(laid)
    return tuple(found)


def _to_check(laid: tuple[Laid, ...]) -> tuple[str, ...]:
    facts = (fact for one in laid for sentence in one.sentences for fact in sentence.facts if fact.needs_check)
    return tuple(dict.fromkeys(fact.text for fact in facts))
