import pytest

from comms.errors import WrittenError
from comms.readers.words import read_words
from comms.resources import shipped
from tests.editions import LANGUAGES


def written(folder, **files):
    words = folder / "newsletter" / "words"
    words.mkdir(parents=True)
    for language, text in files.items():
        (words / f"{language}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_words_are_complete(language):
    assert set(read_words([shipped("templates")], language)) == set(read_words([shipped("templates")], "en"))


def test_office_changes_one_word_and_keeps_the_others(tmp_path):
    site = written(tmp_path, en="words: {days: This month}")

    words = read_words([site, shipped("templates")], "en")

    assert words == {**read_words([shipped("templates")], "en"), "days": "This month"}


def test_new_language_is_a_file(tmp_path):
    folder = written(tmp_path, en="words: {days: Days}", pt="words: {days: Dias}")

    assert read_words([folder], "pt") == {"days": "Dias"}


def test_missing_and_unknown_words_are_all_named(tmp_path):
    folder = written(tmp_path, en="words: {days: Days, events: Events}", pt="words: {dayz: Dias}")

    with pytest.raises(WrittenError) as refused:
        read_words([folder], "pt")

    assert str(refused.value).splitlines() == [
        "templates/newsletter/words/pt.yaml: words: days: is missing; in English it is “Days”",
        "templates/newsletter/words/pt.yaml: words: dayz: is no word of the newsletter; delete it",
        "templates/newsletter/words/pt.yaml: words: events: is missing; in English it is “Events”",
    ]


def test_language_without_file_lacks_every_word(tmp_path):
    folder = written(tmp_path, en="words: {days: Days}")

    with pytest.raises(WrittenError, match=r"pt\.yaml: words: days: is missing"):
        read_words([folder], "pt")
