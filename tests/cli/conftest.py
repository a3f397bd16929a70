import shutil

import pytest

from tests.cli.desk_command import comms
from tests.site import SITE_FILE


@pytest.fixture
def site(tmp_path):
    """Return a new site with the tests' configuration and the shipped calendars."""
    shutil.copy(SITE_FILE, tmp_path / "config.yaml")
    return tmp_path


@pytest.fixture(scope="module")
def used_site(tmp_path_factory):
    """Return a site in which the main job was done, with what it printed."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(SITE_FILE, folder / "config.yaml")
    return folder, comms("run", "--headless", site=folder)
