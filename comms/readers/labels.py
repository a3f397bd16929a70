"""Labels: which days go with which initiative, as people graded them, to measure matching by."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from comms.domain.evaluation import Labelled
from comms.domain.lexicon import Lexicon
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.text import folded, words
from comms.domain.themes import Taxonomy
from comms.domain.tongues import language_of
from comms.domain.written import Language, Line, MaybeLine, Written
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import parsed, read_yaml


class LabelledText(Written):
    """One labelled initiative: its texts, or the id under which a network holds it.

    Where *lang* is not given, the small words of the texts say it.
    """

    id: Line
    lang: Language | None = None
    region: MaybeLine = ""
    title: MaybeLine = ""
    summary: MaybeLine = ""
    declared_themes: tuple[Line, ...] = ()
    grades: dict[str, Annotated[int, Field(ge=0, le=3)]] = {}
    off_topic: bool = False


class LabelsFile(Written):
    """A file of labels."""

    note: MaybeLine = ""
    source: MaybeLine = ""
    kind: Literal["labels"] = "labels"
    initiatives: tuple[LabelledText, ...]


def read_labels(
    path: Path,
    observances: Mapping[str, Observance],
    taxonomy: Taxonomy,
    initiatives: Mapping[str, Initiative] | None = None,
) -> list[Labelled]:
    """Return the labels at *path*; an initiative without a text is looked up in *initiatives*."""
    whole = parsed(LabelsFile, read_yaml(path, name=path.name), file=path.name)
    days, themes = _days(observances.values()), _Themes(taxonomy)
    problems: list[Problem] = []
    found = []
    for one in whole.initiatives:
        known = (initiatives or {}).get(one.id)
        if not one.title and not known:
            problems.append(Problem(path.name, one.id, "title", "is missing, and no network holds this initiative"))
        unknown = [day for day in one.grades if _plain(day) not in days]
        problems += [Problem(path.name, one.id, "grades", f"{day} is the id of no observance") for day in unknown]
        grades: dict[str, int] = {}
        for day, grade in one.grades.items():
            if known_day := days.get(_plain(day)):
                grades[known_day] = max(grade, grades.get(known_day, 0))
        found.append(Labelled(known if known and not one.title else _initiative(one, themes), grades, one.off_topic))
    if problems:
        raise WrittenError(problems)
    return found


def _days(observances: Iterable[Observance]) -> dict[str, str]:
    """Return the ids of days by each name that they are known by; an id goes before another's other name."""
    known = {_plain(other): one.id for one in observances for other in one.also}
    return known | {_plain(one.id): one.id for one in observances}


def _plain(name: str) -> str:
    return name.replace("_", "-")


def _initiative(one: LabelledText, themes: "_Themes") -> Initiative:
    language = one.lang or language_of(words(f"{one.title} {one.summary}"), "")
    written: dict[str, Any] = {
        "id": one.id,
        "member": "labelled",
        "language": language,
        "title": {language: one.title},
        "summary": {language: one.summary},
        "themes": themes.named(one.declared_themes, language),
    }
    # A label's text has one language only, and no English where it was not written in it.
    return Initiative.model_construct(**written)


class _Themes:
    """Finds the theme that a label names in the words of any language."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._by_label = {
            folded(text): theme.id for theme in taxonomy.themes.values() for text in (theme.id, *theme.label.values())
        }
        self._lexicon = Lexicon(taxonomy.themes.values())

    def named(self, labels: Iterable[str], language: str) -> tuple[str, ...]:
        """Return the ids of the themes that *labels* name, by their label or else by their strongest stem."""
        return tuple(dict.fromkeys(theme for label in labels for theme in self._named(label, language)))

    def _named(self, label: str, language: str) -> Iterable[str]:
        if folded(label) in self._by_label:
            return (self._by_label[folded(label)],)
        found = self._lexicon.evidence(label, language) or self._lexicon.evidence(label, "en")
        best = max(found, key=lambda one: (one.weight, len(one.stem), one.theme), default=None)
        return (best.theme,) if best else ()
