"""Turns within a theme: nobody is told in it twice before everybody was told in it once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from comms.domain.candidates import Candidate
from comms.domain.network import Network


def eligible(found: Iterable[Candidate], network: Network) -> dict[str, set[str]]:
    """Return by theme the members whose work matches one of its days."""
    members: dict[str, set[str]] = defaultdict(set)
    for one in found:
        members[one.theme].update(network.initiatives[match.initiative].member for match in one.matches)
    return members


def rested(
    turns: Mapping[tuple[str, str], int], found: Iterable[Candidate], network: Network
) -> frozenset[tuple[str, str]]:
    """Return the members, each with a theme, that wait until all others had as many turns in it."""
    waiting: set[tuple[str, str]] = set()
    for theme, members in eligible(found, network).items():
        fewest = min((turns.get((member, theme), 0) for member in members), default=0)
        waiting |= {(member, theme) for member in members if turns.get((member, theme), 0) > fewest}
    return frozenset(waiting)
