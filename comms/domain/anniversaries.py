"""The day on which a work was adopted, opened or held, beside the day that it is matched with."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from comms.domain.matches import Match
from comms.domain.network import Initiative
from comms.domain.observances import Occurrence
from comms.domain.reasons import Reason
from comms.domain.shifts import shifted

# So many days before or after still count as near.
NEAR_DAYS = 3
# In log-odds: enough to put one of two equals first, too little to make a match of a bare hint.
ON_THE_DAY = 0.8
NEAR_THE_DAY = 0.4


def with_dates(matches: Iterable[Match], works: Mapping[str, Initiative], one: Occurrence) -> list[Match]:
    """Return *matches* with one, the better for a work whose date comes round on it, best first."""
    found = [_dated(match, works.get(match.initiative), one) for match in matches]
    return sorted(found, key=lambda match: -match.p)


def _dated(match: Match, work: Initiative | None, one: Occurrence) -> Match:
    reason = date_reason(work, one) if work else None
    if reason is None:
        return match
    return shifted(match, ON_THE_DAY if reason.code in {"anniversary", "act on the day"} else NEAR_THE_DAY, reason)


def date_reason(work: Initiative, one: Occurrence) -> Reason | None:
    """Return how the date of *work* lies beside an occurrence; None where it is not near, or still to come."""
    if work.acted is None:
        return None
    told = {"act": work.act, "acted": work.acted.isoformat()}
    for year in (one.first.year, one.last.year, one.first.year - 1, one.last.year + 1):
        years, again = year - work.acted.year, _in_year(work.acted, year)
        apart = _apart(again, one)
        if years >= 0 and abs(apart) <= NEAR_DAYS:
            return _told(told, apart, years, one)
    return None


def _told(told: dict[str, str], apart: int, years: int, one: Occurrence) -> Reason:
    if apart:
        return Reason("act near before" if apart < 0 else "act near after", told | {"days": str(abs(apart))})
    if not one.is_one_day:
        return Reason("act within", told)
    return Reason("anniversary", told | {"years": str(years)}) if years else Reason("act on the day", told)


def _in_year(day: date, year: int) -> date:
    """Return the same day of another year; 29 February comes round on the last of its month."""
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 3, 1) - timedelta(days=1)


def _apart(day: date, one: Occurrence) -> int:
    """Return how many days *day* lies before (negative) or after an occurrence; 0 within it."""
    if one.first <= day <= one.last:
        return 0
    return (day - one.first).days if day < one.first else (day - one.last).days
