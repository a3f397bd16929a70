"""Reading the templates of posts: the site's own first, the shipped ones where the site has none."""

from pathlib import Path

from comms.errors import Problem, WrittenError

_FOLDER = "posts"
_SUFFIX = ".txt.j2"


def read_wordings(site: Path, shipped: Path) -> dict[str, str]:
    """Return the source of every template of posts, by its path below the templates folder."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for folder in (shipped, site):
        for path in sorted((folder / _FOLDER).rglob(f"*{_SUFFIX}")):
            name = path.relative_to(folder).as_posix()
            try:
                found[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                problems.append(Problem(name, "", "", "is not in UTF-8; save it again in that encoding"))
    if problems:
        raise WrittenError(problems)
    return found
