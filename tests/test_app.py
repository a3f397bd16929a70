import pytest

from comms import app
from comms.config import Config
from comms.errors import CommsError
from comms.resources import shipped
from tests.rows import the_config


def test_site_without_calendars_of_its_own_uses_the_shipped_ones(tmp_path):
    assert app.calendars_folder(tmp_path) == shipped("calendars")


def test_site_with_calendars_uses_its_own(tmp_path):
    (tmp_path / "calendars").mkdir()

    assert app.calendars_folder(tmp_path) == tmp_path / "calendars"


def test_channel_that_is_not_a_pretend_one_is_refused_rather_than_pretended(tmp_path):
    settings = the_config().settings
    real = settings.channels[0].model_copy(update={"pretend": False})
    site = Config(tmp_path, settings.model_copy(update={"channels": (real,)}), {})

    with pytest.raises(CommsError, match="channels: x: this version has only pretend channels; write pretend: true"):
        app.channels(site)


def test_each_channel_of_the_site_has_its_pretend_twin():
    twins = app.channels(the_config())

    assert {name: twin.rules.kind for name, twin in twins.items()} == {
        "x": "x",
        "linkedin": "linkedin",
        "website": "website",
    }
