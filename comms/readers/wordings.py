"""Reading the templates of posts and of kits: the site's own first, the shipped ones where the site has none."""

from pathlib import Path
from typing import Literal

from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import written_text

_SUFFIX = ".txt.j2"


def read_wordings(site: Path, shipped: Path, of: Literal["posts", "kit"] = "posts") -> dict[str, str]:
    """Return the source of every template of posts, or of kits, by its path below the templates folder."""
    found, problems = written_wordings(site, shipped, of)
    if problems:
        raise WrittenError(problems)
    return found


def written_wordings(
    site: Path, shipped: Path, of: Literal["posts", "kit"] = "posts"
) -> tuple[dict[str, str], list[Problem]]:
    """Return the templates that can be read, and what is wrong with the others."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for folder in (shipped, site):
        for path in sorted((folder / of).rglob(f"*{_SUFFIX}")):
            name = path.relative_to(folder).as_posix()
            try:
                found[name] = written_text(path, f"templates/{name}")
            except WrittenError as error:
                problems += error.problems
    return found, list(dict.fromkeys(problems))
