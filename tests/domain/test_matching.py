"""Initiatives matched to observances."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.matching import Match, Matcher, excluded, match
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.overlap import rarity
from comms.domain.reasons import Reason
from comms.domain.scoring import Features, probability
from tests.factories import a_day, a_taxonomy, a_theme, an_initiative

TAXONOMY = a_taxonomy(
    a_theme(id="water", related=["health"], stems={"en": ["water"], "es": ["agua"], "fr": ["eau$", "eaux$"]}),
    a_theme(id="health", stems={"en": ["health", "clinic"]}),
    a_theme(id="human-rights-general", stems={"en": ["human rights"]}),
)


def _water_day(**fields: object) -> Observance:
    return a_day(**{"id": "water", "name": {"en": "World Water Day"}, "themes": ["water"], **fields})


def _initiative(title: str = "Nothing", summary: str = "Nothing.", **fields: object) -> Initiative:
    defaults = {"language": "en", "title": {"en": title}, "summary": {"en": summary}, "themes": []}
    return an_initiative(**(defaults | fields))


def _trilingual(en: str, es: str, fr: str) -> Initiative:
    nothing = {"en": "Nothing.", "es": "Nada.", "fr": "Rien."}
    return an_initiative(title={"en": en, "es": es, "fr": fr}, summary=nothing, themes=[])


def _only(observance: Observance, initiative: Initiative, **options: bool) -> Match:
    (found,) = match(observance, [initiative], TAXONOMY, **options)
    return found


def test_a_word_in_the_title_is_a_reason():
    found = _only(a_day(id="tap", name={"en": "Tap Day"}, themes=["water"]), _initiative(title="Clean water for all"))

    assert found.reasons == (Reason("word found", {"word": "water", "theme": "water", "place": "title"}),)


def test_words_shared_are_a_reason():
    found = _only(a_day(id="bicycle", name={"en": "World Bicycle Day"}, themes=[]), _initiative(title="Bicycles"))

    assert found.reasons == (Reason("words shared", {"words": "Bicycles"}),)


def test_a_declared_theme_is_a_reason():
    found = _only(_water_day(), _initiative(themes=["water"]))

    assert found.reasons == (Reason("declared theme", {"theme": "water"}),)


def test_a_related_theme_is_a_reason():
    found = _only(_water_day(), _initiative(title="A clinic"))

    assert found.reasons == (Reason("related theme", {"theme": "water", "of": "health"}),)


def test_the_record_is_a_reason_unless_it_is_switched_off():
    day, initiative = _water_day(name={"en": "Day"}, themes=[]), _initiative(days=["water"])

    assert _only(day, initiative).reasons == (Reason("suggested by the record"),)
    assert _names(match(day, [initiative], TAXONOMY, suggestions=False)) == []


def test_the_record_lifts_a_match():
    plain, suggested = _initiative(title="Water"), _initiative(title="Water", days=["water"])

    assert _only(_water_day(), suggested).p > _only(_water_day(), plain).p


def test_no_reason_no_match():
    assert match(_water_day(), [_initiative(title="Chess for everybody")], TAXONOMY) == []


def test_title_weighs_more_than_summary_and_summary_more_than_a_tick():
    day = _water_day()
    title = _only(day, _initiative(title="Water"))
    summary = _only(day, _initiative(summary="Water."))
    tick = _only(day, _initiative(themes=["water"]))

    assert title.p > summary.p > tick.p


def test_a_theme_counts_once_however_many_languages_speak_of_it():
    one, three = _initiative(title="Water"), _trilingual("Water", "Agua", "Eau")
    day = a_day(id="tap", name={"en": "Tap Day"}, themes=["water"])

    assert _only(day, three).p == _only(day, one).p


def test_the_first_theme_of_a_day_weighs_most():
    first, second = a_day(themes=["water", "health"]), a_day(themes=["health", "water"])
    initiative = _initiative(title="Water")

    assert _only(first, initiative).p > _only(second, initiative).p


def test_a_theme_that_the_day_itself_names_weighs_more():
    named, only_filed = _water_day(), _water_day(name={"en": "World Tuna Day"})
    initiative = _initiative(summary="Water.", themes=["water"])

    assert _only(named, initiative).p > _only(only_filed, initiative).p


def test_a_theme_named_but_not_filed_still_counts():
    found = _only(_water_day(themes=[]), _initiative(themes=["water"]))

    assert found.reasons == (Reason("declared theme", {"theme": "water"}),)


def test_an_umbrella_weighs_little():
    umbrella = a_day(id="one", name={"en": "Day"}, themes=["human-rights-general"])
    specific = a_day(id="two", name={"en": "Day"}, themes=["water"])

    assert _only(umbrella, _initiative(title="Human rights")).p < _only(specific, _initiative(title="Water")).p


def test_a_common_word_is_no_reason():
    many = [_initiative(id=f"plaza-{n}", title=f"Plaza {n}") for n in range(40)]

    assert match(a_day(name={"en": "World Plaza Day"}, themes=[]), many, TAXONOMY) == []


def test_a_rare_word_weighs_more_than_a_less_rare_one():
    others = [_initiative(id=f"plaza-{n}", title=f"Plaza {n}") for n in range(10)]
    both = [*others, _initiative(id="tuna", title="Tuna")]
    found = match(a_day(name={"en": "Tuna and plaza"}, themes=[]), both, TAXONOMY)

    assert found[0].initiative == "tuna"


def test_words_are_compared_within_a_language():
    day = a_day(name={"en": "Bread", "fr": "Pain"}, themes=[])

    assert match(day, [_initiative(title="Pain")], TAXONOMY) == []


def test_the_best_language_counts():
    day = a_day(name={"en": "Bread", "es": "Pan", "fr": "Pain"}, themes=[])
    initiative = _trilingual("Flour", "Harina", "Du pain")

    assert _only(day, initiative).reasons == (Reason("words shared", {"words": "pain"}),)


def test_a_worse_language_after_the_best_changes_nothing():
    day = a_day(name={"en": "Bread", "es": "Pan y harina"}, themes=[])
    initiative = _trilingual("Bread", "Pan", "Rien")

    assert _only(day, initiative).reasons == (Reason("words shared", {"words": "Bread"}),)


def test_the_description_counts_too():
    day = a_day(name={"en": "World Wheel Day"}, about={"en": "Cycling to school."}, themes=[])
    found = _only(day, _initiative(title="Cycling", summary="Schools."))

    assert found.reasons == (Reason("words shared", {"words": "Cycling, Schools"}),)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        (
            {"sensitivity": "war", "sensitivity_note": "front line"},
            Reason("sensitive", {"sensitivity": "war", "note": "front line"}),
        ),
        ({"consent": "refused"}, Reason("no consent", {"consent": "refused"})),
        ({"consent": "withdrawn"}, Reason("no consent", {"consent": "withdrawn"})),
    ],
)
def test_what_is_sensitive_or_unwilling_is_excluded(fields, reason):
    initiative = _initiative(title="Water", **fields)

    assert excluded(initiative) == reason
    assert _names(match(_water_day(), [initiative], TAXONOMY)) == ([] if reason else [initiative.id])


def test_a_tie_goes_to_the_one_featured_longest_ago():
    three = [_initiative(id=id_, title="Water") for id_ in ("a", "b", "c")]
    last = {"a": date(2026, 5, 1), "b": date(2026, 1, 1)}

    assert _names(match(_water_day(), three, TAXONOMY, last_featured=last)) == ["c", "b", "a"]


def test_limit_keeps_the_best():
    two = [_initiative(id="worse", themes=["water"]), _initiative(id="better", title="Water")]

    assert _names(match(_water_day(), two, TAXONOMY, limit=1)) == ["better"]


def test_what_is_improbable_is_not_shown():
    matcher = Matcher([_initiative(title="Water")], TAXONOMY, scorer=lambda _: 0.004)

    assert matcher.matches(_water_day()) == []


def test_a_theme_that_weighs_little_beside_the_best_is_not_told():
    day = a_day(id="tap", name={"en": "Water Day"}, themes=["water", "health", "human-rights-general"])
    found = _only(day, _initiative(title="Waterways", summary="A clinic.", themes=["human-rights-general"]))

    assert [reason.values["theme"] for reason in found.reasons] == ["water", "health"]


def test_many_observances_are_matched_at_once():
    matcher = Matcher([_initiative(title="Water")], TAXONOMY)
    days = [_water_day(), a_day(id="other", themes=[])]

    assert matcher.all_matches(days) == {"water": matcher.matches(days[0]), "other": []}


@given(st.permutations([_initiative(id=f"i-{n}", title=title) for n, title in enumerate(["Water", "Wat", "A clinic"])]))
def test_the_order_of_initiatives_never_matters(initiatives):
    assert match(_water_day(), initiatives, TAXONOMY) == match(_water_day(), initiatives[::-1], TAXONOMY)


def test_probability_rises_with_each_thing_known():
    nothing = probability(Features())

    assert all(
        probability(one) > nothing
        for one in (
            Features(best_theme=0.5),
            Features(other_themes=0.5),
            Features(name=0.5),
            Features(about=0.5),
            Features(suggested=True),
        )
    )


def test_rarity_falls_from_one():
    assert [round(rarity(seen, 100), 2) for seen in (0, 9, 99)] == [1.0, 0.57, 0.13]


def _names(found: list[Match]) -> list[str]:
    return [one.initiative for one in found]
