"""The wordings that editors keep: one template for a language, a kind of channel and a kind of slot."""

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from comms.domain import speech, template_faults
from comms.domain.placeholders import Values, context
from comms.domain.sentences import DraftError, Record, Sentence, Told, environment, marked


def path_of(language: str, channel_kind: str, kind: str) -> str:
    """Return where the wordings for a language, a kind of channel and a kind of slot are written."""
    return f"posts/{language}/{channel_kind}/{kind}.txt.j2"


@dataclass(frozen=True)
class Laid:
    """A wording laid out: paragraphs of sentences, and the names of the facts that its left-out sentences miss."""

    paragraphs: tuple[tuple[Told, ...], ...]
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return it as it is published: an empty line between paragraphs."""
        return "\n\n".join(" ".join(told.sentence.text for told in one) for one in self.paragraphs)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return its sentences in order."""
        return tuple(told.sentence for one in self.paragraphs for told in one)

    def shorter(self) -> "Laid | None":
        """Return it without its last extra sentence, or None where it has none; the hashtags stay."""
        extras = [
            (row, place)
            for row, one in enumerate(self.paragraphs)
            for place, told in enumerate(one)
            if told.extra and not told.is_hashtags
        ]
        if not extras:
            return None
        kept = (
            tuple(told for place, told in enumerate(one) if (row, place) != extras[-1])
            for row, one in enumerate(self.paragraphs)
        )
        return Laid(tuple(one for one in kept if one), self.missing)


class Wordings:
    """All wordings, ready to be rendered."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._environment = environment(sources)

    def names(self, path: str) -> tuple[str, ...]:
        """Return the names of the wordings in one template, in the order in which they are written."""
        return tuple(self._template(path).blocks)

    def laid(
        self, path: str, wording: str, values: Values, *, language: str, shortened: Mapping[str, str] | None = None
    ) -> Laid:
        """Return one wording with the facts in it."""
        template, record = self._template(path), Record()
        names = template.new_context(context(values, record, shortened or {}))
        try:
            rendered = "".join(template.blocks[wording](names))
        except TemplateError as error:
            message = f"templates/{path}: {wording}: {error}; `comms check` says where to correct it"
            raise DraftError(message) from error
        told = [_spaced(one, language) for one in record.told]
        rows = (tuple(told[index] for index in marked(line)) for line in rendered.splitlines())
        return Laid(tuple(row for row in rows if row), tuple(dict.fromkeys(record.missing)))

    def _template(self, path: str) -> Template:
        try:
            return self._environment.get_template(path)
        except TemplateNotFound:
            message = f"there is no template {path}; copy that of another language and translate it"
            raise DraftError(message) from None
        except RecursionError:
            message = f"templates/{path}: {template_faults.TOO_DEEP}"
            raise DraftError(message) from None
        except TemplateSyntaxError as error:
            message = f"templates/{path}: line {error.lineno}: {template_faults.told(error)}"
            raise DraftError(message) from error


def _spaced(told: Told, language: str) -> Told:
    return Told(Sentence(speech.spaced(told.sentence.text, language), told.sentence.facts), told.extra)
