from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.message import Message, canonical, fingerprint, message_from, stored_form
from comms.domain.posts import (
    ANSWERS,
    DECISIONS,
    LOOKS,
    MOVES,
    PROOFS,
    State,
    Timing,
    check_move,
    timing,
    wall_time,
)
from comms.errors import NotAllowedError

NOW = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_message(**changes):
    fields = {
        "key": "human-rights-2026:told:x:en",
        "channel": "x",
        "account": "desk",
        "language": "en",
        "day": date(2026, 12, 10),
        "text": "Human Rights Day",
    }
    return Message(**(fields | changes))


def test_every_state_has_its_moves():
    assert set(MOVES) == set(State)


@pytest.mark.parametrize("state", State)
def test_nothing_is_sent_that_was_not_approved(state):
    leads_to_sending = State.SENDING in MOVES[state]

    assert leads_to_sending == (state in {State.APPROVED, State.SCHEDULED, State.HELD_LATE})


def test_published_post_can_only_be_withdrawn():
    assert MOVES[State.PUBLISHED] == {State.WITHDRAWN}


def test_missed_post_is_never_sent_again_as_it_is():
    assert MOVES[State.MISSED] == {State.DRAFT, State.WITHDRAWN}


@pytest.mark.parametrize("state", [State.SENDING, State.UNCONFIRMED])
def test_nothing_that_people_or_the_clock_do_ends_a_request_or_a_doubt(state):
    assert MOVES[state] == set()


def test_a_doubt_is_ended_by_an_answer_a_look_or_a_person():
    assert ANSWERS[State.UNCONFIRMED] == {
        State.PUBLISHED,
        State.UNCONFIRMED,
        State.FAILED,
        State.SCHEDULED,
        State.HELD_LATE,
    }
    assert LOOKS[State.UNCONFIRMED] == {
        State.PUBLISHED,
        State.UNCONFIRMED,
        State.SCHEDULED,
        State.HELD_LATE,
        State.DRAFT,
    }
    assert {State.UNCONFIRMED: {State.PUBLISHED, State.DRAFT}} == DECISIONS


def test_a_proof_counts_in_every_state_but_during_a_request_which_has_an_answer_of_its_own():
    assert {state: set(PROOFS.get(state, ())) for state in State} == {
        state: set() if state is State.SENDING else {State.PUBLISHED, State.UNCONFIRMED} for state in State
    }


def test_move_is_checked_by_the_table_of_its_event():
    check_move(State.UNCONFIRMED, State.DRAFT, DECISIONS)

    with pytest.raises(NotAllowedError, match="a post that is draft cannot become published"):
        check_move(State.DRAFT, State.PUBLISHED, DECISIONS)


def test_message_is_kept_with_its_approval_and_comes_back_whole():
    message = a_message(text="Día", image="ab" * 32, alt="A square", link="https://un.org")

    assert message_from(stored_form(message)) == message


def test_title_of_a_card_belongs_to_what_is_approved_and_its_absence_changes_nothing():
    titled, untitled = a_message(title="Human Rights Day"), a_message()

    assert (message_from(stored_form(titled)), b"title" in canonical(untitled)) == (titled, False)
    assert fingerprint(titled) != fingerprint(untitled)


@pytest.mark.parametrize("kept", [{}, {"day": "soon"}, {"day": "2026-12-10"}, {"day": "2026-12-10", "colour": "red"}])
def test_message_that_was_not_kept_whole_is_none(kept):
    assert message_from(kept) is None


def test_move_outside_the_table_is_refused_in_words():
    with pytest.raises(NotAllowedError, match="a post that is draft cannot become sending"):
        check_move(State.DRAFT, State.SENDING)


def timed(now, *, due=NOW, zone="Europe/Madrid"):
    return timing(due, day=date(2026, 12, 10), now=now, zone=zone, grace=HOUR)


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(minutes=-1), Timing.EARLY),
        (timedelta(0), Timing.SEND),
        (timedelta(minutes=40), Timing.SEND),
        (timedelta(hours=5), Timing.HOLD),
        (timedelta(days=1), Timing.MISS),
        (timedelta(days=30), Timing.MISS),
    ],
)
def test_lateness_decides_what_happens(late, expected):
    assert timed(NOW + late) is expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Pacific/Kiritimati", Timing.MISS), ("Europe/Madrid", Timing.HOLD), ("Pacific/Honolulu", Timing.HOLD)],
)
def test_day_ends_at_midnight_of_its_own_zone(zone, expected):
    assert timed(datetime(2026, 12, 10, 22, 59, tzinfo=UTC), zone=zone) is expected


def test_post_due_before_its_day_waits_until_its_words_are_true():
    eve = datetime(2026, 12, 9, 12, tzinfo=UTC)

    assert timed(eve, due=eve) is Timing.EARLY


@pytest.mark.parametrize(("day", "utc_hour"), [(27, 8), (28, 7)])
def test_nine_in_paris_is_nine_on_both_sides_of_the_clock_change(day, utc_hour):
    instant = wall_time(datetime(2027, 3, day, 9), "Europe/Paris")

    assert instant.astimezone(UTC) == datetime(2027, 3, day, utc_hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "words"),
    [
        (datetime(2027, 3, 28, 2, 30), "2027-03-28 02:30 does not exist in Europe/Paris"),
        (datetime(2027, 10, 31, 2, 30), "2027-10-31 02:30 exists twice in Europe/Paris"),
    ],
)
def test_wall_time_of_the_clock_change_is_asked_about(local, words):
    with pytest.raises(NotAllowedError, match=words):
        wall_time(local, "Europe/Paris")


def test_fingerprint_is_the_same_for_the_same_words_however_they_are_encoded():
    composed, decomposed = a_message(text="Día\nde todas"), a_message(text="Di\u0301a\r\nde todas")

    assert fingerprint(composed) == fingerprint(decomposed)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Human Rights Day."},
        {"alt": "A square"},
        {"image": "ab" * 32},
        {"link": "https://un.org/other"},
        {"language": "es"},
        {"account": "other"},
        {"channel": "linkedin"},
        {"day": date(2026, 12, 11)},
        {"key": "other"},
    ],
)
def test_fingerprint_changes_with_anything_that_leaves(change):
    assert fingerprint(a_message(**change)) != fingerprint(a_message())


def test_canonical_form_is_written_down():
    assert canonical(a_message()) == (
        b'{"account":"desk","alt":"","channel":"x","day":"2026-12-10","image":"",'
        b'"key":"human-rights-2026:told:x:en","language":"en","link":"","text":"Human Rights Day"}'
    )
