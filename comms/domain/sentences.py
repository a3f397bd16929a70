"""Sentences that know their facts: a template tag that records what is printed inside it.

A sentence whose facts are not all known is left out whole: nothing is ever said around a gap.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import DictLoader, StrictUndefined, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from comms.errors import NotAllowedError

RECORD = "_record"
_BLANKS = re.compile(r"[ \t\r\n]+")


class DraftError(NotAllowedError):
    """Refuse to draft, and say what a person has to change first."""


class MissingFactError(Exception):
    """Leave a sentence: the record does not hold the fact with this name."""


@dataclass(frozen=True)
class Fact:
    """A fact as a record holds it: which field of which entry, where it is from, how far it is to be trusted."""

    text: str
    field: str
    source: str
    confidence: str
    needs_check: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence of a draft, with the facts that it tells; a fixed sentence has none."""

    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Told:
    """A sentence as its template tells it; an *extra* one may be dropped to fit a channel."""

    sentence: Sentence
    extra: bool

    @property
    def is_hashtags(self) -> bool:
        """Tell whether it is the hashtags, by which a post is found."""
        return all(word.startswith("#") for word in self.sentence.text.split())


@dataclass
class Record:
    """What one rendering has told so far."""

    printed: list[Fact] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class Placeholder:
    """A fact inside a template: printing it records it; one without text is false, and cannot be printed."""

    def __init__(self, name: str, text: str | None, facts: tuple[Fact, ...], record: Record) -> None:
        self._name = name
        self._text = text
        self._facts = facts
        self._record = record

    def __bool__(self) -> bool:
        return self._text is not None

    def __str__(self) -> str:
        if self._text is None:
            raise MissingFactError(self._name)
        self._record.printed.extend(self._facts)
        return self._text


class Condition:
    """Something that a template may ask with “if” but not print."""

    def __init__(self, name: str, *, holds: bool) -> None:
        self._name = name
        self._holds = holds

    def __bool__(self) -> bool:
        return self._holds

    def __str__(self) -> str:
        message = f"{self._name} can only be asked with “if”, not printed"
        raise DraftError(message)


class SentenceTag(Extension):
    """The tag {% sentence %}…{% endsentence %}, or {% sentence extra %}…{% endsentence %}."""

    tags = {"sentence"}

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the node that tells the sentence when the template is rendered."""
        line = next(parser.stream).lineno
        extra = parser.stream.skip_if("name:extra")
        body = parser.parse_statements(("name:endsentence",), drop_needle=True)
        call = self.call_method("_tell", [nodes.ContextReference(), nodes.Const(extra)])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _tell(self, context: Context, extra: bool, caller: Callable[[], str]) -> str:  # noqa: FBT001 - Jinja calls it
        record: Record = context[RECORD]
        record.printed.clear()
        try:
            text = _BLANKS.sub(" ", caller()).strip()
        except MissingFactError as missing:
            record.missing.append(str(missing))
            return ""
        if not text:
            return ""
        record.told.append(Told(Sentence(text, tuple(dict.fromkeys(record.printed))), extra))
        return mark(len(record.told) - 1)


def mark(index: int) -> str:
    """Return the mark that stands for a told sentence in what Jinja renders."""
    return f"\x02{index}\x03"


def marked(rendered: str) -> Iterator[int]:
    """Return the sentences that a rendered line stands for; refuse words outside sentences."""
    if re.sub(r"\x02\d+\x03", "", rendered).strip():
        message = "a template holds words outside its sentences; put them between sentence and endsentence"
        raise DraftError(message)
    return (int(found[1]) for found in re.finditer(r"\x02(\d+)\x03", rendered))


def environment(sources: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """Return where wordings are rendered: no files, nothing unsafe, and an unknown name is an error."""
    # A line break after a tag is not text: sentences on neighbouring lines share a paragraph, an empty line parts them.
    return ImmutableSandboxedEnvironment(
        loader=DictLoader(sources),
        extensions=[SentenceTag],
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
