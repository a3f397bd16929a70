import pytest

from comms.domain.searching import folded, names_it

NAMES = ("Bogotá D.C.", "Bogota", "Distrito Capital de Bogotá")


@pytest.mark.parametrize(("text", "told"), [("BOGOTÁ", "bogota"), ("Göteborg", "goteborg"), ("Straße", "strasse")])
def test_accents_and_capitals_make_no_difference(text, told):
    assert folded(text) == told


@pytest.mark.parametrize("query", ["", "  ", "bogota", "BOGOTÁ", "capital bogota", "o", "d.c."])
def test_a_name_is_found_by_any_of_its_words_in_any_language(query):
    assert names_it(query, NAMES)


@pytest.mark.parametrize("query", ["cali", "bogota cali", "distrito d.c."])
def test_words_that_no_single_name_holds_find_nothing(query):
    assert not names_it(query, NAMES)
