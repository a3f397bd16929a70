"""The themes' stems, found in a text."""

import pytest

from comms.domain.lexicon import Evidence, Lexicon
from tests.factories import a_theme


def _lexicon(*stems: str, language: str = "en") -> Lexicon:
    return Lexicon([a_theme(id="water", stems={language: stems})])


def _words(lexicon: Lexicon, text: str, language: str = "en") -> list[str]:
    return [one.word for one in lexicon.evidence(text, language)]


def test_evidence_says_theme_stem_word_as_written_and_place():
    found = _lexicon("sanit").evidence("Water, Sanitation", "en")

    assert found == (Evidence("water", "sanit", "Sanitation", 7, 17),)


@pytest.mark.parametrize(
    ("stem", "text", "expected"),
    [
        ("water", "Waterways and freshwater", ["Waterways"]),
        ("water$", "Waterways and water", ["water"]),
        ("right to water", "The right to waterways", ["right to waterways"]),
        ("right to water$", "The right to waterways", []),
        ("right to water", "The right to", []),
        ("right to water", "rights to waters", ["rights to waters"]),
        ("tap$ water", "Taps water, tap water", ["tap water"]),
        ("eau potable", "L’eau potable", ["eau potable"]),
        ("acces a l'eau", "accès à l’eau", ["accès à l’eau"]),
        ("$", "nothing", []),
        ("sleep .. street", "sleep on the cold street", ["sleep on the cold street"]),
        ("sleep .. street", "sleep on one of the very cold streets", []),
        ("roof .. l'eau", "roof and l'eaux", ["roof and l'eaux"]),
    ],
)
def test_a_stem_is_a_beginning_and_a_phrase_is_a_sequence(stem, text, expected):
    assert _words(_lexicon(stem), text) == expected


def test_a_weight_at_the_end_makes_a_stem_count_less():
    (found,) = _lexicon("water*0.5").evidence("Waters", "en")

    assert (found.stem, found.weight) == ("water", 0.5)


def test_a_stem_does_not_count_within_a_phrase_that_cancels_it():
    theme = a_theme(id="water", stems={"en": ["water"]}, not_if={"en": ["water colour"]})
    other = a_theme(id="art", stems={"en": ["water colour"]})

    found = Lexicon([theme, other]).evidence("Water colours of the waterfront", "en")

    assert [(one.theme, one.word) for one in found] == [("art", "Water colours"), ("water", "waterfront")]


def test_the_languages_are_those_that_have_stems():
    assert _lexicon("agua", language="es").languages == {"es"}


def test_a_stem_speaks_only_in_its_language():
    lexicon = _lexicon("agua", language="es")

    assert _words(lexicon, "El agua", "es") == ["agua"]
    assert _words(lexicon, "El agua", "en") == []


def test_inclusive_writing_is_found():
    assert _words(_lexicon("habitant", language="fr"), "les habitant·es", "fr") == ["habitant·es"]


def test_the_order_of_themes_never_matters():
    themes = [a_theme(id="one", stems={"en": ["water"]}), a_theme(id="two", stems={"en": ["water", "wat"]})]

    assert Lexicon(themes).evidence("water", "en") == Lexicon(themes[::-1]).evidence("water", "en")
