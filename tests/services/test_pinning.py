"""Pins and exclusions are decisions like any other: with a person, a reason, and a way back."""

from datetime import timedelta

import pytest

from comms.errors import NotAllowedError, NotFoundError
from comms.services import pinning, slots, verdicts
from comms.services.replanning import replanned
from comms.store.models import AuditLine
from tests.factories import a_network, an_initiative
from tests.rows import MORNING, a_person, an_officer, the_config
from tests.shipped import the_calendars

pytestmark = pytest.mark.django_db
DAY = "human-rights-2026"
TODAY = MORNING.date()
RULES = the_config().settings.plan.model_copy(update={"horizon_days": 20})


WORKS = {
    "plan": {"title": {"en": "Human rights plan"}, "days": ["human-rights"], "themes": ["human-rights-general"]},
    "pool": {"title": {"en": "A pool in the park"}, "summary": {"en": "Children swim in summer."}, "themes": []},
}


def network():
    return a_network(initiatives=[an_initiative(id=name, **fields) for name, fields in WORKS.items()])


def some_work():
    """Return a work that no plan would choose for Human Rights Day by itself."""
    return "pool"


def choose(kind="pin", day=DAY, work=None, by=None, **more):
    values = {"calendars": the_calendars(), "network": network(), "why": "They asked.", "now": MORNING}
    return pinning.choose(kind, day, work or some_work(), by=by or an_officer(), **(values | more))


def planned():
    """Return who is told on Human Rights Day in the plan that would be made now."""
    made = replanned(the_calendars(), network(), RULES, first=TODAY).plan
    return [slot.initiative for slot in made.slots if slot.occurrence == DAY and slot.id.endswith(":told")]


def test_a_pin_is_a_decision_in_the_audit_and_the_next_plan_keeps_to_it():
    row = choose()

    assert verdicts.decided().pins()[DAY, some_work()].values["who"] == "officer"
    assert AuditLine.objects.get(act="decided").after["text"] == "They asked."
    assert (row.kind, planned()) == ("pin", [some_work()])


def test_an_excluded_work_is_not_told_on_its_day():
    (first,) = planned()

    choose("reject", work=first)

    assert first not in planned()


def test_what_was_pinned_or_excluded_is_taken_back():
    officer = an_officer()
    (before,) = planned()
    choose("reject", work=before, by=officer)

    pinning.unpin(DAY, before, why="It fits after all.", by=officer, now=MORNING)

    assert planned() == [before]
    with pytest.raises(NotFoundError, match="neither pinned"):
        pinning.unpin(DAY, before, why="", by=officer, now=MORNING)


def test_a_later_wish_for_silence_is_stronger_than_a_pin():
    officer = an_officer()
    choose(by=officer)
    later = MORNING + timedelta(hours=1)
    silence = {"observance": "human-rights", "occurrence": DAY, "why": "quiet", "by": officer, "at": later}
    verdicts.write(verdicts.Verdict(kind="nothing", **silence), now=later)

    assert verdicts.decided().pins() == {}


def test_another_network_knows_no_pins():
    choose()

    assert slots.material(the_calendars(), network(), first=TODAY, last=TODAY).pins == {}


def test_only_those_who_write_decide():
    reader = a_person("reader", "reader")

    with pytest.raises(NotAllowedError, match="role"):
        choose(by=reader)
    with pytest.raises(NotAllowedError, match="role"):
        pinning.unpin(DAY, "work", why="", by=reader, now=MORNING)


def test_a_person_is_found_by_name():
    officer = an_officer()

    assert pinning.person_called("officer") == officer
    with pytest.raises(NotFoundError, match="no account nobody"):
        pinning.person_called("nobody")


def test_what_is_not_there_or_may_not_be_told_is_refused():
    officer = an_officer()
    war = a_network([], [an_initiative(id="war", sensitivity="war")])

    with pytest.raises(NotFoundError, match="no longer hold"):
        choose(day="no-day-2026", by=officer)
    with pytest.raises(NotFoundError, match="no initiative nowhere"):
        choose(work="nowhere", by=officer)
    with pytest.raises(NotAllowedError, match="sensitive"):
        choose(work="war", network=war, by=officer)
    with pytest.raises(NotAllowedError, match="own words"):
        choose(why=" ", by=officer)


def test_nothing_is_decided_twice():
    officer = an_officer()
    choose(by=officer)

    with pytest.raises(NotAllowedError, match="decided already"):
        choose(by=officer)
