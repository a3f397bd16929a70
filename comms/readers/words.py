"""Reader of the words that the newsletter and the pages add: one YAML file a language, so that a new one is no code."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from comms.domain.written import Line, Written
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import parsed, read_yaml

_FOLDERS = {
    "newsletter": Path("newsletter") / "words",
    "pages": Path("site") / "pages" / "words",
    "kit": Path("kit") / "words",
}
_MODEL = "en"


class _Words(Written):
    """One file of words."""

    words: dict[str, Line]


def read_words(
    templates: Sequence[Path], language: str, of: Literal["newsletter", "pages", "kit"] = "newsletter"
) -> Mapping[str, str]:
    """Return the words in *language* from the folders *templates*, of which an earlier one overrides a later.

    Raise WrittenError for a word that English has and *language* has not, and for one that nothing asks for.
    """
    folder = _FOLDERS[of]
    found, model = _merged(templates, folder, language), _merged(templates, folder, _MODEL)
    name = f"templates/{folder.as_posix()}/{language}.yaml"
    missing = [
        Problem(name, "words", word, f"is missing; in English it is “{model[word]}”") for word in model.keys() - found
    ]
    unknown = [Problem(name, "words", word, f"is no word of the {of}; delete it") for word in found.keys() - model]
    if missing or unknown:
        raise WrittenError(sorted(missing + unknown))
    return found


def _merged(templates: Sequence[Path], below: Path, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in reversed(templates):
        path = folder / below / f"{language}.yaml"
        if path.is_file():
            name = f"templates/{below.as_posix()}/{path.name}"
            found |= parsed(_Words, read_yaml(path, name=name), file=name).words
    return found
