from datetime import date

import pytest

from comms.domain.cards import Facts
from comms.domain.observances import occurrences_in_year
from comms.domain.story_card import story_card
from comms.domain.telling import SiteFacts, Telling, values
from tests.factories import a_day, a_member, a_pack, a_theme, an_event, an_initiative

DAY = date(2026, 12, 10)
SITE = SiteFacts({"en": "Network of Cities"}, {"en": "NoC", "es": "RdC", "fr": "RdV"})


def a_card(language="en", theme=None, **fields):
    telling = {"site": SITE, "occurrence": occurrences_in_year(a_day(), 2026)[0]} | fields
    return story_card(values(Telling(**telling), "day", DAY, language), language, theme)


def test_card_of_a_day_says_its_name_its_date_and_its_theme():
    card = a_card(theme=a_theme())

    assert card.facts == Facts("Human Rights Day", "NoC", "en", kicker="Human rights", when="10 December 2026")
    assert card.sentence().text == "Human Rights Day. 10 December 2026. Human rights. NoC."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Human Rights Day. 10 December 2026. Barcelona: Rights office. NoC."),
        ("es", "Día de los Derechos Humanos. 10 de diciembre de 2026. Barcelona: Oficina de derechos. RdC."),
        ("fr", "Journée des droits de l'homme. 10 décembre 2026. Barcelone\N{NO-BREAK SPACE}: Bureau des droits. RdV."),
    ],
)
def test_card_tells_whose_work_it_is_in_the_language_of_the_post(language, said):
    member = a_member(name={"en": "Barcelona", "es": "Barcelona", "fr": "Barcelone"})
    work = an_initiative(title={"en": "Rights office", "es": "Oficina de derechos", "fr": "Bureau des droits"})
    day = a_day(
        name={"en": "Human Rights Day", "es": "Día de los Derechos Humanos", "fr": "Journée des droits de l'homme"}
    )

    card = a_card(language, occurrence=occurrences_in_year(day, 2026)[0], member=member, initiative=work)

    assert card.facts.alt() == said


def test_facts_of_a_card_are_those_of_the_records():
    card = a_card(theme=a_theme(), member=a_member(), initiative=an_initiative())

    assert [fact.field for fact in card.told] == [
        "observance:human-rights-day:name:en",
        "observance:human-rights-day:rule",
        "member:barcelona:name:en",
        "initiative:barcelona-rights-office:title:en",
        "theme:human-rights:label:en",
    ]


def test_title_in_our_own_translation_waits_for_a_check_on_a_card_too():
    work = an_initiative(evidence="title-only")

    card = a_card(member=a_member(), initiative=work)

    assert [fact.field for fact in card.told if fact.needs_check] == ["initiative:barcelona-rights-office:title:en"]


def test_card_of_a_day_without_anybody_s_work_says_this_year_s_theme():
    assert a_card(pack=a_pack()).facts.beneath == "Rights, everywhere"


def test_card_of_an_event_says_where_it_is():
    event = an_event()

    card = story_card(values(Telling(site=SITE, event=event), "event", date(2027, 5, 12), "en"), "en", None)

    assert (card.facts.heading, card.facts.when) == ("Forum 2027", "12–14 May 2027")
    assert card.facts.beneath.startswith("Gwangju")


def test_card_of_a_work_without_a_day_is_headed_by_its_city():
    telling = Telling(site=SITE, member=a_member(), initiative=an_initiative())

    card = story_card(values(telling, "spotlight", DAY, "en"), "en", None)

    assert card.facts.heading == "Barcelona"


@pytest.mark.parametrize(
    ("name", "beneath"),
    [("광주", "Rights office"), ("Barcelona", "Barcelona: Rights office")],
    ids=["not ours", "ours"],
)
def test_name_that_our_fonts_cannot_write_is_left_out(name, beneath):
    card = a_card(member=a_member(name={"en": name}), initiative=an_initiative(title={"en": "Rights office"}))

    assert card.facts.beneath == beneath


def test_title_that_our_fonts_cannot_write_leaves_the_day_alone():
    assert a_card(member=a_member(), initiative=an_initiative(title={"en": "인권"})).facts.beneath == ""


def test_day_that_our_fonts_cannot_write_has_no_card():
    assert a_card(occurrence=occurrences_in_year(a_day(name={"en": "인권의 날"}), 2026)[0]) is None


def test_nobody_s_card_is_no_card():
    assert a_card(site=SiteFacts({}, {})) is None
