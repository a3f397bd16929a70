"""The members of a network and their initiatives, from a folder or from one file."""

from dataclasses import dataclass
from pathlib import Path

from comms.domain.network import Initiative, Member, Network, Speaker
from comms.errors import Problem, WrittenError
from comms.readers.references import Ids, unknown
from comms.readers.shapes import InitiativesFile, MembersFile, NetworkFile
from comms.readers.sheets import Entries, Entry, Sheet, entries, in_order, sheet, stray, yaml_files
from comms.readers.yaml_file import Ours

_NAMES = ("members.yaml", "initiatives.yaml")
_OURS = Ours("a network file", "members")


@dataclass(frozen=True)
class Known:
    """What a network may name."""

    observances: Ids
    themes: Ids
    regions: Ids
    governments: Ids


@dataclass(frozen=True)
class NetworkSheets:
    """The files of a network; one file may hold both."""

    members: tuple[Sheet, ...]
    initiatives: tuple[Sheet, ...]


@dataclass(frozen=True)
class WrittenNetwork:
    """A network as it was written, with all that is wrong in it."""

    members: Entries[Member]
    initiatives: Entries[Initiative]
    problems: tuple[Problem, ...]
    organisation: Speaker | None = None

    @property
    def written(self) -> tuple[Entry, ...]:
        """Return all entries as they were written."""
        return self.members.written + self.initiatives.written

    def network(self) -> Network:
        """Return the network; it is whole only where there are no problems."""
        return Network(self.members.values, self.initiatives.values, self.organisation)


def read_network(path: Path, *, known: Known) -> Network:
    """Return the network at *path*, a folder or one YAML file; raise WrittenError with all that is wrong in it."""
    lost: tuple[Problem, ...] = ()
    if path.is_dir():
        prefix = f"{path}/".replace("//", "/")
        sheets = network_sheets(path, prefix=prefix, members_required=True)
        lost = tuple(stray(path, _NAMES, prefix=prefix))
    else:
        whole = (sheet(path, str(path), NetworkFile, ours=_OURS),)
        sheets = NetworkSheets(whole, whole)
    found = written_network(sheets, known)
    problems = lost + found.problems
    if problems:
        raise WrittenError(in_order(problems, found.written))
    return found.network()


def network_sheets(folder: Path, *, prefix: str = "", members_required: bool = False) -> NetworkSheets:
    """Return the network's files in *folder*, called by *prefix* and their path in it."""
    members, initiatives = folder / "members.yaml", folder / "initiatives.yaml"
    of_initiatives = [path for path in [initiatives] if path.exists()] + yaml_files(folder / "initiatives")
    return NetworkSheets(
        tuple(sheet(path, prefix + path.name, MembersFile) for path in [members] if members_required or path.exists()),
        tuple(sheet(path, prefix + path.relative_to(folder).as_posix(), InitiativesFile) for path in of_initiatives),
    )


def written_network(sheets: NetworkSheets, known: Known) -> WrittenNetwork:
    """Return the network in these files, with all that is wrong in it and in what it names."""
    members = entries(sheets.members, "members", Member)
    initiatives = entries(sheets.initiatives, "initiatives", Initiative)
    files = dict.fromkeys((*sheets.members, *sheets.initiatives))
    problems = (
        *(problem for one in files for problem in one.problems),
        *members.problems,
        *initiatives.problems,
        *unknown(members.written, "region", known.regions),
        *unknown(members.written, "government", known.governments),
        *unknown(initiatives.written, "member", Ids("a member", _home(sheets.members), members.ids)),
        *unknown(initiatives.written, "themes", known.themes),
        *unknown(initiatives.written, "days", known.observances),
    )
    return WrittenNetwork(members, initiatives, problems, None if problems else _organisation(sheets.members))


def _organisation(members: tuple[Sheet, ...]) -> Speaker | None:
    raw = members[0].lists.get("organisation") if members else None
    return Speaker.model_validate(raw) if raw else None


def _home(members: tuple[Sheet, ...]) -> str:
    return members[0].name if members else "members.yaml"
