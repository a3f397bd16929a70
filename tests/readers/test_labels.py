"""Files of labels."""

import pytest

from comms.errors import WrittenError
from comms.readers.labels import read_labels
from tests.factories import a_day, a_taxonomy, a_theme, an_initiative

DAYS = {"water": a_day(id="water", also=["tap_day"]), "other-day": a_day(id="other-day", also=["water"])}
TAXONOMY = a_taxonomy(
    a_theme(id="water", label={"en": "Water", "fr": "Eau"}, stems={"en": ["well"], "es": ["pozo"]}),
)


def _read(tmp_path, text, initiatives=None):
    path = tmp_path / "labels.yaml"
    path.write_text(text, encoding="utf-8")
    return read_labels(path, DAYS, TAXONOMY, initiatives)


def test_an_initiative_is_labelled_by_any_id_of_a_day(tmp_path):
    (found,) = _read(
        tmp_path,
        "initiatives:\n- {id: A, lang: es, title: Pozos, grades: {tap_day: 3, other_day: 1, water: 0}}\n",
    )

    assert (found.grades, found.off_topic) == ({"water": 3, "other-day": 1}, False)
    assert (found.initiative.title, found.initiative.language) == ({"es": "Pozos"}, "es")


def test_what_was_graded_as_nothing_is_judged_too(tmp_path):
    (found,) = _read(tmp_path, "initiatives:\n- {id: A, lang: en, title: Well, grades: {water: 0}}\n")

    assert found.grades == {"water": 0}


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Un techo para los que duermen en la calle y para sus familias", "es"),
        ("Un toit pour celles et ceux qui dorment dans la rue", "fr"),
        ("A roof for those who sleep in the street", "en"),
        ("Um teto para quem dorme na rua e para as suas famílias do bairro", "pt"),
        ("Wells", "en"),
    ],
)
def test_the_language_of_a_text_is_found_where_it_is_not_stated(tmp_path, title, language):
    (found,) = _read(tmp_path, f"initiatives:\n- {{id: A, title: {title}}}\n")

    assert (found.initiative.language, list(found.initiative.title)) == (language, [language])


@pytest.mark.parametrize(
    ("language", "declared", "themes"),
    [
        ("fr", "eau", ("water",)),
        ("es", "pozos", ("water",)),
        ("es", "wells", ("water",)),
        ("es", "ajedrez", ()),
    ],
)
def test_a_declared_theme_is_found_by_label_or_stem(tmp_path, language, declared, themes):
    (found,) = _read(
        tmp_path, f"initiatives:\n- {{id: A, lang: {language}, title: T, declared_themes: [{declared}]}}\n"
    )

    assert found.initiative.themes == themes


def test_an_initiative_without_a_text_is_that_of_the_network(tmp_path):
    known = an_initiative(id="a")

    (found,) = _read(tmp_path, "initiatives:\n- {id: a, grades: {water: 2}}\n", {"a": known})

    assert found.initiative is known


def test_everything_unknown_is_told_at_once(tmp_path):
    with pytest.raises(WrittenError) as told:
        _read(tmp_path, "initiatives:\n- {id: a, grades: {chess: 2}}\n")

    assert [problem.field for problem in told.value.problems] == ["title", "grades"]
