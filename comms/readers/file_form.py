"""The form in which files are saved: what is read all the same, and makes trouble in other programs."""

from collections.abc import Iterator
from pathlib import Path

from comms.errors import Problem
from comms.readers.shown import one_line

_MARK = b"\xef\xbb\xbf"
_ENDINGS = (".yaml", ".yml", ".j2")
# What is larger is refused by its reader.
_MOST = 2_000_000


def odd_forms(site: Path) -> Iterator[Problem]:
    """Yield a notice for each file of the site that begins with a byte-order mark, or has Windows line ends."""
    for path in _written_files(site):
        found = _found(path)
        if found:
            remedy = f"{' and '.join(found)}; it is read all the same; {_remedy(found)}"
            yield Problem(one_line(path.relative_to(site).as_posix()), "", "", remedy)


def _written_files(site: Path) -> Iterator[Path]:
    yield site / "config.yaml"
    for folder in ("calendars", "packs", "templates"):
        yield from sorted(path for path in (site / folder).rglob("*") if path.name.endswith(_ENDINGS))


def _found(path: Path) -> tuple[str, ...]:
    try:
        with path.open("rb") as opened:
            content = opened.read(_MOST)
    # What cannot be read is told by its reader.
    except OSError:
        return ()
    mark = ("begins with a byte-order mark",) if content.startswith(_MARK) else ()
    return (*mark, "has Windows line ends (CRLF)") if b"\r\n" in content else mark


def _remedy(found: tuple[str, ...]) -> str:
    form = "UTF-8 without a byte-order mark" if "mark" in found[0] else "UTF-8"
    return f"save it as {form}, with Unix line ends (LF)" if "CRLF" in found[-1] else f"save it as {form}"
