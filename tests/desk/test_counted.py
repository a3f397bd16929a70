import pytest
from django.utils.translation import override

from comms.desk import sayings
from comms.domain.posts import State


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("fr", 18, ["18 brouillons", "18 publiées"]),
        ("fr", 1, ["1 brouillon", "1 publiée"]),
        ("es", 2, ["2 borradores", "2 publicadas"]),
        ("en", 2, ["2 drafts", "2 published"]),
    ],
)
def test_posts_are_counted_in_the_forms_of_each_language(language, number, expected):
    with override(language):
        assert [sayings.counted(code, number) for code in ("draft", "published")] == expected


def test_every_state_can_be_counted():
    assert all(sayings.counted(state, 1).startswith("1 ") for state in State)
