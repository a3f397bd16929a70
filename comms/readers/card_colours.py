"""Reader of the colours of a site's cards."""

from collections.abc import Sequence
from pathlib import Path

from comms.domain.cards import Colours
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import parsed, read_yaml

_FILE = Path("site") / "pages" / "card.yaml"


def read_card_colours(templates: Sequence[Path]) -> Colours:
    """Return the colours from the first of the folders *templates* that has them; faint ones raise WrittenError."""
    path = next(folder / _FILE for folder in templates if (folder / _FILE).is_file())
    name = f"templates/{_FILE.as_posix()}"
    return parsed(Colours, read_yaml(path, name=name), file=name)


def colour_problems(templates: Sequence[Path]) -> tuple[Problem, ...]:
    """Return all that is wrong with the colours of the site's cards."""
    try:
        read_card_colours(templates)
    except WrittenError as error:
        return error.problems
    return ()
