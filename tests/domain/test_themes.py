"""Themes and what they lend to each other."""

import pytest

from comms.domain.themes import Link, Taxonomy, Theme
from comms.errors import WrittenError
from comms.readers.yaml_file import parsed
from tests.factories import a_taxonomy, a_theme


def test_a_theme_lends_to_the_one_above_to_those_beneath_and_to_its_neighbours():
    taxonomy = a_taxonomy(
        a_theme(id="water", related={"health": 0.5, "toilets": 0.1}),
        a_theme(id="toilets", parent="water"),
        a_theme(id="health", related=["water"]),
    )

    assert taxonomy.links["toilets"] == (Link("water", Taxonomy.UP, "narrower theme"),)
    assert taxonomy.links["water"] == (
        Link("health", 0.5 * Taxonomy.ASIDE, "related theme"),
        Link("toilets", Taxonomy.DOWN, "broader theme"),
    )


def test_an_umbrella_and_an_unknown_theme_lend_nothing():
    taxonomy = a_taxonomy(a_theme(id="human-rights-general", related=["water"]), a_theme(id="water", related=["gone"]))

    assert taxonomy.links == {}


@pytest.mark.parametrize("theme", ["water", "toilets", "public-toilets"])
def test_root_of_a_theme_stands_above_it_and_below_none(theme):
    taxonomy = a_taxonomy(
        a_theme(id="water"), a_theme(id="toilets", parent="water"), a_theme(id="public-toilets", parent="toilets")
    )

    assert taxonomy.root(theme).id == "water"


def test_the_roots_stand_beneath_no_other():
    taxonomy = a_taxonomy(a_theme(id="water"), a_theme(id="toilets", parent="water"))

    assert [theme.id for theme in taxonomy.roots] == ["water"]
    assert "toilets" in taxonomy


def test_a_theme_without_a_description_is_described_by_its_label():
    assert parsed(Theme, {"id": "water", "label": {"en": "Water"}}, file="themes.yaml").about == {"en": "Water"}


def test_a_theme_without_a_label_is_told_by_its_label_only():
    with pytest.raises(WrittenError, match="label"):
        parsed(Theme, {"id": "water"}, file="themes.yaml")
