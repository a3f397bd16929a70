"""Reader of the newsletter's own words: one YAML file per language, so that a new language is no code."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from comms.domain.written import Line, Written
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import parsed, read_yaml

_FOLDER = Path("newsletter") / "words"
_MODEL = "en"


class _Words(Written):
    """One file of words."""

    words: dict[str, Line]


def read_words(templates: Sequence[Path], language: str) -> Mapping[str, str]:
    """Return the words in *language* from the folders *templates*, of which an earlier one overrides a later.

    Raise WrittenError for a word that English has and *language* has not, and for one that nothing asks for.
    """
    found, model = _merged(templates, language), _merged(templates, _MODEL)
    name = str(_FOLDER / f"{language}.yaml")
    missing = [
        Problem(name, "words", word, f"is missing; in English it is “{model[word]}”") for word in model.keys() - found
    ]
    unknown = [Problem(name, "words", word, "is no word of the newsletter; delete it") for word in found.keys() - model]
    if missing or unknown:
        raise WrittenError(sorted(missing + unknown))
    return found


def _merged(templates: Sequence[Path], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in reversed(templates):
        path = folder / _FOLDER / f"{language}.yaml"
        if path.is_file():
            name = str(_FOLDER / path.name)
            found |= parsed(_Words, read_yaml(path, name=name), file=name).words
    return found
