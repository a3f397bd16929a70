"""The card that a post carries: what its story says in large letters, from the facts that the story may tell."""

from dataclasses import dataclass

from comms.domain.cards import Facts
from comms.domain.placeholders import Known, Value, Values
from comms.domain.scripts import is_shown
from comms.domain.sentences import Fact, Sentence
from comms.domain.speech import spaced
from comms.domain.themes import Theme
from comms.domain.written import in_language

_NOTHING = Known("", ())


@dataclass(frozen=True)
class StoryCard:
    """What the card of a story says, and the records' facts behind it."""

    facts: Facts
    told: tuple[Fact, ...]

    def sentence(self) -> Sentence:
        """Return in words what the card says: its alternative text, with its facts."""
        return Sentence(self.facts.alt(), self.told)


def story_card(known: Values, language: str, theme: Theme | None) -> StoryCard | None:
    """Return the card of a story of which *known* is known; None where our fonts cannot write what it is about.

    *theme* is what the story is about first. What the fonts cannot write beside that is left out.
    """
    heading = _first(known, "what.name", "member.name")
    site = _first(known, "org.acronym", "org.name")
    if not heading.text or not site.text:
        return None
    kicker = _shown(_label(theme, language))
    when = _first(known, "what.dates")
    beneath = _work(known, language) or _first(known, "event.place", "day.theme")
    parts = (heading, when, beneath, kicker)
    told = tuple(dict.fromkeys(fact for part in parts for fact in part.facts))
    facts = Facts(heading.text, site.text, language, kicker=kicker.text, when=when.text, beneath=beneath.text)
    return StoryCard(facts, told)


def _first(known: Values, *names: str) -> Known:
    """Return the first of these that is known and that our fonts can write."""
    return next((found for name in names if (found := _shown(known.get(name))).text), _NOTHING)


def _shown(value: Value) -> Known:
    return value if isinstance(value, Known) and is_shown(value.text) else _NOTHING


def _work(known: Values, language: str) -> Known | None:
    """Return whose work is told and its title; the title alone where the name cannot be written."""
    title, member = _first(known, "initiative.title"), _first(known, "member.name")
    if not title.text:
        return None
    text = f"{member.text}: {title.text}" if member.text else title.text
    return Known(spaced(text, language), member.facts + title.facts)


def _label(theme: Theme | None, language: str) -> Known | None:
    if theme is None:
        return None
    label = in_language(theme.label, language)
    return Known(label, (Fact(label, f"theme:{theme.id}:label:{language}", "calendars/themes.yaml", "configured"),))
