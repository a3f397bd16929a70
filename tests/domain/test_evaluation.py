"""How good the matches are, beside what people labelled."""

from comms.domain.evaluation import Labelled, Ranked, figures
from tests.factories import an_initiative


def _labelled(grades, language="en", **fields):
    return Labelled(an_initiative(id="one", language=language, unreviewed=[]), grades, **fields)


def _ranked(*days, solemn=()):
    return [Ranked(day, 0.9 - n / 10, n < 2, day in solemn) for n, day in enumerate(days)]


def test_a_perfect_ranking_has_the_full_figures():
    told = figures([(_labelled({"water": 3, "food": 2, "health": 1}), _ranked("water", "food", "health"))])["all"]

    assert (told["nDCG@5"], told["hit@1"], told["MRR"], round(told["P@3"], 2)) == (1.0, 1.0, 1.0, 0.67)
    assert (told["proposals"], told["unrelated proposals"], told["of these proposed one"]) == (2, 0.0, 1.0)


def test_a_wrong_first_day_costs():
    told = figures([(_labelled({"water": 3}), _ranked("chess", "water"))])["all"]

    assert (round(told["nDCG@5"], 2), told["hit@1"], told["MRR"]) == (0.63, 0.0, 0.5)
    assert (told["first proposal right"], told["unrelated proposals"]) == (0.0, 0.5)


def test_an_initiative_whose_days_were_not_found_counts_as_nothing():
    told = figures([(_labelled({"water": 3}), [])])["all"]

    assert (told["nDCG@5"], told["MRR"], told["of these proposed one"], told["first proposal right"]) == (0, 0, 0, 0)


def test_off_topic_and_solemn_proposals_are_counted_by_themselves():
    ranked = _ranked("genocide", "chess", solemn={"genocide"})
    told = figures([(_labelled({}, off_topic=True), ranked)])["all"]

    assert (told["off-topic"], told["off-topic proposed"]) == (1, 1)
    assert (told["solemn proposals"], told["solemn wrong"], told["with a good day"]) == (1, 1, 0)


def test_each_language_has_its_own_figures():
    found = figures([(_labelled({"water": 3}), []), (_labelled({"water": 3}, language="es"), _ranked("water"))])

    assert [(language, told["hit@1"]) for language, told in found.items()] == [("all", 0.5), ("en", 0.0), ("es", 1.0)]
