from dataclasses import replace
from datetime import UTC, date, datetime

from comms.domain.plan_check import violations
from comms.domain.planning import PlanRules
from comms.domain.verdicts import REJECTED_AT_MOST, Decided, Verdict
from comms.services import slots
from tests.factories import a_day, a_member, a_network, a_taxonomy, a_theme, an_initiative
from tests.shipped import the_calendars

FIRST, LAST = date(2026, 12, 1), date(2027, 12, 31)


def some_work(city, **fields):
    return an_initiative(
        id=f"{city}-plan", member=city, title={"en": "Human rights"}, summary={"en": "A plan."}, unreviewed=[], **fields
    )


def some_calendars():
    network = a_network(
        [a_member(id=city) for city in ("alpha", "beta")],
        [some_work("alpha"), some_work("beta", acted="2021-12-10", act="adopted")],
    )
    taxonomy = a_taxonomy(a_theme(stems={"en": ["human rights"]}))
    small = {"observances": {"human-rights-day": a_day()}, "events": {}, "series": {}}
    return replace(the_calendars(), **small, taxonomy=taxonomy, network=network)


def test_a_date_that_comes_round_makes_the_matches_of_that_occurrence():
    calendars = some_calendars()

    found = slots.material(calendars, calendars.network, first=FIRST, last=LAST)

    usual = found.matches["human-rights-day"]
    assert [one.initiative for one in usual] == ["alpha-plan", "beta-plan"]
    assert usual[0].p == usual[1].p
    for year, years in ((2026, "5"), (2027, "6")):
        best, _ = found.matches[f"human-rights-day-{year}"]
        assert (best.initiative, best.reasons[0].code, best.reasons[0].values["years"]) == (
            "beta-plan",
            "anniversary",
            years,
        )


def test_a_plan_takes_the_matches_of_the_occurrence_and_its_check_knows_them():
    calendars = some_calendars()
    found = slots.material(calendars, calendars.network, first=FIRST, last=date(2026, 12, 31))
    usual = found.matches["human-rights-day"][0].p
    rules = PlanRules(threshold=usual + 0.01, eve_days=0, lead_countdown_days=())

    made = slots.propose(calendars, calendars.network, rules, first=FIRST, last=date(2026, 12, 31), known=found)

    assert [(slot.id, slot.initiative) for slot in made.slots] == [("human-rights-day-2026:told", "beta-plan")]
    asked = {"network": calendars.network, "occurrences": found.coming}
    assert violations(made, rules, matches=found.matches, **asked) == []
    without_dates = {"human-rights-day": found.matches["human-rights-day"]}
    assert len(violations(made, rules, matches=without_dates, **asked)) == 1


def test_a_date_never_brings_back_what_somebody_rejected():
    calendars = some_calendars()
    when = datetime(2026, 11, 24, tzinfo=UTC)
    no = Verdict(1, "reject", "human-rights-day", "human-rights-day-2026", "anna", when, "beta-plan", why="thin link")

    found = slots.material(calendars, calendars.network, first=FIRST, last=LAST, judged=Decided([no]))

    last = found.matches["human-rights-day-2026"][-1]
    assert (last.initiative, last.p <= REJECTED_AT_MOST) == ("beta-plan", True)
    assert [reason.code for reason in last.reasons[:2]] == ["editor rejected", "anniversary"]


def test_another_network_knows_no_decisions():
    calendars = some_calendars()

    plain = slots.material(calendars, calendars.network, first=FIRST, last=LAST)

    assert plain == slots.material(calendars, calendars.network, first=FIRST, last=LAST, judged=Decided())
