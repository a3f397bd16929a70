"""Reader of the words of a plan's report: one YAML file per language, so that a new language is no code."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from comms.domain.written import Line, Written
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import parsed, read_yaml

_FOLDER = Path("plan") / "words"


class _Words(Written):
    words: dict[str, Line]


def read_plan_words(templates: Sequence[Path], language: str) -> Mapping[str, str]:
    """Return the words in *language* from the first of *templates* that has them."""
    for folder in templates:
        path = folder / _FOLDER / f"{language}.yaml"
        if path.is_file():
            name = str(_FOLDER / path.name)
            return parsed(_Words, read_yaml(path, name=name), file=name).words
    raise WrittenError([Problem(str(_FOLDER / f"{language}.yaml"), "", "", "is not there; write it after en.yaml")])
