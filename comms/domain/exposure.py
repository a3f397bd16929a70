"""Who is told how often: shares, coverage and evenness of a plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comms.domain.candidates import Candidate
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.planning import Slot


@dataclass(frozen=True)
class Exposure:
    """How often each member, region, language and theme is told; *coverage* by month counts the members told so far."""

    members: Mapping[str, int]
    regions: Mapping[str, int]
    languages: Mapping[str, int]
    themes: Mapping[str, int]
    coverage: tuple[tuple[str, int], ...]

    @property
    def told(self) -> int:
        """Return how many members are told at all."""
        return sum(times > 0 for times in self.members.values())

    @property
    def gini(self) -> float:
        """Return how uneven the members' shares are: 0 is all alike."""
        return gini(self.members.values())


def gini(values: Iterable[int]) -> float:
    """Return the Gini index of *values*; 0 where there are none."""
    ordered = sorted(values)
    total, count = sum(ordered), len(ordered)
    if not total:
        return 0.0
    return 2 * sum(rank * value for rank, value in enumerate(ordered, start=1)) / (count * total) - (count + 1) / count


def exposure(slots: Iterable[Slot], network: Network, occurrences: Iterable[Occurrence] = ()) -> Exposure:
    """Return the exposure of all members in *slots*; themes are the first of each occurrence."""
    featuring = [slot for slot in slots if slot.member in network.members]
    theme = {one.key: next(iter(one.observance.themes), "") for one in occurrences}
    members = Counter(dict.fromkeys(sorted(network.members), 0))
    members.update(slot.member for slot in featuring if slot.member)
    works = [network.initiatives[id_] for slot in featuring if (id_ := slot.initiative or "") in network.initiatives]
    return Exposure(
        members=members,
        regions=_counted(network.members[slot.member].region for slot in featuring if slot.member),
        languages=_counted(work.language for work in works),
        themes=_counted(theme[slot.occurrence] for slot in featuring if slot.occurrence in theme),
        coverage=_coverage(featuring),
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    found = Counter(names)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _coverage(slots: Iterable[Slot]) -> tuple[tuple[str, int], ...]:
    first: dict[str, str] = {}
    for slot in sorted(slots, key=lambda slot: slot.day):
        first.setdefault(slot.member or "", f"{slot.day:%Y-%m}")
    by_month = Counter(first.values())
    total = 0
    found = []
    for month in sorted(by_month):
        total += by_month[month]
        found.append((month, total))
    return tuple(found)


def silence(found: Iterable[Candidate], slots: Iterable[Slot]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return by theme and month how many days there are, and for how many of them the network has something to say."""
    told: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    spoken = {slot.occurrence for slot in slots if slot.initiative}
    for one in found:
        if one.occurrence and one.kind == "day":
            month = f"{one.day:%Y-%m}"
            days, matched = told[one.theme].get(month, (0, 0))
            says = bool(one.matches) or one.occurrence in spoken
            told[one.theme][month] = (days + 1, matched + says)
    return {theme: dict(sorted(months.items())) for theme, months in sorted(told.items())}
