import pytest

from comms.domain.cards import LINK, Colours, Facts
from comms.pages.cards import PageCard
from comms.services.cards import draw, drawable


def a_card(name, heading="Human Rights Day"):
    return PageCard(f"en/cards/{name}.png", Facts(heading, "NoC", "en"), LINK)


def test_only_what_is_missing_is_drawn(tmp_path):
    draw([a_card("one")], tmp_path, Colours())

    assert draw([a_card("one"), a_card("two")], tmp_path, Colours()) == ("en/cards/two.png",)
    assert sorted(path.name for path in tmp_path.rglob("*.png")) == ["one.png", "two.png"]


@pytest.mark.parametrize("heading", ["Human Rights Day", "اليوم الدولي"])
def test_every_writing_of_ours_can_be_drawn_where_letters_can_be_joined(heading):
    assert drawable([a_card("one", heading)]) == [a_card("one", heading)]
