from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.audit_chain import (
    BEGINNING,
    ERASED,
    PARTS,
    Breach,
    ChainLine,
    ChainSeal,
    breaches,
    digest_of,
    digest_of_seal,
    hash_of,
    texts_of,
)

MORNING = datetime(2026, 12, 10, 7, 0, tzinfo=UTC)


def a_line(number=1, **fields):
    values = {
        "at": MORNING,
        "act": "edited",
        "who": "officer",
        "subject": "post:a",
        "values": {"before": {"text": "One."}, "after": {"text": "Two."}},
        "salts": {part: f"{number}{part}" for part in PARTS},
    }
    line = ChainLine(number, **(values | fields))
    return replace(line, digest=digest_of(line))


def sealed(*groups):
    """Return the seals over groups of lines, one after the other."""
    seals, previous = [], BEGINNING
    for group in groups:
        digest = digest_of_seal(previous, [(line.number, line.digest) for line in group])
        seals.append(ChainSeal(len(seals) + 1, group[0].number, group[-1].number, len(group), previous, digest))
        previous = digest
    return seals


def erased(line, part, empty):
    salts = {**line.salts, part: ERASED + hash_of(line, part)}
    return replace(line, salts=salts, **{part: empty})


LINES = [a_line(number) for number in (1, 2, 4, 5, 6)]
SEALS = sealed(LINES[:2], LINES[2:4])


def found(lines, seals=SEALS):
    return [one.code for one in breaches(lines, seals)]


def test_a_whole_audit_has_no_breach_with_or_without_open_lines():
    assert (found(LINES), found(LINES[:4]), found([], [])) == ([], [], [])


@pytest.mark.parametrize(
    "field",
    [
        {"who": "coordinator"},
        {"subject": "post:b"},
        {"act": "approved"},
        {"at": MORNING + timedelta(seconds=1)},
        {"values": {"before": {}, "after": {"text": "Two."}}},
    ],
)
@pytest.mark.parametrize("place", [0, 4])
def test_a_changed_line_shows_sealed_or_not(field, place):
    lines = [*LINES]
    lines[place] = replace(lines[place], **field)

    assert list(breaches(lines, SEALS)) == [Breach("line changed", {"line": lines[place].number})]


def test_a_line_written_anew_with_a_digest_that_fits_breaks_its_seal():
    lines = [a_line(1, who="coordinator"), *LINES[1:]]

    assert list(breaches(lines, SEALS)) == [
        Breach("seal broken", {"seal": 1, "first": 1, "last": 2, "sealed": 2, "found": 2})
    ]


def test_a_line_taken_away_or_put_in_shows():
    assert found(LINES[1:]) == ["seal broken"]
    assert found([*LINES[:2], a_line(3), *LINES[2:]]) == ["line put in"]
    assert found([*LINES[:2], *LINES[2:3], *LINES[4:]]) == ["seal broken"]


def test_a_seal_taken_away_shows():
    assert found(LINES, SEALS[1:]) == ["seal missing", "line put in", "line put in"]
    assert found(LINES, [SEALS[0], replace(SEALS[1], previous="0")]) == ["seal missing", "seal broken"]


def test_an_erased_part_is_gone_and_the_rest_is_still_proven():
    lines = [erased(erased(LINES[0], "who", ""), "values", {"before": {}, "after": {}}), *LINES[1:]]

    assert found(lines) == []
    assert found([replace(lines[0], subject="post:b"), *lines[1:]]) == ["line changed"]
    assert "officer" not in str(lines[0])


def test_what_was_erased_stays_empty():
    lines = [replace(erased(LINES[0], "who", ""), who="coordinator"), *LINES[1:]]

    assert list(breaches(lines, SEALS)) == [Breach("erased part filled", {"line": 1, "part": "who"})]


def test_a_digest_is_the_same_in_every_zone_and_for_every_way_to_write_a_number():
    line = a_line(values={"before": {}, "after": {"price": 2.0, "of": (1, 2), "b": True}})
    elsewhere = replace(
        line,
        at=MORNING.astimezone(timezone(timedelta(hours=9))),
        values={"after": {"b": True, "of": [1, 2], "price": 2}, "before": {}},
    )

    assert digest_of(elsewhere) == line.digest


@given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
def test_two_different_lines_never_have_one_digest(who, subject, other_who, other_subject):
    salts = dict.fromkeys(PARTS, "")
    one, other = (
        a_line(who=who, subject=subject, salts=salts),
        a_line(who=other_who, subject=other_subject, salts=salts),
    )

    assert (one.digest == other.digest) == ((who, subject) == (other_who, other_subject))


def test_every_text_of_values_is_found():
    assert list(texts_of({"a": ["x", {"b": "y"}], "c": None, "d": "", "e": 3, "f": False})) == ["x", "y", "3", "False"]
