"""The matches of the site's own network, kept in a file: found by a process that ends, read by the desk.

Finding them takes seconds, and memory that grows with the network; reading those of one day takes neither.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comms import domain
from comms.config import Config
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.observances import Observance
from comms.domain.reasons import Reason
from comms.feeds.files import write
from comms.readers.calendars import Calendars

if TYPE_CHECKING:
    from comms.domain.matching import Matcher

# Most matches are fainter than this; only what editors say of the very pair lifts them to where anybody sees them.
LIKELY = 0.1


def place(config: Config) -> Path:
    """Return where the site keeps its matches."""
    return config.var / "matches.jsonl"


def digest(calendars: Calendars) -> str:
    """Return what differs whenever the matches may: by the works, the days, the themes, or the rules of matching."""
    found = sha256()
    # This file too: how the matches are written may change.
    for path in (Path(__file__), *sorted(Path(domain.__path__[0]).glob("*.py"))):
        found.update(path.read_bytes())
    for part in (calendars.network.initiatives, calendars.observances, calendars.taxonomy.themes):
        for one in part.values():
            found.update(one.model_dump_json().encode())
    return found.hexdigest()


def matcher_of(calendars: Calendars, network: Network) -> "Matcher":
    """Return what matches *network* with the days of *calendars*."""
    from comms.domain.matching import Matcher  # noqa: PLC0415 - what matches is for those who plan, not for the desk

    return Matcher(network.initiatives.values(), calendars.taxonomy, calendars.observances.values())


def keep_current(calendars: Calendars, path: Path, matcher: "Matcher | None" = None) -> bool:
    """Put the matches of *calendars* at *path*, unless they stand there; tell whether they had to be found."""
    of = digest(calendars)
    if KeptMatches(path).of == of:
        return False
    asked = matcher or matcher_of(calendars, calendars.network)
    keep(asked.all_matches(calendars.observances.values()), path, of=of)
    return True


def keep(matches: Mapping[str, Iterable[Match]], path: Path, *, of: str) -> None:
    """Put *matches* at *path*: a line that says where each day stands, then a line a match, best first a day."""
    days: dict[str, tuple[int, int, int]] = {}
    parts: list[bytes] = []
    start = 0
    for day, listed in matches.items():
        found = list(listed)
        likely = _written(one for one in found if one.p >= LIKELY)
        faint = _written(one for one in found if one.p < LIKELY)
        days[day] = (start, len(likely), len(faint))
        parts += (likely, faint)
        start += len(likely) + len(faint)
    best = {day: _bare(first) for day, listed in matches.items() if (first := next(iter(listed), None))}
    head = json.dumps({"of": of, "days": days, "best": best}, ensure_ascii=False)
    write(path, head.encode() + b"\n" + b"".join(parts))


def _bare(match: Match) -> tuple[str, float]:
    return match.initiative, match.p


def _written(matches: Iterable[Match]) -> bytes:
    rows = ((*_bare(one), [(reason.code, reason.values) for reason in one.reasons]) for one in matches)
    return b"".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows)


@dataclass(frozen=True)
class KeptMatches:
    """The matches at *path*. Each question reads the file as it is now: another one may have taken its place."""

    path: Path

    @property
    def of(self) -> str:
        """Return the digest of what these are the matches of; nothing where none are kept."""
        if not self.path.is_file():
            return ""
        with self.path.open("rb") as file:
            return str(json.loads(file.readline())["of"])

    def best(self) -> dict[str, Match]:
        """Return the best match of each day that has any, without its reasons."""
        with self.path.open("rb") as file:
            found = json.loads(file.readline())["best"]
        return {day: Match(day, initiative, p, ()) for day, (initiative, p) in found.items()}

    def matches(self, observance: Observance) -> list[Match]:
        """Return the initiatives that illustrate *observance*, best first."""
        return _read(observance.id, b"".join(self._parts(observance.id)).splitlines())

    def likely(self, observance: Observance) -> list[Match]:
        """Return those of the matches that are not faint, best first."""
        return _read(observance.id, self._parts(observance.id)[0].splitlines())

    def those(self, observance: Observance, works: Iterable[str]) -> list[Match]:
        """Return the matches of *works* with *observance*, best first, without reading the others."""
        begins = tuple(f'["{one}",'.encode() for one in works)
        lines = b"".join(self._parts(observance.id)).splitlines()
        return _read(observance.id, [one for one in lines if one.startswith(begins)])

    def _parts(self, day: str) -> tuple[bytes, bytes]:
        with self.path.open("rb") as file:
            days: dict[str, tuple[int, int, int]] = json.loads(file.readline())["days"]
            if day not in days:
                return b"", b""
            start, likely, faint = days[day]
            file.seek(start, 1)
            return file.read(likely), file.read(faint)


def _read(day: str, lines: list[bytes]) -> list[Match]:
    rows: list[tuple[str, float, list[tuple[str, dict[str, Any]]]]] = json.loads(b"[%b]" % b",".join(lines))
    return [
        Match(day, initiative, p, tuple(Reason(code, values) for code, values in reasons))
        for initiative, p, reasons in rows
    ]
