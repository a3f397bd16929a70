"""The database is away just when a token of one use has been rotated: the new one is not lost."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.config import Config
from comms.domain.answers import Unavailable
from comms.domain.posts import State
from comms.services import credentials, publish
from comms.services.connecting import connect
from comms.services.credentials import ChannelCredentials
from comms.services.held_tokens import Rotated, held, hold, let_go, write_all_held, write_held
from comms.services.renewal_turns import renewal_turn
from comms.services.standings import standing_of
from comms.store.models import ChannelStanding, Credential, Post
from tests.channels.labs import Pictures, XLab
from tests.rows import DUE, MORNING, a_coordinator, an_approved_post, the_config
from tests.services.test_connecting import ROTATED, rotates_and_raises

pytestmark = pytest.mark.django_db
TOKENS = {"client_id": "c", "access_token": "bearer-1", "refresh_token": "refresh-1"}
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setattr(credentials, "_WRITE_AGAIN_AFTER", (0.0, 0.0))
    config = Config(tmp_path, the_config().settings, {})
    credentials.store(config, "x", TOKENS, account="@noc", by="the desk", now=MORNING)
    yield config
    let_go("x")


def of(config, at=MORNING):
    return ChannelCredentials(config, "x", tuple(secret.name for secret in kind("x").secrets), lambda: at)


def away(monkeypatch, model, method, *, times):
    """Let the database be away the next *times* that *method* of *model* is called; return how often it still is."""
    real, left = getattr(model, method), [times]

    def breaks(*args, **options):
        if left[0]:
            left[0] -= 1
            message = "unable to open database file"
            raise OperationalError(message)
        return real(*args, **options)

    monkeypatch.setattr(model, method, breaks)
    return left


@pytest.mark.parametrize("times", [1, 2, 3, 9])
def test_post_goes_out_though_the_new_token_cannot_be_written_at_once(config, monkeypatch, times):
    away(monkeypatch, Credential, "save", times=times)
    lab = XLab(lambda: DUE)
    post = an_approved_post(a_coordinator())

    with lab.serve() as server:
        opening = Opening(Account("x", "x", "noc", server=server.url), of(config, DUE), Pictures(), lambda: DUE)
        publish.send_due(the_config(), {"x": kind("x").open(opening)}, lambda: DUE)

    assert (Post.objects.get(pk=post.pk).state, len(lab.live())) == (State.PUBLISHED, 1)
    assert of(config).read()["refresh_token"] == lab.stand_in.refresh == "refresh-2"
    assert standing_of("x", DUE).stop is None


def test_token_that_cannot_be_written_is_held_and_used(config, monkeypatch):
    away(monkeypatch, Credential, "save", times=100)

    of(config, LATER).renew({"refresh_token": "refresh-2"}, expires_at=LATER)
    of(config, LATER).renew({"access_token": "bearer-3"}, expires_at=DUE)

    new = {"refresh_token": "refresh-2", "access_token": "bearer-3"}
    assert (of(config).read(), credentials.stored(config, "x")) == (TOKENS | new, TOKENS)


def test_held_token_is_written_once_the_database_is_back(config, monkeypatch):
    left = away(monkeypatch, Credential, "save", times=100)
    of(config, LATER).renew({"refresh_token": "refresh-2"}, expires_at=LATER, renewable_until=DUE)
    of(config, LATER).renew({"access_token": "bearer-3"}, expires_at=DUE)

    left[0] = 0
    write_all_held()

    row = Credential.objects.get()
    new = {"refresh_token": "refresh-2", "access_token": "bearer-3"}
    assert credentials.stored(config, "x") == TOKENS | new
    assert (row.expires_at, row.renewable_until, row.changed_at) == (DUE, DUE, MORNING)


def test_token_that_comes_while_another_is_written_is_held_on():
    first, second = (Rotated({"access_token": name}, None, None, MORNING) for name in ("first", "second"))
    hold("x", first, lambda _: hold("x", second, lambda _: None))

    write_held("x")

    assert held("x").changes == {"access_token": "second"}
    let_go("x")


def test_held_token_stands_before_the_used_up_one_in_the_environment(config, monkeypatch):
    away(monkeypatch, Credential, "save", times=100)
    outside = Config(config.site, config.settings, {"COMMS_X_REFRESH_TOKEN": "used up"})

    of(outside).renew({"refresh_token": "new"}, expires_at=None)

    assert of(outside).read()["refresh_token"] == "new"


def test_held_token_gives_way_to_what_somebody_connected_since(config, monkeypatch):
    left = away(monkeypatch, Credential, "save", times=100)
    of(config, MORNING).renew({"refresh_token": "refresh-2"}, expires_at=None)
    left[0] = 0

    # As another process of the desk does it.
    Credential.objects.update(changed_at=LATER)
    write_all_held()

    assert (of(config).read(), credentials.stored(config, "x")) == (TOKENS, TOKENS)


@pytest.mark.parametrize("act", ["store", "forget"])
def test_connecting_and_disconnecting_let_go_of_what_is_held(config, monkeypatch, act):
    left = away(monkeypatch, Credential, "save", times=100)
    of(config, LATER).renew({"refresh_token": "refresh-2"}, expires_at=None)
    left[0] = 0

    if act == "store":
        credentials.store(config, "x", {"access_token": "b"}, account="@noc", by="the desk", now=MORNING)
    else:
        credentials.forget("x", by="the desk", now=MORNING)

    assert of(config, LATER).read() == ({"access_token": "b"} if act == "store" else {})


def test_log_holds_no_token(config, monkeypatch, caplog):
    away(monkeypatch, Credential, "save", times=100)

    of(config, LATER).renew({"refresh_token": "refresh-2"}, expires_at=None)

    assert "could not be written yet; they are held in memory" in caplog.text
    assert "refresh-2" not in caplog.text


def test_post_waits_while_the_database_gives_no_secret(config, monkeypatch):
    away(monkeypatch, Credential, "from_db", times=1)
    lab = XLab(lambda: DUE)
    post = an_approved_post(a_coordinator())

    with lab.serve() as server:
        opening = Opening(Account("x", "x", "noc", server=server.url), of(config, DUE), Pictures(), lambda: DUE)
        publish.send_due(the_config(), {"x": kind("x").open(opening)}, lambda: DUE)

    post.refresh_from_db()
    assert (post.state, lab.stand_in.refresh, lab.live()) == (State.SCHEDULED, "refresh-1", [])
    assert post.note == "its secrets cannot be read just now; nothing was asked of the channel"


def test_wrong_sealing_key_is_told_and_leaves_nothing_in_doubt(config):
    wrong = Config(config.site, config.settings, {"COMMS_CREDENTIALS_KEY": "hunter2"})

    with pytest.raises(Unavailable, match="COMMS_CREDENTIALS_KEY is no key") as caught:
        of(wrong).read()

    assert caught.value.stops is None


def test_nobody_is_asked_while_the_turn_cannot_be_taken(config, monkeypatch):
    credentials_of = of(config)
    away(monkeypatch, ChannelStanding, "from_db", times=1)
    ChannelStanding.objects.create(channel="x", changed_at=MORNING)

    with pytest.raises(Unavailable, match="cannot be looked after just now; it is asked again later"):
        credentials_of.turn().__enter__()


def test_turn_that_cannot_be_given_back_takes_nothing_away(monkeypatch, caplog):
    with renewal_turn("x", lambda: MORNING):
        manager = type(ChannelStanding.objects.all())
        monkeypatch.setattr(manager, "update", _breaks)

    assert "others wait until 2026-12-10 07:00:50" in caplog.text


def _breaks(*_, **__):
    message = "database is locked"
    raise OperationalError(message)


def test_token_is_held_where_the_connection_cannot_be_stored(config, monkeypatch):
    class Rotates(rotates_and_raises(None)):
        def check(self):
            self.credentials.renew(ROTATED, expires_at=LATER)
            return "@noc"

    left = away(monkeypatch, Credential, "save", times=1)
    with pytest.raises(OperationalError):
        connect(config, "x", {"client_id": "c"}, Rotates, by="the desk", now=LATER)

    assert (left, credentials.stored(config, "x")) == ([0], TOKENS | ROTATED)
