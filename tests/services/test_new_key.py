import pytest
from cryptography.fernet import Fernet

from comms.config import Config
from comms.errors import CommsError
from comms.services import credentials
from comms.services.credentials import ChannelCredentials
from comms.services.new_key import NewKey, new_key
from comms.store.models import Credential
from tests.rows import MORNING, the_config

pytestmark = pytest.mark.django_db
KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def a_config(tmp_path, **environment):
    return Config(tmp_path, the_config().settings, environment)


def keep(config, channel="x"):
    credentials.store(config, channel, {"token": channel}, account="@desk", by="the desk", now=MORNING)


def kept(config, channel="x"):
    return ChannelCredentials(config, channel, ("token",), lambda: MORNING).read()


def test_new_key_takes_the_place_of_the_one_in_the_sites_file(tmp_path):
    config, key = a_config(tmp_path), tmp_path / "var" / "credentials_key"
    keep(config)
    keep(config, "linkedin")
    before = key.read_text()

    done = new_key(config)

    [after] = key.read_text().split()
    assert (done, after == before, key.stat().st_mode & 0o777) == (NewKey(sealed=2), False, 0o600)
    assert (kept(config), kept(config, "linkedin")) == ({"token": "x"}, {"token": "linkedin"})
    assert [path.name for path in key.parent.iterdir()] == ["credentials_key"]


def test_site_without_secrets_has_a_new_key_too(tmp_path):
    assert new_key(a_config(tmp_path)) == NewKey(sealed=0)
    assert Fernet((tmp_path / "var" / "credentials_key").read_text())


def test_key_of_the_environment_is_made_first_and_seals_once_it_is_set(tmp_path):
    keep(a_config(tmp_path, COMMS_CREDENTIALS_KEY=KEY))

    made = new_key(a_config(tmp_path, COMMS_CREDENTIALS_KEY=KEY))
    sealed = new_key(a_config(tmp_path, COMMS_CREDENTIALS_KEY=f"{made.key} {KEY}"))

    assert (made.sealed, sealed, made.key == KEY) == (None, NewKey(sealed=1), False)
    assert kept(a_config(tmp_path, COMMS_CREDENTIALS_KEY=made.key)) == {"token": "x"}


def test_where_the_key_of_before_is_gone_nothing_is_changed(tmp_path):
    config, key = a_config(tmp_path), tmp_path / "var" / "credentials_key"
    keep(config)
    keep(a_config(tmp_path, COMMS_CREDENTIALS_KEY=OTHER), "linkedin")
    before = key.read_text(), [bytes(row.sealed) for row in Credential.objects.order_by("channel")]

    with pytest.raises(CommsError, match="nothing was changed"):
        new_key(config)

    assert (key.read_text(), [bytes(row.sealed) for row in Credential.objects.order_by("channel")]) == before
