"""Drafting: the text that tells a slot on a channel in a language, sentence by sentence from stored facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from comms.domain.channels import ChannelRules
from comms.domain.fitting import fitted, fitted_bare
from comms.domain.placeholders import Known, Values
from comms.domain.planning import Slot
from comms.domain.rotation import in_turn
from comms.domain.sentences import DraftError, Fact, Sentence
from comms.domain.telling import SiteFacts, Telling, own_hashtags, values
from comms.domain.wordings import Laid, Wordings, path_of

__all__ = ["Draft", "DraftError", "Fact", "Sentence", "SiteFacts", "Telling", "Wordings", "draft"]


@dataclass(frozen=True)
class Draft:
    """A text for one channel in one language; *missing* names the facts whose sentences were left out."""

    channel: str
    language: str
    kind: str
    wording: str
    text: str
    sentences: tuple[Sentence, ...]
    link: str
    missing: tuple[str, ...]

    @property
    def to_check(self) -> tuple[Fact, ...]:
        """Return the facts that a person must check before this leaves."""
        found = (fact for sentence in self.sentences for fact in sentence.facts if fact.needs_check)
        return tuple(dict.fromkeys(found))


def draft(  # noqa: PLR0913 - what is told, where, and how
    slot: Slot,
    telling: Telling,
    *,
    channel: str,
    language: str,
    wordings: Wordings,
    previous: str | None,
    limit: ChannelRules,
    links: bool = True,
) -> Draft:
    """Return the draft that tells *slot*; *previous* is the wording of the last one of its channel, language and kind.

    The wording whose turn it is comes first; another takes its place only where it cannot fit the channel. Without
    *links* no sentence that needs the link is told.
    """
    _check_day(slot, telling)
    path = path_of(language, limit.wordings, slot.kind)
    anniversary = telling.event is not None and telling.event.is_anniversary
    names = in_turn(wordings.names(path), previous, solemn=telling.is_solemn, anniversary=anniversary)
    if not names:
        message = f"{path}: no wording is fit for a solemn day; write one whose name does not begin with bright_"
        raise DraftError(message)
    known = values(telling, slot.kind, slot.day, language)
    texts = {name: value.text for name, value in known.items() if isinstance(value, Known)}
    own = own_hashtags(known)
    unlinked = {**known, "link": None}
    told = known if links else unlinked

    def render(wording: str, known: Values = told) -> Callable[[Mapping[str, str]], Laid]:
        return lambda shortened: wordings.laid(path, wording, known, language=language, shortened=shortened)

    whole = ((name, fitted(render(name), limit.fits, texts, own=own)) for name in names)
    bare = ((name, fitted_bare(render(name), limit.fits, own=own)) for name in names)
    # The card shows the link too, so that a long address is not what keeps a story from being told.
    by_card = ((name, fitted(render(name, unlinked), limit.fits, texts, own=own)) for name in names if limit.has_card)
    for wording, laid in chain(whole, bare, by_card):
        if laid is not None and laid.paragraphs:
            link = texts.get("link", "") if links else ""
            missing = tuple(name for name in laid.missing if name not in texts)
            return Draft(channel, language, slot.kind, wording, laid.text, laid.sentences, link, missing)
    raise DraftError(_too_long(slot, path, limit, known))


def _check_day(slot: Slot, telling: Telling) -> None:
    """Refuse a slot whose words would not be true on its day."""
    first = _first_day(telling)
    if slot.kind == "countdown":
        true = first is not None and slot.day < first
        wanted = "before its first day"
    else:
        true = first == slot.day or (first is None and telling.event is None and telling.initiative is not None)
        wanted = "on its first day"
    if not true:
        told = first.isoformat() if first else "a day not announced"
        message = f"{slot.id}: a {slot.kind} is told {wanted} ({told}), not on {slot.day.isoformat()}; move the slot"
        raise DraftError(message)


def _first_day(telling: Telling) -> date | None:
    if telling.event:
        return telling.event.first
    return telling.occurrence.first if telling.occurrence else None


def _too_long(slot: Slot, path: str, limit: ChannelRules, known: Values) -> str:
    longest = max(
        (fact for value in known.values() if isinstance(value, Known) for fact in value.facts),
        key=lambda fact: limit.count(fact.text),
    )
    return (
        f"{slot.id}: no wording of {path} fits {limit.label} ({limit.limit}); the longest fact is {longest.field} "
        f"({limit.count(longest.text)}): shorten it, or write a wording without it"
    )
