"""The command that lists what editors decided, and writes it as labels for those who want to measure with it."""

import csv
import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
import yaml

from comms import app as wiring

if TYPE_CHECKING:
    from comms.domain.network import Network
    from comms.domain.verdicts import Decided, Verdict

_FIELDS = ("id", "at", "by", "kind", "initiative", "observance", "occurrence", "instead", "theme", "why", "text")


class VerdictFormat(StrEnum):
    """How decisions are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    LABELS = "labels"


AsVerdicts = Annotated[
    VerdictFormat,
    typer.Option("--format", help="A table to read, JSON or CSV for programs, or labels for comms match evaluate."),
]


def verdicts(as_format: AsVerdicts = VerdictFormat.TABLE) -> None:
    """List what editors decided, undone decisions too; as labels only what stands, each pair once."""
    wiring.start()
    from comms.cli.run import bring_up_to_date
    from comms.services.verdicts import decided, stored

    bring_up_to_date()
    if as_format is VerdictFormat.LABELS:
        print(as_labels(decided(), wiring.network()), end="")
        return
    known = stored()
    undone = {one.undoes for one in known}
    rows = [_row(one, undone=one.id in undone) for one in known]
    if as_format is VerdictFormat.JSON:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif as_format is VerdictFormat.CSV:
        writer = csv.DictWriter(sys.stdout, [*_FIELDS, "undoes", "undone"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            pair = f"{row['initiative'] or '–'}  {row['occurrence']}"
            instead = f"  ->  {row['instead']}" if row["instead"] else ""
            taken_back = "  (undone)" if row["undone"] else ""
            print(f"{str(row['at'])[:10]}  {row['by']}  {row['kind']:<7}  {pair}{instead}  {row['why']}{taken_back}")
        print(f"{len(rows)} decisions")


def as_labels(judged: "Decided", network: "Network") -> str:
    """Return the standing decisions on *network* as a file of labels."""
    labels = [
        {
            "id": one.id,
            "lang": one.language,
            "title": one.title.get(one.language) or one.title["en"],
            "summary": one.summary.get(one.language) or one.summary["en"],
            "declared_themes": list(one.themes),
            "grades": grades,
        }
        for id_, grades in judged.labels().items()
        if (one := network.initiatives.get(id_))
    ]
    whole = {"note": "What editors decided at the desk: 2 fits, 0 does not.", "initiatives": labels}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120)


def _row(one: "Verdict", *, undone: bool) -> dict[str, object]:
    told = asdict(one)
    plain = {name: told[name] for name in _FIELDS} | {"at": one.at.isoformat()}
    return plain | {"undoes": one.undoes or "", "undone": undone}
