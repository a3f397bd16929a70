from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from comms.domain.planning import Blackout
from comms.errors import NotAllowedError, NotFoundError
from comms.readers.calendars import Calendars
from comms.services import blackouts
from comms.services.slots import propose
from comms.store.models import AuditLine
from comms.store.models import Blackout as BlackoutRow
from tests.factories import a_day, a_member, a_network, a_taxonomy, an_initiative
from tests.rows import DAY, MORNING, a_coordinator, an_officer, the_config
from tests.services.test_pauses import a_city

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2027, 5, 1), date(2027, 5, 31)


def declare(**fields):
    return blackouts.declare(**({"first": FIRST, "last": LAST, "country": "ES", "by": "ana", "now": MORNING} | fields))


def a_site(*dark):
    """Return a configuration with the blackouts *dark*."""
    config = the_config()
    plan = config.settings.plan.model_copy(update={"blackouts": dark})
    return type("Config", (), {"settings": config.settings.model_copy(update={"plan": plan})})()


def test_blackouts_of_the_site_and_of_the_desk_are_one_list():
    a_city()
    own = Blackout(last=LAST, note="strike")
    declare(note=" elections ")
    declare(country="", member="a-city")

    assert blackouts.known(a_site(own)) == (
        own,
        Blackout(first=FIRST, last=LAST, country="ES", note="elections"),
        Blackout(first=FIRST, last=LAST, member="a-city"),
    )


def test_blackout_is_in_the_audit_from_beginning_to_end():
    coordinator = a_coordinator()
    a_city()
    row = declare(by=coordinator)

    blackouts.take_back(row.pk, by=coordinator, now=MORNING)

    assert (blackouts.declared(), BlackoutRow.objects.get().taken_back) == ([], True)
    assert list(AuditLine.objects.order_by("id").values_list("act", "who")) == [
        ("blackout declared", "coordinator"),
        ("blackout taken back", "coordinator"),
    ]
    assert str(row) == "ES: 2027-05-01 to 2027-05-31"


def test_blackout_is_taken_back_once():
    a_city()
    row = declare()
    blackouts.take_back(row.pk, by="ana", now=MORNING)

    with pytest.raises(NotFoundError, match="not in force any more"):
        blackouts.take_back(row.pk, by="ana", now=MORNING)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"country": ""}, "name either a country or a local government"),
        ({"member": "a-city"}, "name either a country or a local government"),
        ({"last": FIRST - timedelta(days=1)}, "the last day is before the first"),
        ({"country": "XX"}, "no local government here is in the country XX"),
        ({"country": "", "member": "atlantis"}, "no city, region or network atlantis"),
    ],
)
def test_blackout_of_nobody_is_refused(fields, words):
    a_city()

    with pytest.raises(NotAllowedError, match=words):
        declare(**fields)


def test_only_publishers_of_pauses_declare_and_take_back():
    a_city()
    officer, row = an_officer(), declare()

    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        declare(by=officer)
    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        blackouts.take_back(row.pk, by=officer, now=MORNING)


def test_plan_leaves_out_whom_a_blackout_of_the_desk_silences():
    a_city()
    network = a_network([a_member()], [an_initiative(days=["human-rights-day"])])
    calendars = Calendars({"human-rights-day": a_day()}, {}, a_taxonomy(), {}, {}, network)

    def told():
        rules = blackouts.rules_of(the_config()).model_copy(update={"threshold": 0.0, "solver_seconds": 0})
        made = propose(calendars, network, rules, first=DAY, last=DAY)
        return [(slot.member, [reason.code for reason in slot.reasons][-1:]) for slot in made.slots]

    before = told()
    declare(first=DAY, last=DAY)

    assert ([member for member, _ in before], told()) == (["barcelona"], [(None, ["blackout"])])


def test_plan_without_a_database_knows_the_blackouts_of_the_site(monkeypatch):
    def gone(_config):
        raise DatabaseError

    monkeypatch.setattr(blackouts, "known", gone)

    assert blackouts.rules_of(the_config()) == the_config().settings.plan
