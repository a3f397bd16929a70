from datetime import date

import pytest

from comms.errors import NotAllowedError
from comms.resources import shipped
from comms.services.check import check
from comms.services.new_site import make_site


def test_new_site_is_sound_as_it_is_written(tmp_path):
    make_site(tmp_path / "site")

    folder = tmp_path / "site"
    found = check(folder, folder / "calendars", shipped("templates"), today=date(2026, 12, 10))

    assert found.problems == ()


def test_new_site_holds_no_member_of_another_network(tmp_path):
    make_site(tmp_path / "site")

    members = (tmp_path / "site" / "calendars" / "members.yaml").read_text(encoding="utf-8")
    assert members.endswith("members: []\n")


def test_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(NotAllowedError, match="is not an empty folder; nothing was written"):
        make_site(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_file_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "site").write_text("mine")

    with pytest.raises(NotAllowedError, match="is not an empty folder"):
        make_site(tmp_path / "site")
