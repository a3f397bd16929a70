from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.event_changes import Change, Incoming, body_of, differences, patched, three_way
from comms.domain.events import Event
from tests.factories import an_event

KNOWN = body_of(an_event())


def test_body_is_what_is_written_of_an_event():
    body = body_of(an_event(changed=date(2026, 1, 1), hashtags=[]))

    assert body == KNOWN
    assert Event.model_validate(body) == an_event()


def test_incoming_words_leave_other_fields_and_languages_alone():
    incoming = Incoming("uid", {"name": {"en": "Forum, moved"}, "status": "cancelled"})

    found = patched(KNOWN, incoming)

    assert differences(KNOWN, found) == {
        "name": (KNOWN["name"], KNOWN["name"] | {"en": "Forum, moved"}),
        "status": ("scheduled", "cancelled"),
    }


@pytest.mark.parametrize(
    ("known", "says", "expected"),
    [("held", "scheduled", "held"), ("held", "cancelled", "cancelled"), ("projected", "scheduled", "scheduled")],
)
def test_confirmed_date_does_not_unsay_that_an_event_was_held(known, says, expected):
    assert patched(KNOWN | {"status": known}, Incoming("uid", {"status": says}))["status"] == expected


def test_dates_come_together():
    known = body_of(an_event(first="2027-05-12", last="2027-05-12", starts="2027-05-12T09:00", ends="2027-05-12T10:00"))

    found = patched(known, Incoming("uid", {"first": "2027-05-13", "last": "2027-05-14", "zone": "Asia/Seoul"}))

    assert (found["first"], "starts" in found) == ("2027-05-13", False)


def test_whole_event_empties_what_it_leaves_out():
    says = {name: value for name, value in KNOWN.items() if name not in {"place", "country"}}

    assert patched(KNOWN, Incoming("uid", says | {"role": ""}, whole=True)) == says


@pytest.mark.parametrize(
    ("ours", "theirs", "merged", "kept"),
    [
        ({}, {}, {}, ()),
        ({}, {"page": "b"}, {"page": "b"}, ()),
        ({"page": "b"}, {}, {"page": "b"}, ()),
        ({"page": "b"}, {"page": "b"}, {"page": "b"}, ()),
        ({"page": "b"}, {"page": "c"}, {"page": "b"}, ("page",)),
        ({"page": "b"}, {"status": "held"}, {"page": "b", "status": "held"}, ()),
        ({"first": "2027-05-11"}, {"zone": "UTC"}, {"first": "2027-05-11"}, ("first",)),
        ({"country": None}, {}, {"country": None}, ()),
    ],
)
def test_both_sides_keep_what_only_they_changed_and_ours_wins(ours, theirs, merged, kept):
    def changed(fields):
        return {name: value for name, value in (KNOWN | fields).items() if value is not None}

    assert three_way(KNOWN, changed(ours), changed(theirs)) == (changed(merged), kept)


BODIES = st.dictionaries(st.sampled_from(["name", "page", "first", "last", "zone", "status"]), st.sampled_from("abc"))


@given(base=BODIES, ours=BODIES, theirs=BODIES)
def test_merging_again_changes_nothing(base, ours, theirs):
    merged, _ = three_way(base, ours, theirs)

    assert three_way(theirs, merged, theirs) == (merged, ())


@given(base=BODIES, theirs=BODIES)
def test_without_local_edits_the_source_is_followed_whole(base, theirs):
    assert three_way(base, base, theirs) == (theirs, ())


def test_change_is_told_field_by_field():
    change = Change("forum", "Forum", "changed", {"page": ("a", "b" * 300), "role": (None, "x")}, ("first",))

    assert list(change.lines()) == [
        "changed    forum  Forum",
        f"             page: a -> {'b' * 199}…",
        "             role: nothing -> x",
        "             first: changed here, our words stay",
    ]
