import csv
import xml.etree.ElementTree as ET
from datetime import date
from io import StringIO

from comms.domain.kit import Featured, kit_day
from comms.pages.kit import as_csv, picture
from tests.domain.test_kit import WORDINGS, a_telling
from tests.factories import an_initiative


def test_picture_is_sound_and_shows_the_words_of_its_description():
    day = kit_day(a_telling(initiative=an_initiative(title={"en": "Rights <& more>"})), "en", WORDINGS)

    drawn = ET.fromstring(picture(day, "en"))  # noqa: S314 - our own words

    assert [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")] == [
        "Human Rights Day",
        "Thursday 10 December 2026",
        "Barcelona: Rights <& more>",
    ]


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
