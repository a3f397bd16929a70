from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.errors import CommsError
from comms.services import credentials
from comms.services.credentials import ChannelCredentials
from comms.store.models import AuditLine, Credential
from tests.rows import MORNING, a_coordinator, the_config

pytestmark = pytest.mark.django_db
KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def a_config(tmp_path, **environment):
    return Config(tmp_path, the_config().settings, environment)


def of(config, channel="x"):
    return ChannelCredentials(config, channel, ("token", "secret"), lambda: MORNING)


def stored(config, **secrets):
    credentials.store(config, "x", secrets, account="@desk", by="the desk", now=MORNING)


def test_stored_secrets_are_read_back(tmp_path):
    config = a_config(tmp_path)

    stored(config, token="abc")

    assert of(config).read() == {"token": "abc"}


def test_database_holds_no_secret_in_clear(tmp_path):
    stored(a_config(tmp_path), token="a-secret-token")

    assert b"a-secret-token" not in bytes(Credential.objects.get().sealed)
    assert "a-secret-token" not in str(list(AuditLine.objects.values()))


def test_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    stored(a_config(tmp_path), token="abc")

    key = tmp_path / "var/credentials_key"
    assert (key.stat().st_mode & 0o777, of(a_config(tmp_path)).read()) == (0o600, {"token": "abc"})


def test_environment_wins_over_what_is_stored(tmp_path):
    config = a_config(tmp_path, COMMS_X_TOKEN="from outside")
    stored(config, token="abc", secret="def")

    assert of(config).read() == {"token": "from outside", "secret": "def"}


def test_secret_may_be_in_a_file_that_the_environment_names(tmp_path):
    (tmp_path / "token").write_text("from a file\n")
    config = a_config(tmp_path, COMMS_MY_CHANNEL_TOKEN_FILE=str(tmp_path / "token"))

    assert of(config, "my-channel").read() == {"token": "from a file"}


def test_renewed_token_stands_before_the_used_up_one_in_the_environment(tmp_path):
    config = a_config(tmp_path, COMMS_X_TOKEN="used up", COMMS_X_SECRET="def")

    of(config).renew({"token": "new"}, expires_at=None)

    assert of(config).read() == {"token": "new", "secret": "def"}


def test_other_token_in_the_environment_wins_over_a_renewed_one(tmp_path):
    of(a_config(tmp_path, COMMS_X_TOKEN="used up")).renew({"token": "new"}, expires_at=None)

    assert of(a_config(tmp_path, COMMS_X_TOKEN="from the console")).read() == {"token": "from the console"}


def test_rotated_tokens_are_stored_with_what_stays(tmp_path):
    config = a_config(tmp_path)
    stored(config, token="old", secret="kept")

    of(config).renew({"token": "new"}, expires_at=MORNING + timedelta(hours=2))

    assert of(config).read() == {"token": "new", "secret": "kept"}
    assert (Credential.objects.get().expires_at, str(Credential.objects.get())) == (MORNING + timedelta(hours=2), "x")


def test_tokens_that_came_from_outside_are_stored_once_they_rotate(tmp_path):
    of(a_config(tmp_path)).renew({"token": "new"}, expires_at=None)

    assert of(a_config(tmp_path)).read() == {"token": "new"}


def test_secrets_sealed_with_another_key_stop_the_channel(tmp_path):
    stored(a_config(tmp_path, COMMS_CREDENTIALS_KEY=KEY), token="abc")

    with pytest.raises(Unavailable, match="sealed with another key") as caught:
        of(a_config(tmp_path, COMMS_CREDENTIALS_KEY=OTHER)).read()

    assert caught.value.stops is Stop.CREDENTIALS


def test_key_is_changed_without_losing_a_secret(tmp_path):
    stored(a_config(tmp_path, COMMS_CREDENTIALS_KEY=KEY), token="abc")

    sealed = credentials.seal_anew(a_config(tmp_path, COMMS_CREDENTIALS_KEY=f"{OTHER} {KEY}"))

    assert (sealed, of(a_config(tmp_path, COMMS_CREDENTIALS_KEY=OTHER)).read()) == (1, {"token": "abc"})


def test_what_is_no_key_is_refused(tmp_path):
    with pytest.raises(CommsError, match="COMMS_CREDENTIALS_KEY is no key"):
        stored(a_config(tmp_path, COMMS_CREDENTIALS_KEY="hunter2"), token="abc")


def test_forgotten_secrets_are_gone_and_who_did_it_is_written(tmp_path):
    config = a_config(tmp_path)
    stored(config, token="abc")

    credentials.forget("x", by=a_coordinator(), now=MORNING)
    credentials.forget("x", by=a_coordinator("other"), now=MORNING)

    assert of(config).read() == {}
    assert list(AuditLine.objects.values_list("act", "who")) == [
        ("channel connected", "the desk"),
        ("channel disconnected", "coordinator"),
    ]


def test_secret_with_a_strange_sign_stops_the_channel_by_name(tmp_path):
    config = a_config(tmp_path, COMMS_X_TOKEN="“copied from a letter”")

    with pytest.raises(Unavailable, match="its secret “token” holds a sign that no secret has") as caught:
        of(config).read()

    assert caught.value.stops is Stop.CREDENTIALS


def test_stored_secrets_are_known_whatever_the_environment_says(tmp_path):
    stored(a_config(tmp_path, COMMS_CREDENTIALS_KEY=KEY), token="abc")

    with_key = a_config(tmp_path, COMMS_CREDENTIALS_KEY=KEY, COMMS_X_TOKEN="outside")
    without = a_config(tmp_path, COMMS_CREDENTIALS_KEY=OTHER)
    assert credentials.stored(with_key, "x") == {"token": "abc"}
    assert credentials.stored(without, "x") is None


def test_renewed_tokens_leave_who_connected_and_when(tmp_path):
    config = a_config(tmp_path)
    stored(config, token="old")

    later = ChannelCredentials(config, "x", ("token",), lambda: MORNING + timedelta(days=1))
    later.renew({"token": "new"}, expires_at=None, renewable_until=MORNING + timedelta(days=365))
    later.renew({"token": "newer"}, expires_at=None)

    row = Credential.objects.get()
    assert (row.changed_by, row.changed_at) == ("the desk", MORNING)
    assert row.renewable_until == MORNING + timedelta(days=365)
