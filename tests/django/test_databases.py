import sqlite3

import pytest

from comms.config import Config
from comms.django.databases import database
from comms.errors import CommsError
from tests.rows import the_config


def a_config(folder, **environment):
    return Config(folder, the_config().settings, environment)


def test_database_is_a_file_of_the_site(tmp_path):
    assert database(a_config(tmp_path))["NAME"] == tmp_path / "var" / "desk.sqlite3"


def test_its_folder_is_made(tmp_path):
    database(a_config(tmp_path, COMMS_DATABASE="sqlite:///deep/er/desk.sqlite3"))

    assert (tmp_path / "deep" / "er").is_dir()


def test_writers_wait_for_each_other_and_a_power_cut_forgets_nothing(tmp_path):
    options = database(a_config(tmp_path))["OPTIONS"]
    full, on = 2, 1
    opened = sqlite3.connect(tmp_path / "desk.sqlite3")
    opened.executescript(options["init_command"])

    kept = [opened.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")]

    opened.close()
    assert kept == ["wal", full, on]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_database_that_cannot_be_used_is_told_without_its_password(tmp_path):
    with pytest.raises(CommsError) as refused:
        database(a_config(tmp_path, COMMS_DATABASE="postgresql://desk:hunter2@localhost/desk"))

    assert str(refused.value) == (
        "COMMS_DATABASE: “postgresql” is not a database that this version can use; write sqlite:///var/desk.sqlite3"
    )
