from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.holds import silenced, why_held
from comms.domain.pauses import Kind, Pause, Scope, Told
from comms.domain.planning import Blackout
from comms.domain.reasons import Reason

DUE = datetime(2027, 5, 10, 9, tzinfo=UTC)
BARCELONA = Told("x", "es", "Europe/Madrid", "barcelona", "ES", "office")
NOBODY = Told("x", "es", "Europe/Madrid")
ELECTIONS = Blackout(first=date(2027, 5, 10), last=date(2027, 5, 12), country="ES", note="elections")
WAR = Pause(Scope(Kind.MEMBER, "barcelona"), "a war", "ana", DUE - timedelta(hours=1), number=7)


def held(told=BARCELONA, *, late=timedelta(0), due=DUE, **fields):
    given = {"pauses": (), "blackouts": (), "consent": "given", "is_demo": False}
    return why_held(told, first=due, last=due + late, **(given | fields))


def test_post_goes_where_nothing_holds_it():
    assert held() is None


def test_pause_is_told_with_whoever_made_it_and_why():
    told = {"scope": "member:barcelona", "reason": "a war", "who": "ana", "since": str(WAR.start.isoformat())}

    assert held(pauses=[WAR]) == Reason("paused", told | {"pause": "7"})


@pytest.mark.parametrize(
    ("consent", "is_demo", "expected"),
    [
        ("given", False, None),
        (None, False, None),
        ("refused", True, "refused"),
        ("withdrawn", True, "withdrawn"),
        ("not asked", True, None),
        ("not asked", False, "not asked"),
    ],
)
def test_missing_and_withdrawn_consent_hold_the_work_of_a_member(consent, is_demo, expected):
    why = held(consent=consent, is_demo=is_demo)

    assert why == (expected and Reason("consent not given", {"consent": expected}))


@pytest.mark.parametrize(
    ("blackout", "told", "is_held"),
    [
        ({"country": "ES"}, BARCELONA, True),
        ({"country": "FR"}, BARCELONA, False),
        ({"country": "ES"}, NOBODY, False),
        ({"member": "barcelona"}, BARCELONA, True),
        ({"member": "madrid"}, BARCELONA, False),
        ({"initiative": "office"}, BARCELONA, True),
        ({"member": "barcelona", "country": "FR"}, BARCELONA, False),
        ({}, NOBODY, True),
    ],
)
def test_blackout_silences_whoever_it_names(blackout, told, is_held):
    dark = Blackout.model_validate({"last": "2027-05-12"} | blackout)

    assert (held(told, blackouts=[dark]) is not None) is is_held


@pytest.mark.parametrize(
    ("zone", "hour", "is_held"),
    [
        ("Europe/Madrid", "2027-05-09T21:59+00:00", False),
        ("Europe/Madrid", "2027-05-09T22:00+00:00", True),
        ("Europe/Madrid", "2027-05-12T21:59+00:00", True),
        ("Europe/Madrid", "2027-05-12T22:00+00:00", False),
        ("Asia/Seoul", "2027-05-09T14:59+00:00", False),
        ("Asia/Seoul", "2027-05-09T15:00+00:00", True),
        ("America/Bogota", "2027-05-13T04:59+00:00", True),
        ("America/Bogota", "2027-05-13T05:00+00:00", False),
    ],
)
def test_blackout_runs_from_midnight_to_midnight_where_the_member_is(zone, hour, is_held):
    told = Told("x", "es", zone, "barcelona", "ES")

    assert (held(told, due=datetime.fromisoformat(hour), blackouts=[ELECTIONS]) is not None) is is_held


def test_post_that_is_late_when_the_blackout_begins_is_held():
    due = datetime(2027, 5, 9, 21, 50, tzinfo=UTC)

    assert held(due=due, late=timedelta(minutes=20), blackouts=[ELECTIONS]) == Reason(
        "blackout", {"first": "2027-05-10", "last": "2027-05-12", "of": "ES", "note": "elections"}
    )


def test_blackout_without_a_first_day_holds_from_the_beginning():
    embargo = Blackout(last=date(2027, 5, 12), initiative="office")

    found = silenced(BARCELONA, [embargo], first=date(2020, 1, 1), last=date(2020, 1, 1))

    assert found == Reason("blackout", {"last": "2027-05-12", "of": "office"})
