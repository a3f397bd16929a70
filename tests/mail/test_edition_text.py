import pytest

from comms.errors import WrittenError
from comms.mail.edition_text import edition_text
from tests.editions import LANGUAGES, TEMPLATES, an_edition, instead_of, told, words
from tests.factories import a_day, a_member, a_network, an_event, an_initiative


@pytest.mark.parametrize("language", LANGUAGES)
def test_edition_reads_as_reviewed(language, snapshot):
    assert edition_text(an_edition(language=language), words(language), TEMPLATES) == snapshot


def test_signs_of_html_stay_as_they_are():
    edition = an_edition(footer={"en": "Rights & <duties> “here” {{ 7 * 7 }}"}, sections=("footer",))

    assert edition_text(edition, words(), TEMPLATES).splitlines()[-1] == "Rights & <duties> “here” {{ 7 * 7 }}"


def test_lines_within_a_text_are_one_paragraph():
    edition = an_edition(footer={"en": "One\nand\ttwo,\n\nand three"}, sections=("footer",))

    assert edition_text(edition, words(), TEMPLATES).splitlines()[-1] == "One and two, and three"


def test_long_link_is_not_broken():
    address = "https://example.org/a-very-long-address-" * 4
    edition = an_edition(page=address, sections=("footer",))

    assert edition_text(edition, words(), TEMPLATES).split().count(address) == 1


def test_day_without_page_or_text_is_its_date_and_name():
    days = a_day(tier="feature", page=None, official="not-un")
    edition = an_edition(days, slots=(), sections=("days",))

    assert edition_text(edition, words(), TEMPLATES).splitlines()[-3:] == [
        "* Thursday 10 December",
        "Human Rights Day",
        "Not a day of the United Nations",
    ]


def test_body_that_no_source_names_as_member_is_never_called_one():
    unknown = a_member(campaign="unknown", joined=None)
    slots = (told(a_day(), next_best=[an_initiative()]),)
    edition = an_edition(slots=slots, network=a_network([unknown]), sections=("spotlight",))

    assert edition_text(edition, words(), TEMPLATES).count("ember of") == 0


def test_anniversary_says_nothing_of_a_place():
    event = an_event(kind="anniversary", first="2026-12-02", last="2026-12-02", place=None, country=None)
    edition = an_edition(events=(event,), sections=("events",))

    assert edition_text(edition, words(), TEMPLATES).splitlines()[-2:] == [
        "Forum 2027",
        "https://example.org/forum-2027",
    ]


def test_event_without_place_says_so():
    event = an_event(first="2026-12-02", last="2026-12-02", place=None, country=None)
    edition = an_edition(events=(event,), sections=("events",))

    assert edition_text(edition, words(), TEMPLATES).splitlines()[-2:] == [
        "The place is not announced yet",
        "https://example.org/forum-2027",
    ]


def test_missing_value_names_template_and_line():
    with pytest.raises(WrittenError, match=r"line 2: UndefinedError: .*'colour'"):
        edition_text(an_edition(), words(), instead_of(lead_txt="\n{{ section.colour }}"))
