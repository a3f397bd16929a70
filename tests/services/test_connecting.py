from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from comms.channels.opening import Lasts
from comms.config import Config
from comms.domain.answers import OtherAccount, Stop, Unavailable
from comms.errors import NotAllowedError
from comms.services.connecting import check, connect
from comms.services.credentials import ChannelCredentials
from comms.services.standings import note_answer, standing_of
from comms.store.models import Credential
from tests.fakes import FakeChannel
from tests.rows import MORNING, a_coordinator, an_officer, the_config

pytestmark = pytest.mark.django_db


class Tried(FakeChannel):
    def __init__(self, credentials):
        super().__init__()
        self.credentials = credentials

    def check(self):
        if self.credentials.read().get("token") != "right":
            reason = "the token is not known"
            raise Unavailable(reason, stops=Stop.CREDENTIALS)
        self.credentials.renew({"token": "rotated"}, expires_at=MORNING + timedelta(hours=2))
        return "@desk"


@pytest.fixture
def config(tmp_path):
    return Config(tmp_path, the_config().settings, {})


def test_right_secrets_are_stored_with_what_the_channel_renewed(config):
    account = connect(config, "x", {"token": "right", "other": ""}, Tried, by=a_coordinator(), now=MORNING)

    stored = ChannelCredentials(config, "x", (), lambda: MORNING).read()
    assert (account, stored, Credential.objects.get().account) == ("@desk", {"token": "rotated"}, "@desk")
    assert Credential.objects.get().expires_at == MORNING + timedelta(hours=2)


def test_wrong_secrets_are_not_stored(config):
    with pytest.raises(NotAllowedError, match="did not take these secrets: the token is not known"):
        connect(config, "x", {"token": "wrong"}, Tried, by="the desk", now=MORNING)

    assert Credential.objects.count() == 0


def test_channel_that_stood_still_goes_on_once_connected(config):
    note_answer("x", Unavailable("over", stops=Stop.CREDENTIALS), MORNING)

    connect(config, "x", {"token": "right"}, Tried, by="the desk", now=MORNING)

    assert standing_of("x", MORNING).may_be_asked(MORNING)


def test_officer_connects_nothing(config):
    with pytest.raises(NotAllowedError, match="your role"):
        connect(config, "x", {"token": "right"}, Tried, by=an_officer(), now=MORNING)


def test_secrets_that_last_a_while_are_noted_with_their_end(config):
    connect(config, "x", {"token": "right"}, FakeAlways, by="the desk", now=MORNING, lasts=Lasts(timedelta(days=60)))

    assert Credential.objects.get().expires_at == MORNING + timedelta(days=60)


class FakeAlways(FakeChannel):
    def __init__(self, _):
        super().__init__()


def stored(config):
    return ChannelCredentials(config, "x", (), lambda: MORNING).read()


def test_fewer_secrets_take_the_place_of_those_alone(config):
    connect(config, "x", {"token": "old", "client_id": "ours"}, FakeAlways, by="the desk", now=MORNING)

    connect(config, "x", {"token": "new"}, FakeAlways, by="the desk", now=MORNING)

    assert stored(config) == {"token": "new", "client_id": "ours"}


def test_secrets_of_another_kind_take_the_place_of_all(config):
    connect(config, "x", {"token": "old", "client_id": "ours"}, FakeAlways, by="the desk", now=MORNING)

    connect(config, "x", {"consumer_key": "new"}, FakeAlways, by="the desk", now=MORNING)

    assert stored(config) == {"consumer_key": "new"}


def test_secrets_that_were_sealed_with_a_lost_key_hinder_nobody(config, tmp_path):
    connect(config, "x", {"token": "old"}, FakeAlways, by="the desk", now=MORNING)
    lost = Config(tmp_path, config.settings, {"COMMS_CREDENTIALS_KEY": Fernet.generate_key().decode()})

    connect(lost, "x", {"token": "new"}, FakeAlways, by="the desk", now=MORNING)

    assert stored(lost) == {"token": "new"}


def test_secret_with_a_sign_that_no_header_holds_is_refused_by_name(config):
    with pytest.raises(NotAllowedError, match="the secret “token” holds a sign that no secret has"):
        connect(config, "x", {"token": "“right”"}, FakeAlways, by="the desk", now=MORNING)


class RenewsAndFails(Tried):
    stops = None

    def check(self):
        self.credentials.renew({"token": "rotated"}, expires_at=MORNING + timedelta(hours=2))
        reason = "busy"
        raise Unavailable(reason, stops=self.stops)


class RenewsAndIsTurnedAway(RenewsAndFails):
    stops = Stop.CREDENTIALS


def test_token_that_was_renewed_is_kept_though_the_channel_was_busy_then(config):
    with pytest.raises(NotAllowedError, match="busy"):
        connect(config, "x", {"token": "right"}, RenewsAndFails, by="the desk", now=MORNING)

    assert stored(config) == {"token": "rotated"}


def test_token_that_the_channel_turned_away_is_not_kept(config):
    with pytest.raises(NotAllowedError, match="busy"):
        connect(config, "x", {"token": "right"}, RenewsAndIsTurnedAway, by="the desk", now=MORNING)

    assert Credential.objects.count() == 0


LINKEDIN = Lasts(timedelta(days=60), timedelta(days=365))


def ends():
    row = Credential.objects.get()
    return row.expires_at and row.expires_at - MORNING, row.renewable_until and row.renewable_until - MORNING


def test_access_that_is_renewed_by_the_desk_is_noted_with_when_that_ends(config):
    given = {"access_token": "a", "refresh_token": "r"}

    connect(config, "x", given, FakeAlways, by="the desk", now=MORNING, lasts=LINKEDIN)

    assert ends() == (timedelta(days=60), timedelta(days=365))


