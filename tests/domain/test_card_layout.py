import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comms.domain.card_layout import LEAST, PHONE, laid_out
from comms.domain.cards import LINK, SIZES, Colours, Facts
from comms.domain.contrast import ENOUGH, contrast

COLOURS = Colours()
WORDS = st.text(alphabet="aW é-ق", min_size=1, max_size=400).filter(str.strip)


def half(text, _face, size):
    """Measure as if every letter were half as wide as it is high."""
    return len(text) * size / 2


def a_card(heading="Human Rights Day", *, size=LINK, **texts):
    return laid_out(Facts(heading, **({"site": "NoC", "language": "en"} | texts)), size, COLOURS, half)


def said(card):
    return [line.text for line in card.lines]


def test_card_says_its_facts_from_top_to_foot():
    card = a_card(kicker="Equality", when="10 December 2026", beneath="Barcelona: Office for rights")

    assert said(card) == ["Equality", "Human Rights Day", "10 December 2026", "Barcelona: Office for rights", "NoC"]
    assert [line.y for line in card.lines] == sorted(line.y for line in card.lines)


def test_fact_that_is_missing_leaves_no_gap():
    assert said(a_card(when="  ")) == ["Human Rights Day", "NoC"]


def test_short_heading_is_larger_than_a_long_one():
    short, long = (a_card(name).lines[0].size for name in ("Nancy", "A long name of a day that speaks of many " * 3))

    assert short > long


def test_heading_is_whole_as_long_as_it_can_be_read():
    name = "International Day of Reflection on the 1994 Genocide against the Tutsi in Rwanda and of all who resist it"

    assert " ".join(said(a_card(name, beneath="Barcelona: Office for rights"))) == (
        f"{name} Barcelona: Office for rights NoC"
    )


def test_what_gives_way_is_what_stands_beneath_before_the_heading():
    heading = "word " * 50

    text = " ".join(said(a_card(heading, beneath="beneath " * 60)))

    assert (text.count("word"), text.count("beneath") < 60, text.endswith("… NoC")) == (50, True, True)


def test_endless_heading_is_cut_last_and_says_so():
    texts = said(a_card("word " * 400))

    assert (texts[-2].endswith("…"), texts[-1]) == (True, "NoC")


def test_long_name_of_the_site_is_cut_to_one_line():
    foot = a_card(site="A network of cities with a very long name " * 3).lines[-1].text

    assert (foot[:9], foot[-1]) == ("A network", "…")


def test_card_that_is_read_from_right_to_left_stands_at_the_right():
    card = a_card("اليوم الدولي", language="ar")

    assert {(line.x, line.at_right) for line in card.lines} == {(LINK.width - 80, True)}
    assert [line.runs_right_to_left for line in card.lines] == [True, False]


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS, st.sampled_from(SIZES))
def test_every_text_stays_on_the_card_can_be_read_on_a_telephone_and_stands_out(heading, beneath, size):
    card = a_card(heading, beneath=beneath, kicker=beneath[:40], when="10 December 2026", size=size)

    for line in card.lines:
        assert line.size * PHONE / size.width >= LEAST
        assert contrast(line.colour, line.ground) >= ENOUGH
        assert half(line.text, line.face, line.size) <= size.width - 2 * round(size.width / 15)
        assert line.size * 0.7 <= line.y < size.height
    body, foot = card.lines[:-1], card.boxes[-1]
    assert max(line.y for line in body) + body[-1].size * 0.3 <= foot.top
    assert [line.y for line in card.lines] == sorted({line.y for line in card.lines})


@pytest.mark.parametrize("size", SIZES)
def test_boxes_reach_from_edge_to_edge(size):
    card = a_card(size=size)

    assert [(box.left, box.width) for box in card.boxes] == [(0, size.width)] * 2
    assert card.boxes[-1].top + card.boxes[-1].height == size.height
