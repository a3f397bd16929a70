"""Which days stand in the feed of a member: those that match its work, as far as that may be told."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comms.config import Config
from comms.domain.network import Initiative, Network
from comms.readers.calendars import Calendars
from comms.services.public_work import NO, public_work
from comms.services.verdicts import decided


@dataclass(frozen=True)
class MemberDays:
    """By member, the observances that match work which may be told, and those that did until it might no longer."""

    told: Mapping[str, frozenset[str]]
    taken_back: Mapping[str, Mapping[str, datetime]]


def days_of_members(calendars: Calendars, network: Network, config: Config) -> MemberDays:
    """Return the days of the members of *network*, matched and judged as everywhere."""
    from comms.domain.matching import Matcher  # noqa: PLC0415 - what matches is for those who build, not for the desk

    public, least = public_work(network, config), config.settings.plan.threshold
    known = calendars.observances.values()
    matcher = Matcher(map(_askable, network.initiatives.values()), calendars.taxonomy, known)
    told: dict[str, set[str]] = defaultdict(set)
    gone: dict[str, dict[str, datetime]] = defaultdict(dict)
    for day, matches in decided().over(matcher.all_matches(known)).items():
        for one in (one for one in matches if one.p >= least):
            member, since = network.initiatives[one.initiative].member, public.taken_back.get(one.initiative)
            if one.initiative in public.told:
                told[member].add(day)
            elif since:
                gone[member][day] = max(since, gone[member].get(day, since))
    taken_back = {
        member: {day: since for day, since in days.items() if day not in told.get(member, ())}
        for member, days in gone.items()
    }
    return MemberDays({member: frozenset(days) for member, days in told.items()}, taken_back)


def _askable(one: Initiative) -> Initiative:
    """Return an initiative of which the matcher says the days, also where its record says no to telling it."""
    return one.model_copy(update={"consent": "not asked"}) if one.consent in NO else one
