import pytest

from comms.domain.links import link_words


@pytest.mark.parametrize(
    ("kind", "language", "expected"),
    [
        ("list", "en", "Named in this list"),
        ("other", "es", "Fuente"),
        ("copy", "fr", "Source (une copie)"),
        ("home", "es", "Sitio web"),
        ("home", "pt", "Website"),
    ],
)
def test_link_promises_only_what_readers_find(kind, language, expected):
    assert link_words(kind, language) == expected
