"""The catalogues hold every sentence of the desk, in every language but English, and are compiled."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import comms
from comms.resources import shipped

PACKAGE = Path(comms.__file__).parent
LOCALE = PACKAGE / "desk" / "locale"
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "pgettext_lazy": ((1, "c"), 2)}
TEMPLATES = {"trim_blocks": "true", "lstrip_blocks": "true"}


def said():
    """Return every sentence that the desk and its templates hand over for translation, with its context."""
    found = set()
    for method, folder, ending, options in (
        ("python", PACKAGE / "desk", "*.py", {}),
        ("python", PACKAGE / "store", "*.py", {}),
        ("jinja2", shipped("templates") / "desk", "*.html", TEMPLATES),
    ):
        for path in folder.rglob(ending):
            for _line, message, _comments, context in extract_from_file(method, path, KEYWORDS, options=options):
                found.add((context, message if isinstance(message, str) else tuple(message)))
    return found


def catalogue(language):
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def translated(catalogue):
    """Return the sentences with a translation in each of their forms."""
    return {
        (message.context, message.id if isinstance(message.id, str) else tuple(message.id))
        for message in catalogue
        if message.id
        and not message.fuzzy
        and all([message.string] if isinstance(message.string, str) else message.string)
    }


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_sentence_is_translated(language):
    assert said() - translated(catalogue(language)) == set()


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_catalogue_holds_nothing_that_nobody_says(language):
    assert translated(catalogue(language)) - said() == set()


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_translation_has_the_same_values_as_its_sentence(language):
    wrong = [(message.id, errors) for message, errors in catalogue(language).check()]

    assert wrong == []


def entries(catalogue):
    # Babel reads the contexts of a compiled catalogue as bytes, and its plurals as lists.
    return {
        (
            one.context.decode() if isinstance(one.context, bytes) else one.context,
            one.id if isinstance(one.id, str) else tuple(one.id),
        ): one.string if isinstance(one.string, str) else tuple(one.string)
        for one in catalogue
        if one.id
    }


@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_compiled_catalogue_is_that_of_the_source(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = entries(read_mo(file))

    assert compiled == entries(catalogue(language))


def test_french_puts_a_space_that_does_not_break_before_high_marks():
    with (LOCALE / "fr" / "LC_MESSAGES" / "django.po").open(encoding="utf-8") as file:
        texts = [text for message in read_po(file) if message.id for text in _texts(message.string)]

    wrong = [text for text in texts if re.search(r"(?<![\u00a0\u202f])[:;!?»](?=\s|$)|«(?!\u00a0)", text)]
    assert wrong == []


def _texts(string):
    return [string] if isinstance(string, str) else string
