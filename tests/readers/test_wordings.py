import pytest

from comms.errors import WrittenError
from comms.readers.wordings import read_wordings


def written(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_template_of_the_site_stands_in_for_the_shipped_one(tmp_path):
    site, shipped = tmp_path / "site", tmp_path / "shipped"
    written(shipped, "posts/en/x/day.txt.j2", "shipped day")
    written(shipped, "posts/en/x/event.txt.j2", "shipped event")
    written(shipped, "newsletter/edition.html.j2", "something else")
    written(site, "posts/en/x/day.txt.j2", "our día")

    assert read_wordings(site, shipped) == {
        "posts/en/x/day.txt.j2": "our día",
        "posts/en/x/event.txt.j2": "shipped event",
    }


def test_template_in_another_encoding_is_named(tmp_path):
    written(tmp_path, "posts/es/x/day.txt.j2", "día".encode("latin-1"))

    with pytest.raises(WrittenError) as raised:
        read_wordings(tmp_path, tmp_path / "none")

    assert str(raised.value) == "templates/posts/es/x/day.txt.j2: line 1: is not UTF-8; save the file as UTF-8"
