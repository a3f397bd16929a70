"""The chain over the audit: each line has a digest of salted parts, each seal one of the lines since the seal before.

Who acted, on what, and what changed are hashed each with a salt of its own. Erasing one of them takes the value and
the salt away and leaves its hash, so that the line still proves the rest, and nobody can guess what was erased.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

ERASED = "erased:"
BEGINNING = "0" * 64
PARTS = ("who", "subject", "values")


@dataclass(frozen=True)
class ChainLine:
    """One line of the audit as the chain sees it: *salts* holds, by part, its salt or the hash of what was erased."""

    number: int
    at: datetime
    act: str
    who: str
    subject: str
    values: Mapping[str, Any]
    salts: Mapping[str, str]
    digest: str = ""

    def part(self, name: str) -> object:
        """Return the value of one part."""
        return {"who": self.who, "subject": self.subject, "values": self.values}[name]


@dataclass(frozen=True)
class ChainSeal:
    """One seal: the lines from *first* to *last*, as many as *lines*, after the seal whose digest is *previous*."""

    number: int
    first: int
    last: int
    lines: int
    previous: str
    digest: str


@dataclass(frozen=True)
class Breach:
    """What does not fit: a code and the numbers that show where."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


def digest_of(line: ChainLine) -> str:
    """Return the digest of *line*: SHA-256 in hexadecimal, over the hash of each part and over when and what."""
    hashes = [hash_of(line, name) for name in PARTS]
    return _sha256([line.at.astimezone(UTC).isoformat(timespec="microseconds"), line.act, *hashes])


def hash_of(line: ChainLine, name: str) -> str:
    """Return the salted hash of one part of *line*, or the one that was kept when the part was erased."""
    salt = line.salts[name]
    return salt.removeprefix(ERASED) if salt.startswith(ERASED) else _sha256([salt, _canonical(line.part(name))])


def digest_of_seal(previous: str, lines: Sequence[tuple[int, str]]) -> str:
    """Return the digest of a seal over *lines*, each its number and digest, after the seal *previous*."""
    return _sha256([previous, *(f"{number} {digest}" for number, digest in lines)])


def breaches(lines: Iterable[ChainLine], seals: Sequence[ChainSeal]) -> Iterator[Breach]:
    """Yield what does not fit, given all *lines* and *seals* in the order of their numbers.

    Lines after the last seal are looked at for themselves only: the next seal covers them.
    """
    yield from _broken_links(seals)
    ahead = iter(lines)
    line = next(ahead, None)
    for seal in seals:
        while line and line.number < seal.first:
            yield Breach("line put in", {"line": line.number})
            line = next(ahead, None)
        inside: list[tuple[int, str]] = []
        while line and line.number <= seal.last:
            yield from _broken_line(line)
            inside.append((line.number, line.digest))
            line = next(ahead, None)
        if (len(inside), digest_of_seal(seal.previous, inside)) != (seal.lines, seal.digest):
            counts: dict[str, object] = {"sealed": seal.lines, "found": len(inside)}
            yield Breach("seal broken", {"seal": seal.number, "first": seal.first, "last": seal.last} | counts)
    while line:
        yield from _broken_line(line)
        line = next(ahead, None)


def _broken_links(seals: Sequence[ChainSeal]) -> Iterator[Breach]:
    if seals and seals[0].previous != BEGINNING:
        yield Breach("seal missing", {"seal": seals[0].number})
    for before, after in pairwise(seals):
        if after.previous != before.digest:
            yield Breach("seal missing", {"seal": after.number})


def _broken_line(line: ChainLine) -> Iterator[Breach]:
    if digest_of(line) != line.digest:
        yield Breach("line changed", {"line": line.number})
    for name in PARTS:
        if line.salts[name].startswith(ERASED) and any(texts_of(line.part(name))):
            yield Breach("erased part filled", {"line": line.number, "part": name})


def texts_of(value: object) -> Iterator[str]:
    """Yield each text, number and truth that stands somewhere in *value*, as text; nothing for what is empty."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
    elif value not in {None, ""}:
        yield str(value)


def _canonical(value: object) -> str:
    """Return *value* as JSON that any database gives back alike: sorted, and whole numbers without a fraction."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _sha256(parts: Iterable[str]) -> str:
    # A length before each part: two lists of parts never make one text.
    whole = b"".join(b"%d:%s" % (len(part), part) for part in (text.encode() for text in parts))
    return sha256(whole).hexdigest()
