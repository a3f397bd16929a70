"""Templates that nobody would read: most often a misspelt name, or a language that the site does not speak."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import get_args

from comms.domain.channels import CHANNEL_RULES
from comms.domain.planning import SlotKind
from comms.errors import Problem
from comms.readers.shown import nearest, one_line

_ENDING = ".txt.j2"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PATTERN = f"posts/<language>/<kind of channel>/<kind of post>{_ENDING}"


def stray_templates(own: Path, shipped: Path) -> Iterator[Problem]:
    """Yield each file or folder in the site's own templates that is read in no site."""
    known = sorted(path.name for path in shipped.iterdir() if path.is_dir())
    if own.is_file():
        yield Problem("templates", "", "", "is a file; make it a folder, or move it away")
    for path in sorted(own.glob("[!.]*")):
        if path.is_dir() and path.name not in known:
            yield _problem(f"{path.name}/", "folder of templates", path.name, known)
        elif path.is_file() and _is_meant(path):
            yield Problem(_name(path.name), "", "", f"is not read here; move it to one of {', '.join(known)}")
    for path in _files(own / "posts"):
        yield from _of_posts(path.relative_to(own / "posts").parts)
    for path in _files(own / "kit"):
        yield from _of_kit(path.relative_to(own / "kit").parts, shipped / "kit")


def idle_templates(own: Path, languages: Collection[str], kinds: Collection[str]) -> Iterator[Problem]:
    """Yield each folder of post templates that would be read, if config.yaml named its language or kind of channel."""
    for folder in sorted(path for path in (own / "posts").glob("[!.]*") if path.is_dir()):
        if not _LANGUAGE.fullmatch(folder.name):
            continue
        if folder.name not in languages:
            remedy = f"is not read: config.yaml does not name “{folder.name}” among languages; add it, or move it away"
            yield Problem(_name(f"posts/{folder.name}/"), "", "", remedy)
            continue
        for kind in sorted(CHANNEL_RULES.keys() - set(kinds)):
            if (folder / kind).is_dir():
                remedy = f"is not read: config.yaml has no channel of the kind {kind}; add one, or move it away"
                yield Problem(_name(f"posts/{folder.name}/{kind}/"), "", "", remedy)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and _is_meant(path))


def _is_meant(path: Path) -> bool:
    """Tell whether a file is meant to be read: neither hidden, nor an editor's copy, nor a note for people."""
    return not path.name.startswith(".") and not path.name.endswith("~") and path.suffix != ".md"


def _name(below: str) -> str:
    return one_line(f"templates/{below}")


def _of_posts(parts: tuple[str, ...]) -> Iterator[Problem]:
    name, slots = f"posts/{'/'.join(parts)}", [f"{kind}{_ENDING}" for kind in get_args(SlotKind)]
    if len(parts) != 3:  # noqa: PLR2004 - language, kind of channel, kind of post
        yield Problem(_name(name), "", "", f"is not where a template is read; a post's is {_PATTERN}")
    elif not _LANGUAGE.fullmatch(parts[0]):
        yield Problem(
            _name(name), "", "", f"is not read: “{one_line(parts[0], 40)}” is no language code; write en or es"
        )
    elif parts[1] not in CHANNEL_RULES:
        yield _problem(name, "template of a kind of channel", parts[1], list(CHANNEL_RULES))
    elif parts[2] not in slots:
        yield _problem(name, "template of a kind of post", parts[2], slots)


def _of_kit(parts: tuple[str, ...], shipped: Path) -> Iterator[Problem]:
    name = f"kit/{'/'.join(parts)}"
    if (shipped / Path(*parts)).is_file() or (parts[0] == "words" and parts[-1].endswith(".yaml")):
        return
    known = sorted(path.name for path in (shipped / "en").iterdir())
    if len(parts) != 2 or not _LANGUAGE.fullmatch(parts[0]):  # noqa: PLR2004 - language, what it words
        yield Problem(_name(name), "", "", "is not where a template is read; a kit's is kit/<language>/<name>.txt.j2")
    elif parts[1] not in known:
        yield _problem(name, "template of a kit", parts[1], known)


def _problem(name: str, what: str, given: str, known: list[str]) -> Problem:
    near = nearest(given, known)
    remedy = f"rename it to {near}" if near else f"rename it to one of {', '.join(known)}, or move it away"
    return Problem(_name(name), "", "", f"“{one_line(given, 40)}” is no {what}; {remedy}")
