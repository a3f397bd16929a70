"""Reading the templates of posts and of kits: the site's own first, the shipped ones where the site has none."""

from pathlib import Path
from typing import Literal

from comms.errors import Problem, WrittenError

_SUFFIX = ".txt.j2"


def read_wordings(site: Path, shipped: Path, of: Literal["posts", "kit"] = "posts") -> dict[str, str]:
    """Return the source of every template of posts, or of kits, by its path below the templates folder."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for folder in (shipped, site):
        for path in sorted((folder / of).rglob(f"*{_SUFFIX}")):
            name = path.relative_to(folder).as_posix()
            try:
                found[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                problems.append(Problem(name, "", "", "is not in UTF-8; save it again in that encoding"))
    if problems:
        raise WrittenError(problems)
    return found
