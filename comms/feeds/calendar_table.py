"""Occurrences as lines that a person reads in a terminal, with what an editor should know of each."""

from collections.abc import Iterable, Iterator, Mapping

from comms.domain.observances import TIERS, Observance, not_announced
from comms.feeds.calendar_listing import Row
from comms.feeds.ics_text import one_line

_PERIODS = ("year", "decade")
_STATUSES = ("un", "agency", "not-un")
_DOUBTS = ("single-source", "known")
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "un": "UN",
        "agency": "agency",
        "not-un": "not UN",
        "single-source": "one source only",
        "known": "no source read",
        "ours": "our translation: {}",
        "in force": "In force:",
        "waiting": "Not announced:",
        "not announced": "not announced",
        "lead": "lead",
        "feature": "feature",
        "mention": "mention",
        "skip": "skip",
    },
    "es": {
        "un": "ONU",
        "agency": "organismo",
        "not-un": "no ONU",
        "single-source": "una sola fuente",
        "known": "sin fuente leída",
        "ours": "traducción nuestra: {}",
        "in force": "En vigor:",
        "waiting": "Sin anunciar:",
        "not announced": "sin anunciar",
        "lead": "principal",
        "feature": "destacado",
        "mention": "mención",
        "skip": "omitido",
    },
    "fr": {
        "un": "ONU",
        "agency": "organisme",
        "not-un": "hors ONU",
        "single-source": "une seule source",
        "known": "aucune source lue",
        "ours": "notre traduction\u00a0: {}",
        "in force": "En vigueur\u00a0:",
        "waiting": "Dates non annoncées\u00a0:",
        "not announced": "non annoncé",
        "lead": "phare",
        "feature": "en avant",
        "mention": "mention",
        "skip": "omis",
    },
}


def unannounced(observances: Iterable[Observance], years: Iterable[int], language: str) -> list[tuple[int, str]]:
    """Return the years, and the official names of what has still to be announced in them."""
    known = sorted(observances, key=lambda one: one.id)
    return [(year, one.official_name(language)[0]) for year in years for one in known if not_announced(one, year)]


def as_table(listed: Iterable[Row], waiting: Iterable[tuple[int, str]] = (), language: str = "en") -> str:
    """Return lines of dates, tier, status and name, as a person reads them in *language*.

    Years and decades come after the days, and then what is *waiting* for its dates: years and names.
    """
    rows_ = list(listed)
    words = WORDS.get(language, WORDS["en"])
    days = [_line(row, words) for row in rows_ if row["kind"] not in _PERIODS]
    periods = [_line(row, words) for row in rows_ if row["kind"] in _PERIODS]
    missing = [f"{year:<23}  {words['not announced']}  {one_line(name)}" for year, name in waiting]
    parts = (days, [words["in force"], *periods] if periods else [], [words["waiting"], *missing] if missing else [])
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _line(row: Row, words: Mapping[str, str]) -> str:
    marks = "".join(f"  [{mark}]" for mark in _marks(row, words))
    tier = words[row["tier"]].ljust(_width(words, TIERS))
    status = words[row["official"]].ljust(_width(words, _STATUSES))
    return f"{_days(row):<23}  {tier}  {status}  {one_line(row['name'])}{marks}"


def _width(words: Mapping[str, str], keys: Iterable[str]) -> int:
    return max(len(words[key]) for key in keys)


def _marks(row: Row, words: Mapping[str, str]) -> Iterator[str]:
    """Yield what an editor should look at before telling of it."""
    if row["unofficial"]:
        yield words["ours"].format(", ".join(row["unofficial"]))
    if row["confidence"] in _DOUBTS:
        yield words[row["confidence"]]


def _days(row: Row) -> str:
    return row["start"] if row["start"] == row["end"] else f"{row['start']}/{row['end']}"
