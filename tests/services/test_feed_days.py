from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from comms.config import Config
from comms.domain.planning import PlanRules
from comms.domain.ticks import digest_of
from comms.services import feeds
from comms.services.feed_days import days_of_members
from comms.services.network import load
from comms.services.public_work import public_work
from comms.store.models import Consent, FactCheck
from tests.factories import a_day, a_network, a_region, a_taxonomy, an_initiative
from tests.rows import MORNING, an_officer, the_config
from tests.shipped import the_calendars

pytestmark = pytest.mark.django_db
WORK = "barcelona-rights-office"
TOLD = {"barcelona": {"human-rights-day"}}


def a_site(mode="real", *works, threshold=0.0):
    """Return the calendars and the configuration of a site whose members do these *works*."""
    given = works or (an_initiative(id=WORK, consent="not asked", days=["human-rights-day"]),)
    network = a_network(initiatives=given)
    load(network, now=MORNING)
    settings = the_config().settings.model_copy(update={"mode": mode, "plan": PlanRules(threshold=threshold)})
    days = {"human-rights-day": a_day()}
    small = replace(the_calendars(), observances=days, events={}, regions={"europe": a_region()}, network=network)
    return replace(small, taxonomy=a_taxonomy()), Config(the_config().site, settings, {})


def said(*states, initiative=WORK):
    for hours, state in enumerate(states):
        Consent.objects.create(
            initiative_id=initiative,
            state=state,
            said_by="the mayor's office",
            recorded_by=an_officer(f"{initiative}{Consent.objects.count()}"),
            at=MORNING + timedelta(hours=hours),
        )


def days(calendars, config):
    found = days_of_members(calendars, calendars.network, config)
    return dict(found.told), dict(found.taken_back)


def city(calendars, config, folder, now, name="city-barcelona"):
    feeds.build(calendars, calendars.network, config, folder, now=now)
    return icalendar.Calendar.from_ical((folder / f"{name}.en.ics").read_bytes())


@pytest.mark.parametrize(
    ("mode", "states", "expected"),
    [
        ("real", (), {}),
        ("demo", (), TOLD),
        ("real", ("given",), TOLD),
        ("real", ("refused",), {}),
        ("demo", ("refused",), {}),
        ("real", ("given", "withdrawn"), {}),
        ("real", ("given", "withdrawn", "given"), TOLD),
    ],
)
def test_member_has_the_days_of_work_that_may_be_told_alone(mode, states, expected):
    site = a_site(mode)
    said(*states)

    assert days(*site)[0] == expected


@pytest.mark.parametrize(
    ("mode", "states", "hours"),
    [
        ("real", ("given",), None),
        ("real", ("refused",), None),
        ("demo", ("refused",), 0),
        ("real", ("given", "withdrawn"), 1),
        ("real", ("given", "withdrawn", "refused"), 1),
        ("real", ("given", "withdrawn", "given"), None),
        ("real", ("given", "withdrawn", "given", "withdrawn"), 3),
    ],
)
def test_day_was_taken_back_when_work_that_was_told_might_be_no_longer(mode, states, hours):
    site = a_site(mode)
    said(*states)

    expected = {} if hours is None else {"barcelona": {"human-rights-day": MORNING + timedelta(hours=hours)}}
    assert days(*site)[1] == expected


def test_day_that_other_work_stands_for_is_not_taken_back():
    other = an_initiative(id="other", consent="not asked", days=["human-rights-day"])
    site = a_site("real", an_initiative(id=WORK, consent="not asked", days=["human-rights-day"]), other)
    said("given", "withdrawn")
    said("given", initiative="other")

    assert days(*site) == (TOLD, {"barcelona": {}})


def test_no_that_a_record_says_takes_the_day_back_on_the_day_of_the_record():
    site = a_site("demo", an_initiative(id=WORK, consent="withdrawn", changed="2026-12-01", days=["human-rights-day"]))

    assert days(*site) == ({}, {"barcelona": {"human-rights-day": datetime(2026, 12, 1, tzinfo=UTC)}})


def test_work_that_does_not_match_well_gives_no_day():
    site = a_site("demo", threshold=1.0)

    assert days(*site) == ({}, {})


def test_hearsay_is_told_once_its_title_is_ticked_and_sensitive_work_never():
    hearsay = an_initiative(id="hearsay", consent="not asked", evidence="background", title={"en": "A plan"})
    sensitive = an_initiative(id="sensitive", consent="not asked", sensitivity="war")
    calendars, config = a_site("real", hearsay, sensitive)
    said("given", "withdrawn", "given", initiative="hearsay")
    said("given", "withdrawn", initiative="sensitive")
    before = public_work(calendars.network, config)
    FactCheck.objects.create(
        field="initiative:hearsay:title:en", digest=digest_of("A plan"), by=an_officer(), at=MORNING
    )

    after = public_work(calendars.network, config)

    assert (set(before.told), set(after.told), before.taken_back) == (set(), {"hearsay"}, {})


def test_feeds_of_a_real_site_hold_no_day_while_nobody_has_agreed(tmp_path):
    calendars, config = a_site()

    for name in ("city-barcelona", "region-europe"):
        feed = city(calendars, config, tmp_path, MORNING, name)
        assert (feed.walk("VEVENT"), str(feed["DESCRIPTION"]).endswith("told at present.")) == ([], True)


def test_day_leaves_the_feed_as_cancelled_when_consent_is_taken_back(tmp_path):
    calendars, config = a_site()
    said("given")

    first = city(calendars, config, tmp_path, MORNING).walk("VEVENT")
    said("withdrawn")
    second = city(calendars, config, tmp_path, MORNING + timedelta(days=1)).walk("VEVENT")
    gone = city(calendars, config, tmp_path, MORNING + timedelta(days=31)).walk("VEVENT")

    assert [(one["STATUS"], one["SEQUENCE"]) for one in first] == [("CONFIRMED", 0)] * 4
    assert [(one["STATUS"], one["SEQUENCE"]) for one in second] == [("CANCELLED", 1)] * 4
    assert [one["UID"] for one in first] == [one["UID"] for one in second]
    assert gone == []
