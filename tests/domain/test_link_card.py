import pytest

from comms.domain.link_card import card_title

LINK = "https://city.example/plan/"
TEXT = "Human Rights Day. Utrecht: A plan of neighbours. https://city.example/plan/"


def a_fact(field, text):
    return {"field": field, "text": text}


NAME = a_fact("observance:human-rights:name:en", "Human Rights Day")
TITLE = a_fact("initiative:a-plan:title:en", "A plan of neighbours")
CITY = a_fact("member:utrecht:name:en", "Utrecht")


def said(*facts):
    return [{"text": TEXT, "facts": list(facts)}]


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ([NAME, TITLE, a_fact("initiative:a-plan:source", LINK)], "A plan of neighbours"),
        ([NAME, TITLE, a_fact("observance:human-rights:page", LINK)], "Human Rights Day"),
        ([NAME, TITLE], "A plan of neighbours"),
        ([NAME, CITY], "Human Rights Day"),
        ([NAME, a_fact("initiative:a-plan:source", LINK)], "city.example/plan"),
        ([CITY], "city.example/plan"),
        ([], "city.example/plan"),
    ],
)
def test_card_is_called_by_what_its_link_is_about(facts, title):
    assert card_title(TEXT, LINK, said(*facts)) == title


def test_name_that_the_text_has_no_more_is_not_on_the_card():
    assert card_title("Corrected: a plan of tenants", LINK, said(TITLE)) == "city.example/plan"


def test_name_that_is_too_long_for_a_card_leaves_it_to_the_address():
    long = "a" * 201

    assert card_title(long, LINK, said(a_fact("event:fair:name:en", long))) == "city.example/plan"
