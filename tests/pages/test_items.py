from comms.domain.edition_items import Phrase
from comms.pages.described import as_json
from comms.pages.items import Subscription, subscription
from comms.pages.rendering import direction, filled, locale, said
from tests.pages.values import a_material


def test_subscription_has_the_address_that_each_program_wants():
    assert subscription("city-barcelona", "Días y más", "es", a_material()) == Subscription(
        address="https://desk.example.org/feeds/city-barcelona.es.ics",
        webcal="webcal://desk.example.org/feeds/city-barcelona.es.ics",
        google=(
            "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fdesk.example.org%2Ffeeds%2Fcity-barcelona.es.ics"
        ),
        outlook=(
            "https://outlook.office.com/calendar/0/addfromweb"
            "?url=https%3A%2F%2Fdesk.example.org%2Ffeeds%2Fcity-barcelona.es.ics&name=D%C3%ADas%20y%20m%C3%A1s"
        ),
    )


def test_facts_can_neither_end_their_script_nor_begin_a_comment():
    assert as_json({"name": "</script><!-- & \u2028"}) == '{"name": "\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028"}'


def test_words_of_another_language_say_so():
    assert said(Phrase("Bogotá & co", "es"), "en") == '<span lang="es" dir="ltr">Bogotá &amp; co</span>'
    assert said(Phrase("Bogotá & co", "en"), "en") == "Bogotá &amp; co"


def test_language_is_told_to_networks_with_its_country():
    assert [locale(code) for code in ("en", "es", "fr", "pt-BR", "zh-Hant", "tlh")] == [
        "en_US", "es_ES", "fr_FR", "pt_BR", "zh_TW", "tlh",
    ]  # fmt: skip


def test_words_are_filled_and_escaped():
    assert filled("All of <{name}>", name="A & B") == "All of &lt;A &amp; B&gt;"


def test_arabic_and_hebrew_are_written_from_right_to_left():
    assert [direction(code) for code in ("ar", "he-IL", "en")] == ["rtl", "rtl", "ltr"]
