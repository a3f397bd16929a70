import pytest

from comms.domain.ticks import digest_of, names_to_tick, observance_to_tick, ticked_names, ticked_observance, waiting
from tests.factories import a_day, a_member, an_event

DAY = a_day(unofficial=["es", "fr"], name_source={"fr": "translation"}, confidence="single-source")
FRENCH = ("observance:human-rights-day:name:fr", digest_of("Journée des droits de l’homme"))


def ticks_for(observance):
    return {one.tick for one in observance_to_tick(observance)}


def test_translations_and_a_date_from_one_source_wait_for_a_tick():
    found = [(one.kind, one.field, one.language, one.name, one.source) for one in observance_to_tick(DAY)]

    assert found == [
        ("name", "observance:human-rights-day:name:es", "es", "Human Rights Day", ""),
        ("name", "observance:human-rights-day:name:fr", "fr", "Human Rights Day", "translation"),
        ("date", "observance:human-rights-day:dates", "en", "Human Rights Day", DAY.sources[0]),
    ]


def test_date_is_ticked_as_its_rule_stands():
    assert [one.text for one in observance_to_tick(DAY)][-1] == '{"day": 10, "kind": "fixed", "month": 12}'


def test_official_names_and_sourced_dates_wait_for_nobody():
    assert list(observance_to_tick(a_day())) == []


def test_ticked_translation_is_the_name_from_then_on():
    ticked = ticked_observance(DAY, {FRENCH})

    assert (ticked.unofficial, ticked.confidence) == (("es",), "single-source")
    assert ticked.official_name("fr") == ("Journée des droits de l’homme", "fr")
    assert ticked.official_name("es") == ("Human Rights Day", "en")


def test_ticked_date_counts_as_sourced():
    assert ticked_observance(DAY, ticks_for(DAY)) == a_day(name_source={"fr": "translation"})


@pytest.mark.parametrize(
    "changed",
    [
        {"name": {"en": "Human Rights Day", "es": "Día", "fr": "Journée"}, "confidence": "sourced"},
        {"rule": {"kind": "fixed", "month": 12, "day": 11}, "unofficial": []},
    ],
)
def test_tick_on_other_words_or_another_date_counts_for_nothing(changed):
    now = a_day(**({"unofficial": ["es", "fr"], "confidence": "single-source"} | changed))

    assert ticked_observance(now, ticks_for(DAY)) is now


def test_ticked_names_of_events_and_members_count_as_reviewed():
    event, member = an_event(unreviewed=["es", "fr", "pt"]), a_member(unreviewed=["fr"])
    spanish = {next(names_to_tick(event)).tick}

    assert (ticked_names(event, spanish).unreviewed, ticked_names(member, spanish)) == (("fr", "pt"), member)


def test_all_that_waits_is_listed_until_it_is_ticked():
    events, members = [an_event(unreviewed=["es"])], [a_member(unreviewed=["fr"], source="https://example.org/list")]

    found = waiting([DAY, a_day(id="another", confidence="known")], events, members, {FRENCH})

    assert [(one.field, one.source) for one in found] == [
        ("observance:another:dates", DAY.sources[0]),
        ("observance:human-rights-day:name:es", ""),
        ("observance:human-rights-day:dates", DAY.sources[0]),
        ("event:forum-2027:name:es", "https://example.org/forum-2027"),
        ("member:barcelona:name:fr", "https://example.org/list"),
    ]
