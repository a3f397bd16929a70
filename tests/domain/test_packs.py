from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from comms.domain.observances import occurrences_in_year
from comms.domain.packs import Asset, Packs
from tests.factories import a_day, a_pack, a_week

ASSET = {"title": {"en": "Poster"}, "page": "https://example.org/poster"}
AT_NINE = {"embargo": "2026-12-01T09:00", "zone": "Europe/Zurich"}


def an_asset(**fields):
    return Asset.model_validate(ASSET | fields)


def test_pack_is_never_used_in_another_year():
    packs = Packs({a_pack().key: a_pack()})

    found = [packs.of(occurrences_in_year(a_day(), year)[0]) for year in (2025, 2026, 2027)]

    assert found == [None, a_pack(), None]


def test_week_of_new_year_takes_the_pack_of_its_own_year():
    week = a_week(rule={"kind": "week-containing", "month": 1, "day": 1})
    pack = a_pack(observance="space-week", year=2027)
    (occurrence,) = occurrences_in_year(week, 2027)

    assert (occurrence.first, Packs({pack.key: pack}).of(occurrence)) == (date(2026, 12, 28), pack)


def test_each_of_several_days_takes_the_pack_of_its_year():
    rule = {"kind": "several", "rules": [{"kind": "fixed", "month": month, "day": 8} for month in (5, 10)]}
    pack = a_pack(observance="human-rights-day")

    found = [Packs({pack.key: pack}).of(one) for one in occurrences_in_year(a_day(rule=rule), 2026)]

    assert found == [pack, pack]


@pytest.mark.parametrize(
    ("fields", "now", "free"),
    [
        ({}, datetime(2026, 1, 1, tzinfo=UTC), True),
        (AT_NINE, datetime(2026, 12, 1, 7, 59, tzinfo=UTC), False),
        (AT_NINE, datetime(2026, 12, 1, 8, 0, tzinfo=UTC), True),
    ],
)
def test_asset_is_free_once_its_embargo_has_ended_in_its_zone(fields, now, free):
    pack = a_pack(assets=[ASSET | fields])

    assert [asset.is_free(now) for asset in pack.assets] == [free]
    assert pack.free_assets(now) == (pack.assets if free else ())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"embargo": "2026-12-01T09:00"},
            "has only one of the two, embargo without zone; give the wall time and its zone, or neither",
        ),
        (
            {"zone": "Europe/Zurich"},
            "has only one of the two, zone without embargo; give the wall time and its zone, or neither",
        ),
        (
            AT_NINE | {"embargo": "2026-12-01T09:00Z"},
            "is 2026-12-01T09:00:00+00:00, but is a wall time; leave the offset out, zone says it",
        ),
        (
            AT_NINE | {"embargo": "2026-03-29T02:30"},
            "2026-03-29 02:30 does not exist in Europe/Zurich: the clocks change that night; choose another hour",
        ),
    ],
)
def test_embargo_that_is_no_instant_is_refused_in_words(fields, message):
    with pytest.raises(ValidationError) as refused:
        an_asset(**fields)

    assert [error["msg"] for error in refused.value.errors()] == [f"Value error, {message}"]


def test_translation_of_a_theme_that_is_not_there_is_refused():
    with pytest.raises(ValidationError, match="names pt, in which there is no theme; add the theme or remove pt"):
        a_pack(unofficial=["pt"])


def test_higher_version_wins_in_any_order():
    first, second = a_pack(), a_pack(version=2, hashtags=[])

    assert Packs().with_newer([first, second]) == Packs().with_newer([second, first]) == Packs({second.key: second})


def test_import_is_told_row_by_row():
    known = Packs({a_pack(version=2).key: a_pack(version=2)})
    coming = [a_pack(version=2), a_pack(), a_pack(version=3, hashtags=[]), a_pack(year=2027)]

    assert [what for _, what in known.differences(coming)] == [
        "unchanged",
        "older than version 2, which stays",
        "changes version, hashtags",
        "new",
    ]
