from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from comms.domain.written import (
    Country,
    Hashtag,
    Language,
    Line,
    MaybeLine,
    Slug,
    Slugs,
    Texts,
    WebAddress,
    Written,
    Zone,
    in_language,
)


class AWord(Written):
    word: Line


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind, value):
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    return refused.value.errors()[0]["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Line, "  Cafe\u0301\r\nnext ", "Café\nnext"),
        (MaybeLine, "", ""),
        (Line, "👩‍👩‍👧 \u200e", "👩‍👩‍👧 \u200e"),
        (WebAddress, "https://www.un.org/en/observances?a=1,2;b", "https://www.un.org/en/observances?a=1,2;b"),
        (Hashtag, "#16Días", "#16Días"),
        (Zone, "Pacific/Kiritimati", "Pacific/Kiritimati"),
        (Slug, "16-days", "16-days"),
        (Slugs, ["water", "food"], ("water", "food")),
        (Language, "pt-BR", "pt-BR"),
        (Country, "ES", "ES"),
        (Country, "TW", "TW"),
        (Country, "XK", "XK"),
        (Line, "می\u200cخواهم", "می\u200cخواهم"),
        (Line, "क्\u200dष", "क्\u200dष"),
        (Texts, {"en": "Day", "fr": "Jour"}, {"en": "Day", "fr": "Jour"}),
    ],
)
def test_good_value_is_read(kind, value, expected):
    assert read(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Line, "a\x07b", "holds the invisible character U+0007; delete it"),
        (Line, "a\rb", "holds the invisible character U+000D; delete it"),
        (Line, "a\u2028b", "holds the invisible character U+2028; delete it"),
        (Line, "a\u202eb", "holds the invisible character U+202E; delete it"),
        (Line, "\ufeffab", "holds the invisible character U+FEFF; delete it"),
        (Line, " ", "Value should have at least 1 item after validation, not 0"),
        (Line, 7, "Input should be a valid string"),
        (Zone, "Madrid", "“Madrid” is not a time zone; write an IANA name such as Europe/Madrid"),
        (Texts, {"fr": "Jour"}, "has no English text; add the line “en: …”"),
        (Texts, {"en": "Day", "French": "Jour"}, "“French” is not a language code; write one such as en, es or fr"),
        (Texts, {"en": "Day", "fr\n": "Jour"}, "“fr\n” is not a language code; write one such as en, es or fr"),
        (Slugs, ["water", "food", "water"], "names water twice; keep one"),
        (WebAddress, "www.un.org", "“www.un.org” is not a web address; write it in full, from https:// on"),
        (
            WebAddress,
            "https://un.org/a\nURL:x",
            "“https://un.org/a\nURL:x” is not a web address; write it in full, from https:// on",
        ),
        (Line, "a\u200bb", "holds the invisible character U+200B; delete it"),
        (Line, "a\u00adb", "holds the invisible character U+00AD; delete it"),
        (Line, "a\u200db", "holds the invisible character U+200D; delete it"),
        (Line, "\u200cab", "holds the invisible character U+200C; delete it"),
        (Country, "XX", "“XX” is no country; write its code of ISO 3166, such as ES"),
        (Country, "EU", "“EU” is no country; write its code of ISO 3166, such as ES"),
        (Hashtag, "#2026", "“#2026” has no letter, so that no channel makes it a hashtag; add a word"),
        (Hashtag, "#two words", "“#two words” is not a hashtag; write # and letters or digits without blanks"),
        (Hashtag, "HumanRights", "“HumanRights” is not a hashtag; write # and letters or digits without blanks"),
    ],
)
def test_bad_value_is_refused_in_words(kind, value, message):
    assert refusal(kind, value) == message


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Slug, "Water"), (Slug, "water\n"), (Language, "english"), (Language, "en\n"), (Country, "es"), (Country, "ES\n")],
)
def test_bad_code_is_refused(kind, value):
    with pytest.raises(ValidationError):
        read(kind, value)


def test_unknown_key_is_an_error():
    with pytest.raises(ValidationError):
        AWord.model_validate({"word": "day", "wrod": "day"})


def test_written_value_never_changes():
    word = AWord(word="day")

    with pytest.raises(ValidationError):
        word.word = "night"


@pytest.mark.parametrize(("language", "expected"), [("fr", "Jour"), ("pt", "Day")])
def test_text_is_english_where_the_language_has_none(language, expected):
    assert in_language({"en": "Day", "fr": "Jour"}, language) == expected
