import csv
from datetime import date
from io import StringIO

from comms.domain.cards import Colours
from comms.domain.edition_items import Phrase
from comms.domain.kit import Featured, kit_day
from comms.domain.observances import occurrences_in_year
from comms.pages.kit import as_csv, kit_cards
from tests.domain.test_kit import WORDINGS, a_telling
from tests.factories import a_day, a_member, an_initiative

SITE = Phrase("NoC", "en")


def cards(language="en", **changes):
    return kit_cards(kit_day(a_telling(**changes), language, WORDINGS), language, SITE, Colours())


def test_pictures_come_in_all_sizes_and_say_day_date_member_and_work():
    found = cards(initiative=an_initiative(title={"en": "Rights <& more>"}))

    assert {one.facts.alt() for one in found} == {
        "Human Rights Day. Thursday 10 December 2026. Barcelona: Rights <& more>. NoC."
    }
    assert [one.path.rpartition("-")[0] for one in found] == [
        f"pictures/human-rights-day-2026-{size}" for size in ("1600x900", "1200x627", "1080x1080")
    ]


def test_picture_names_the_theme_that_it_is_given():
    one = kit_day(a_telling(), "en", WORDINGS)

    assert kit_cards(one, "en", SITE, Colours(), theme="Equality")[0].facts.kicker == "Equality"


def test_picture_tells_the_work_in_the_words_of_the_texts_beside_it():
    titles = {"en": "Office for rights", "es": "Oficina de derechos"}
    work = an_initiative(title=titles, language="es", unreviewed=["en"])
    one = kit_day(a_telling(initiative=work), "en", WORDINGS)

    assert kit_cards(one, "en", SITE, Colours())[0].facts.beneath == "Barcelona: Office for rights"
    assert titles["en"] in one.texts["x"][1]
    assert titles["en"] in one.to_check


def test_french_puts_a_space_before_its_colon():
    assert cards("fr")[0].facts.beneath == "Barcelone\u00a0: Bureau des droits"


def test_member_whose_name_our_fonts_cannot_write_is_named_in_latin_letters():
    member = a_member(name={"en": "Gwangju", "fr": "광주"}, unreviewed=[])

    assert cards("fr", member=member)[0].facts.beneath == "Gwangju\u00a0: Bureau des droits"


def test_member_that_has_no_name_in_our_letters_lets_its_work_speak():
    assert cards(member=a_member(name={"en": "광주"}))[0].facts.beneath == "Office for rights"


def test_day_that_our_fonts_cannot_write_has_no_picture():
    (occurrence,) = occurrences_in_year(a_day(name={"en": "人权日"}), 2026)

    assert cards(occurrence=occurrence) == ()


def test_report_is_a_table_that_holds_no_formula():
    told = [Featured(date(2026, 12, 10), "x", "en", '=HYPERLINK("x")', "https://x.example/1")]

    rows = list(csv.DictReader(StringIO(as_csv(told).decode("utf-8-sig"))))

    assert rows == [
        {
            "day": "2026-12-10",
            "channel": "x",
            "language": "en",
            "text": '\'=HYPERLINK("x")',
            "link": "https://x.example/1",
        }
    ]
