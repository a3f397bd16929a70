"""Initiatives matched to observances."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.matching import Days, Match, Matcher, excluded, match
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.reasons import Reason
from comms.domain.scoring import Features, probability
from tests.factories import a_day, a_taxonomy, a_theme, an_initiative

TAXONOMY = a_taxonomy(
    a_theme(id="water", related=["health"], stems={"en": ["water"], "es": ["agua"], "fr": ["eau$", "eaux$"]}),
    a_theme(id="toilets", parent="water", stems={"en": ["toilet"]}),
    a_theme(id="health", stems={"en": ["health", "clinic"]}),
    a_theme(id="human-rights-general", related=["water"], stems={"en": ["human rights"]}),
)


def _water_day(**fields: object) -> Observance:
    return a_day(**{"id": "water", "name": {"en": "Tap Day"}, "subjects": {"water": 1.0}, **fields})


def _initiative(title: str = "Nothing", summary: str = "Nothing.", **fields: object) -> Initiative:
    defaults = {"language": "en", "title": {"en": title}, "summary": {"en": summary}, "themes": []}
    return an_initiative(**(defaults | fields))


def _told(title: dict[str, str]) -> Initiative:
    return an_initiative(language="en", title=title, summary={"en": "Nothing."}, themes=[])


def _only(observance: Observance, initiative: Initiative, **options: bool) -> Match:
    (found,) = Matcher([initiative], TAXONOMY, least=0.0, **options).matches(observance)
    return found


def _p(observance: Observance, initiative: Initiative) -> float:
    return max((one.p for one in match(observance, [initiative], TAXONOMY)), default=0.0)


def test_a_word_in_the_title_is_a_reason():
    found = _only(_water_day(), _initiative(title="Clean water for all"))

    values = {"word": "water", "theme": "water", "place": "title", "at": "6-11"}
    assert found.reasons == (Reason("word found", values),)


def test_words_shared_are_a_reason():
    day = a_day(id="bicycle", name={"en": "World Bicycle Day"}, about={"en": "A bicycle."}, themes=[], subjects={})
    others = [a_day(id=f"other-{n}", name={"en": f"Chess {n}"}, themes=[]) for n in range(20)]
    matcher = Matcher([_initiative(title="Bicycles")], TAXONOMY, [day, *others], least=0.0)

    assert matcher.matches(day)[0].reasons == (Reason("words shared", {"words": "Bicycles"}),)


def test_a_declared_theme_is_a_reason():
    found = _only(_water_day(), _initiative(themes=["water"]))

    assert found.reasons == (Reason("declared theme", {"theme": "water"}),)


@pytest.mark.parametrize(
    ("subject", "title", "reason"),
    [
        ("water", "A clinic", Reason("related theme", {"theme": "water", "of": "health"})),
        ("health", "Water", Reason("related theme", {"theme": "health", "of": "water"})),
        ("water", "A toilet", Reason("narrower theme", {"theme": "water", "of": "toilets"})),
        ("toilets", "Water", Reason("broader theme", {"theme": "toilets", "of": "water"})),
    ],
)
def test_a_neighbouring_theme_is_a_reason(subject, title, reason):
    found = _only(_water_day(subjects={subject: 1.0}), _initiative(title=title))

    assert found.reasons == (reason,)


def test_the_record_is_a_reason_unless_it_is_switched_off():
    day, initiative = _water_day(subjects={}), _initiative(days=["water"])

    assert _only(day, initiative).reasons == (Reason("suggested by the record"),)
    assert match(day, [initiative], TAXONOMY, suggestions=False) == []


def test_the_record_lifts_a_match():
    plain, suggested = _initiative(title="Water"), _initiative(title="Water", days=["water", "unknown"])

    assert _p(_water_day(), suggested) > _p(_water_day(), plain)


def test_no_reason_no_match():
    assert match(_water_day(), [_initiative(title="Chess for everybody")], TAXONOMY) == []


def test_title_weighs_more_than_summary_and_summary_more_than_a_tick():
    title, summary = _initiative(title="Water"), _initiative(summary="Water.")

    assert _p(_water_day(), title) > _p(_water_day(), summary) > _p(_water_day(), _initiative(themes=["water"]))


def test_a_stem_that_comes_again_and_words_within_words_count_once():
    theme = a_theme(id="water", stems={"en": ["water", "drinking water", "tap$"]})
    day, taxonomy = _water_day(name={"en": "Day"}), a_taxonomy(theme)
    once, twice, within, more = (
        match(day, [_initiative(title=title)], taxonomy)[0].p
        for title in ("Water", "Water and waters", "Drinking water", "Water and tap")
    )

    assert once == twice == within < more


def test_only_the_days_that_were_asked_for_are_told():
    matcher = Matcher([_initiative(title="Water")], TAXONOMY, [_water_day(), _water_day(id="other")])

    assert list(matcher.all_matches([matcher.day("other")])) == ["other"]


def test_a_theme_counts_in_the_language_that_shows_it_best():
    one = _initiative(title="Water")
    two, hidden = _told({"en": "Water", "es": "Agua"}), _told({"en": "Well", "es": "Agua"})

    assert _p(_water_day(), two) == _p(_water_day(), one) == _p(_water_day(), hidden)


def test_a_text_in_another_language_than_stated_is_read_in_its_own():
    spanish = "El agua de los que no la tienen y de las que la llevan"

    assert _only(_water_day(), _initiative(summary=spanish)).reasons[0].values["word"] == "agua"


def test_the_weight_of_a_subject_counts():
    assert _p(_water_day(), _initiative(title="Water")) > _p(
        _water_day(subjects={"water": 0.5}), _initiative(title="Water")
    )


def test_a_day_without_subjects_is_about_what_it_is_filed_under_and_names():
    named = a_day(id="one", name={"en": "World Water Day"}, themes=["water"])
    filed = a_day(id="two", name={"en": "Tuna"}, themes=["water"])
    only_named = a_day(id="three", name={"en": "Tuna"}, about={"en": "Water."}, themes=[])
    second = a_day(id="four", name={"en": "Tuna"}, themes=["health", "water"])
    initiative = _initiative(summary="A tap of water.")

    assert _p(named, initiative) > _p(filed, initiative) > _p(second, initiative) > _p(only_named, initiative)


def test_an_umbrella_weighs_little_and_lends_nothing():
    umbrella = _water_day(subjects={"human-rights-general": 1.0})

    assert _p(umbrella, _initiative(title="Human rights")) < _p(_water_day(), _initiative(title="Water"))
    assert _p(umbrella, _initiative(title="Water")) == 0.0


def test_what_is_only_faintly_about_a_theme_makes_no_match():
    day = _water_day(name={"en": "Day"}, subjects={"water": 0.1})
    matcher = Matcher([_initiative(id="found", title="Water"), _initiative(id="told", themes=["water"])], TAXONOMY)

    assert matcher.matches(day) == []


def test_words_are_compared_within_a_language():
    day = a_day(name={"en": "Bread", "fr": "Pain"}, themes=[])

    assert match(day, [_initiative(title="Pain")], TAXONOMY) == []


def test_the_language_that_shares_most_counts():
    day = a_day(id="bread", name={"en": "Flour and bread", "es": "Pan"}, themes=[])
    others = [a_day(id=f"other-{n}", name={"en": f"Chess {n}", "es": f"Ajedrez {n}"}, themes=[]) for n in range(20)]
    initiative = _told({"ca": "Pa", "en": "Flour, bread", "es": "El pan"})

    (found,) = Matcher([initiative], TAXONOMY, [day, *others], least=0.0).matches(day)

    assert found.reasons == (Reason("words shared", {"words": "Flour, bread"}),)


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
    day = _water_day(subjects={"water": 1.0, "health": 1.0, "human-rights-general": 0.1})
    found = _only(day, _initiative(title="Water, clinic and human rights"))

    assert [reason.values["theme"] for reason in found.reasons] == ["health", "water"]


def test_many_observances_are_matched_at_once():
    matcher = Matcher([_initiative(title="Water")], TAXONOMY)
    days = [_water_day(), a_day(id="other", themes=[])]

    assert matcher.all_matches(days) == {"water": matcher.matches(days[0]), "other": []}


def test_the_days_of_one_initiative_are_those_that_match_it():
    initiative = _initiative(title="Water")
    matcher = Matcher([initiative], TAXONOMY, [_water_day()])

    assert matcher.days_of(initiative.id) == matcher.matches(_water_day())
    assert matcher.days_of("unknown") == []


def test_a_changed_initiative_is_read_alone():
    changed, other = _initiative(id="changed", title="Chess"), _initiative(id="other", title="Water")
    matcher = Matcher([changed, other], TAXONOMY, [_water_day()])

    matcher.change(_initiative(id="changed", title="Water"))

    assert _names(matcher.matches(matcher.day("water"))) == ["changed", "other"]


def test_a_withdrawn_initiative_has_no_days():
    matcher = Matcher([_initiative(id="one", title="Water")], TAXONOMY, [_water_day()])

    matcher.change(_initiative(id="one", title="Water", consent="withdrawn"))

    assert matcher.days_of("one") == []


def test_what_is_known_of_a_pair_is_told_in_numbers():
    known = Days([_water_day()], TAXONOMY).features(_initiative(title="Water", themes=["water"]))

    assert round(known["water"].best_theme, 2) == round(known["water"].own_theme, 2) == 0.62
    assert known["water"].declared == 0.6


@given(st.permutations([_initiative(id=f"i-{n}", title=title) for n, title in enumerate(["Water", "Wat", "A clinic"])]))
def test_the_order_of_initiatives_never_matters(initiatives):
    assert match(_water_day(), initiatives, TAXONOMY) == match(_water_day(), initiatives[::-1], TAXONOMY)


def test_probability_rises_with_each_thing_known():
    nothing = probability(Features())

    assert all(
        probability(one) > nothing
        for one in (
            Features(best_theme=0.5),
            Features(own_theme=0.5),
            Features(relative=0.5),
            Features(declared=0.5),
            Features(relative_words=0.9),
            Features(suggested=True),
        )
    )


def _names(found: list[Match]) -> list[str]:
    return [one.initiative for one in found]
