import pytest

from comms.domain.cards import Colours
from comms.errors import WrittenError
from comms.readers.card_colours import read_card_colours
from tests.shipped import TEMPLATES


def own(folder, text):
    (folder / "site" / "pages").mkdir(parents=True)
    (folder / "site" / "pages" / "card.yaml").write_text(text, encoding="utf-8")
    return (folder, *TEMPLATES)


def test_shipped_colours_are_those_of_the_pages():
    assert read_card_colours(TEMPLATES) == Colours()


def test_site_with_colours_of_its_own_has_them(tmp_path):
    assert read_card_colours(own(tmp_path, 'accent: "#005a9c"')) == Colours(accent="#005a9c")


def test_faint_colour_is_told_with_its_file(tmp_path):
    with pytest.raises(WrittenError, match=r"templates/site/pages/card\.yaml.*ink on paper has a contrast of 4\.3"):
        read_card_colours(own(tmp_path, 'ink: "#777777"'))