def test_new_access_alone_does_not_renew_the_consent(config):
    given, later = {"access_token": "a", "refresh_token": "r"}, MORNING + timedelta(days=100)
    connect(config, "x", given, FakeAlways, by="the desk", now=MORNING, lasts=LINKEDIN)

    connect(config, "x", {"access_token": "b"}, FakeAlways, by="the desk", now=later, lasts=LINKEDIN)

    assert ends() == (timedelta(days=160), timedelta(days=365))


class SaysItsEnds(Tried):
    def check(self):
        until = MORNING + timedelta(days=300)
        changes = {"access_token": "b", "access_token_ends": (MORNING + timedelta(days=59)).isoformat()}
        self.credentials.renew(changes, expires_at=MORNING + timedelta(days=59), renewable_until=until)
        self.credentials.renew({}, expires_at=MORNING + timedelta(days=59))
        return "@desk"


def test_what_the_channel_says_of_the_ends_counts(config):
    given = {"access_token": "a", "refresh_token": "r", "client_id": "c"}

    connect(config, "x", given, SaysItsEnds, by="the desk", now=MORNING, lasts=LINKEDIN)

    assert ends() == (timedelta(days=59), timedelta(days=300))


def test_when_an_earlier_token_ended_says_nothing_of_the_next(config):
    given = {"access_token": "a", "refresh_token": "r", "client_id": "c"}
    connect(config, "x", given, SaysItsEnds, by="the desk", now=MORNING, lasts=LINKEDIN)

    connect(config, "x", {"client_id": "d"}, FakeAlways, by="the desk", now=MORNING, lasts=LINKEDIN)
    kept = ends()
    connect(config, "x", {"access_token": "new"}, FakeAlways, by="the desk", now=MORNING, lasts=LINKEDIN)

    assert (kept[0], ends()[0]) == (timedelta(days=59), timedelta(days=60))


class OfAnother(RenewsAndFails):
    def check(self):
        self.credentials.renew({"token": "rotated"}, expires_at=MORNING + timedelta(hours=2))
        raise OtherAccount(found="@them", wanted="@us")


def test_secrets_of_another_account_are_refused_by_both_names_and_not_kept(config):
    with pytest.raises(NotAllowedError, match=r"these secrets are of @them, and config\.yaml has @us as the account"):
        connect(config, "x", {"token": "right"}, OfAnother, by="the desk", now=MORNING)

    assert Credential.objects.count() == 0


USED = {"access_token": "a", "refresh_token": "used", "client_id": "ours", "client_secret": "old"}
ROTATED = {"access_token": "b", "refresh_token": "rotated"}
TURNED_AWAY = [
    Unavailable("pay first", stops=Stop.PAYMENT),
    Unavailable("no such version", stops=Stop.VERSION),
    Unavailable("who are you", stops=Stop.CREDENTIALS),
    OtherAccount(found="@them", wanted="@us"),
]


def rotates_and_raises(error):
    class Rotates(FakeAlways):
        def __init__(self, credentials):
            super().__init__(credentials)
            self.credentials = credentials

        def check(self):
            self.credentials.renew(ROTATED, expires_at=MORNING + timedelta(hours=2))
            raise error

    return Rotates


@pytest.mark.parametrize("error", TURNED_AWAY)
@pytest.mark.parametrize("given", [{"client_secret": "typed"}, {"refresh_token": "used", "client_secret": "typed"}])
def test_stored_token_that_was_used_up_is_followed_whatever_the_channel_says(config, error, given):
    connect(config, "x", USED, FakeAlways, by="the desk", now=MORNING)

    with pytest.raises(NotAllowedError):
        connect(config, "x", given, rotates_and_raises(error), by="the desk", now=MORNING)

    assert stored(config) == USED | ROTATED
    assert Credential.objects.get().expires_at == MORNING + timedelta(hours=2)


@pytest.mark.parametrize("error", TURNED_AWAY)
def test_token_that_was_only_typed_in_leaves_the_stored_one_alone(config, error):
    connect(config, "x", USED, FakeAlways, by="the desk", now=MORNING)

    with pytest.raises(NotAllowedError):
        connect(config, "x", {"refresh_token": "typed"}, rotates_and_raises(error), by="the desk", now=MORNING)

    assert stored(config) == USED


def test_token_that_was_used_up_is_followed_though_the_channel_breaks(config):
    connect(config, "x", USED, FakeAlways, by="the desk", now=MORNING)

    with pytest.raises(KeyError):
        connect(config, "x", {"client_id": "ours"}, rotates_and_raises(KeyError("name")), by="the desk", now=MORNING)

    assert stored(config) == USED | ROTATED


@pytest.mark.parametrize("strange", ["line\nbreak", "zero\u200bwidth", "“curly”", "tab\t"])
def test_each_sign_that_no_header_holds_is_refused(config, strange):
    with pytest.raises(NotAllowedError, match="holds a sign that no secret has"):
        connect(config, "x", {"token": strange}, FakeAlways, by="the desk", now=MORNING)


def test_connection_is_tried_without_storing_anything():
    assert (check(FakeChannel(), by=a_coordinator()), Credential.objects.count()) == ("a channel in memory", 0)


def test_connection_that_does_not_hold_is_told_with_its_reason():
    class Silent(FakeChannel):
        def check(self):
            reason = "nobody answers"
            raise Unavailable(reason)

    with pytest.raises(NotAllowedError, match="the channel cannot be spoken to: nobody answers"):
        check(Silent(), by="the desk")


def test_officer_tries_no_connection():
    with pytest.raises(NotAllowedError, match="your role"):
        check(FakeChannel(), by=an_officer())
