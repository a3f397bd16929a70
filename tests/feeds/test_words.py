from string import Formatter

import pytest

from comms.feeds.words import WORDS, said


@pytest.mark.parametrize("language", ["es", "fr"])
def test_each_language_says_all_that_english_says_with_the_same_values(language):
    def fields(texts):
        return {key: [field for _, field, _, _ in Formatter().parse(text)] for key, text in texts.items()}

    assert fields(WORDS[language]).keys() == fields(WORDS["en"]).keys()
    assert {key: WORDS[language][key].count("{}") for key in WORDS["en"]} == {
        key: text.count("{}") for key, text in WORDS["en"].items()
    }


def test_language_without_words_speaks_english():
    assert said("resolution", "pt", "A/RES/73/25") == "Resolution: A/RES/73/25"
