from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from comms.config import Config
from comms.domain.access import Access
from comms.services import credentials
from comms.services.connections import Connection, connections, endings, warn_of_endings
from comms.store.models import AuditLine, Credential
from tests.rows import MORNING, the_config

pytestmark = pytest.mark.django_db


def a_config(site, *, pretend=False, **environment):
    settings = the_config().settings
    channel = settings.channels[0].model_copy(update={"pretend": pretend})
    return Config(site, settings.model_copy(update={"channels": (channel, *settings.channels[1:])}), environment)


@pytest.fixture
def config(tmp_path):
    return a_config(tmp_path)


def connected(config, **changes):
    fields = {"account": "@desk", "by": "the desk", "now": MORNING, "expires_at": MORNING + timedelta(days=60)}
    credentials.store(config, "x", {"access_token": "a", "access_token_ends": "b"}, **(fields | changes))


def warned():
    return [line.after["days"] for line in AuditLine.objects.filter(act="access ends soon").order_by("id")]


def test_connection_tells_whose_it_is_and_which_secrets_there_are(tmp_path):
    config = a_config(tmp_path, COMMS_X_CLIENT_ID="from outside")
    connected(config)

    assert connections(config) == {
        "x": Connection(
            "@desk",
            "the desk",
            MORNING,
            Access(MORNING + timedelta(days=60)),
            stored=frozenset({"access_token"}),
            outside=frozenset({"client_id"}),
        )
    }


def test_secrets_from_outside_are_a_connection_of_which_no_end_is_known(tmp_path):
    config = a_config(tmp_path, COMMS_X_ACCESS_TOKEN="from outside")

    assert connections(config) == {"x": Connection("", "", None, Access(), outside=frozenset({"access_token"}))}


def test_channel_that_pretends_has_no_connection(tmp_path):
    config = a_config(tmp_path, pretend=True)
    connected(config)

    assert connections(config) == {}


def test_rehearsal_has_no_connection(tmp_path):
    (tmp_path / "config.yaml").touch()
    config = a_config(tmp_path / "var" / "rehearsal")
    connected(config)

    assert connections(config) == {}


def test_secrets_under_a_lost_key_are_told_as_sealed(tmp_path):
    connected(a_config(tmp_path))
    lost = a_config(tmp_path, COMMS_CREDENTIALS_KEY=Fernet.generate_key().decode())

    assert [(one.stored, one.is_sealed) for one in connections(lost).values()] == [(frozenset(), True)]


def test_refresh_token_says_that_access_renews_itself(config):
    credentials.store(config, "x", {"refresh_token": "r"}, account="@desk", by="the desk", now=MORNING)

    assert connections(config)["x"].access == Access(renews=True)


def test_people_are_warned_once_at_each_threshold(config):
    connected(config)

    for day in range(62):
        for hour in (0, 12):
            warn_of_endings(config, MORNING + timedelta(days=day, hours=hour))

    assert (warned(), Credential.objects.get().warned_days) == ([14, 7, 1], 1)


def test_threshold_that_passed_while_the_desk_was_shut_is_not_told_later(config):
    connected(config)

    warn_of_endings(config, MORNING + timedelta(days=54))

    assert warned() == [7]


def test_access_that_was_given_anew_is_warned_of_anew(config):
    connected(config)
    warn_of_endings(config, MORNING + timedelta(days=50))
    connected(config, expires_at=MORNING + timedelta(days=110))

    warn_of_endings(config, MORNING + timedelta(days=51))
    warn_of_endings(config, MORNING + timedelta(days=97))

    assert warned() == [14, 14]


def test_access_that_was_renewed_by_itself_is_warned_of_anew(config):
    connected(config)
    warn_of_endings(config, MORNING + timedelta(days=50))
    Credential.objects.update(expires_at=MORNING + timedelta(days=110))

    warn_of_endings(config, MORNING + timedelta(days=51))

    assert Credential.objects.get().warned_days is None


def test_what_ends_soon_is_told_by_channel(config):
    connected(config)
    far, near = MORNING + timedelta(days=40), MORNING + timedelta(days=50)

    assert (endings(config, far), endings(config, near)) == ({}, {"x": Access(MORNING + timedelta(days=60))})
