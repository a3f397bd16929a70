from dataclasses import replace

import pytest
from pydantic import ValidationError

from comms.domain.cards import LINK, SIZES, Colours, Facts

FACTS = Facts("Human Rights Day", "NoC", "en", "Equality", "10 December 2026", "Barcelona: Office for rights")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Human Rights Day. 10 December 2026. Barcelona: Office for rights. Equality. NoC."),
        ({"kicker": "", "when": "", "beneath": ""}, "Human Rights Day. NoC."),
        ({"beneath": "Who acts?"}, "Human Rights Day. 10 December 2026. Who acts? Equality. NoC."),
        (
            {"language": "fr", "heading": "Journée", "beneath": "Barcelone: Bureau"},
            "Journée. 10 December 2026. Barcelone\u00a0: Bureau. Equality. NoC.",
        ),
    ],
)
def test_words_say_what_the_card_says(changes, expected):
    assert replace(FACTS, **changes).alt() == expected


def test_digest_is_the_same_in_every_process_and_another_for_anything_else():
    others = [replace(FACTS, heading="Another"), replace(FACTS, beneath=""), replace(FACTS, language="es")]
    digests = [one.digest(size, Colours()) for one in (FACTS, *others) for size in SIZES]

    assert FACTS.digest(LINK, Colours()) == "5b232f3a5547"
    assert len({*digests, FACTS.digest(LINK, Colours(ink="#000000"))}) == len(digests) + 1


def test_sizes_are_those_that_networks_ask_for():
    assert [size.name for size in SIZES] == ["1600x900", "1200x627", "1080x1080"]


@pytest.mark.parametrize(("beneath", "expected"), [("Office", False), ("القاهرة", True)])
def test_card_knows_whether_its_letters_must_be_joined(beneath, expected):
    assert replace(FACTS, beneath=beneath).needs_shaping() == expected


@pytest.mark.parametrize(
    ("colours", "message"),
    [
        ({"ink": "#777777"}, "ink on paper has a contrast of 4.3; make it 4.5 or more"),
        ({"accent": "#ff9900"}, "accent on paper has a contrast of 2.1; make it 4.5 or more"),
        ({"on_accent": "#000000"}, "on_accent on accent has a contrast of 3.2; make it 4.5 or more"),
        ({"ink": "black"}, "“black” is no colour; write one such as #1c2430"),
    ],
)
def test_faint_or_unknown_colour_is_refused(colours, message):
    with pytest.raises(ValidationError, match=message):
        Colours(**colours)
