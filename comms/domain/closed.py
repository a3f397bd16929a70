"""When nothing may be told: quiet weekdays and blackouts."""

from collections import defaultdict
from datetime import date

from comms.domain.network import Member
from comms.domain.planning import Blackout, PlanRules
from comms.domain.reasons import Reason


def closed(day: date, rules: PlanRules) -> Reason | None:
    """Return why nothing at all goes out on *day*; None on an open day."""
    if day.weekday() in rules.quiet_weekdays:
        return Reason("quiet weekday")
    return next((blacked_out(one) for one in rules.blackouts if one.silences_all and one.covers(day)), None)


class Silences:
    """The blackouts that are about somebody, sorted by whom."""

    def __init__(self, rules: PlanRules) -> None:
        self._by_name: dict[tuple[str, str], list[Blackout]] = defaultdict(list)
        for one in rules.blackouts:
            # The narrowest name is enough to find it; the others are looked at then.
            for what in ("initiative", "member", "country"):
                if getattr(one, what):
                    self._by_name[what, getattr(one, what)].append(one)
                    break

    def of(self, member: Member, initiative: str) -> list[Blackout]:
        """Return the blackouts of an initiative: its own, its member's and its country's."""
        if not self._by_name:
            return []
        names = (("initiative", initiative), ("member", member.id), ("country", member.country))
        return [
            one
            for name in names
            for one in self._by_name.get(name, ())
            if one.member in {None, member.id} and one.country in {None, member.country}
        ]

    def barred(self, member: Member, initiative: str, day: date) -> Reason | None:
        """Return why *initiative* of *member* may not be featured on *day*; None where it may."""
        return next((blacked_out(one) for one in self.of(member, initiative) if one.covers(day)), None)


def blacked_out(blackout: Blackout) -> Reason:
    """Return in which blackout a day is, and why."""
    told = {
        "first": blackout.first,
        "last": blackout.last,
        "of": blackout.initiative or blackout.member or blackout.country,
        "note": blackout.note,
    }
    return Reason("blackout", {name: str(value) for name, value in told.items() if value})
