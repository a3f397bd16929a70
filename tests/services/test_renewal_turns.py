from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from comms import app
from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.services import credentials
from comms.services.credentials import ChannelCredentials
from comms.services.renewal_turns import renewal_turn
from comms.services.standings import standing_of
from comms.store.models import ChannelStanding, Credential
from tests.channels.labs import Pictures, XLab
from tests.committed import _audit_guarded_again, committed
from tests.rows import MORNING, the_config

__all__ = ["_audit_guarded_again", "committed"]
TOKENS = {"client_id": "c", "access_token": "bearer-1", "refresh_token": "refresh-1"}


def now():
    return MORNING


@pytest.fixture
def config(tmp_path):
    return Config(tmp_path, the_config().settings, {})


def opened(config, url, clock=app.now):
    """Open the channel anew, as each process does."""
    fields = tuple(secret.name for secret in kind("x").secrets)
    known = ChannelCredentials(config, "x", fields, clock)
    return kind("x").open(Opening(Account("x", "x", "hrcities", server=url), known, Pictures(), clock))


@pytest.mark.usefixtures("committed")
def test_openings_of_one_channel_renew_its_access_once(config):
    lab = XLab()
    credentials.store(config, "x", TOKENS, account="@hrcities", by="the desk", now=app.now())

    def check(channel):
        try:
            return channel.check()
        finally:
            connection.close()

    with lab.serve(delay=0.05) as server, ThreadPoolExecutor(6) as pool:
        told = list(pool.map(check, [opened(config, server.url) for _ in range(6)]))

    assert (told, lab.stand_in.refresh, lab.stand_in.burnt) == (["@hrcities"] * 6, "refresh-2", 0)
    assert credentials.stored(config, "x")["refresh_token"] == "refresh-2"


@pytest.mark.django_db
def test_token_that_nobody_renewed_is_asked_with_once(config):
    lab = XLab(now)
    credentials.store(config, "x", {"access_token": "wrong"}, account="@a", by="the desk", now=MORNING)

    with lab.serve() as server:
        with pytest.raises(Unavailable, match="no longer accepts our keys") as caught:
            opened(config, server.url, now).check()

        assert (caught.value.stops, len(server.asked)) == (Stop.CREDENTIALS, 1)


@pytest.mark.django_db
def test_second_asker_waits_no_longer_than_it_may():
    with (
        renewal_turn("x", now),
        pytest.raises(Unavailable, match="is being renewed; it is asked again later"),
        renewal_turn("x", now, patience=0.1),
    ):
        pass


@pytest.mark.django_db
def test_turn_is_given_back_also_by_who_fails():
    with pytest.raises(ZeroDivisionError), renewal_turn("x", now):
        1 / 0  # noqa: B018 - it fails

    with renewal_turn("x", now, patience=0):
        held = ChannelStanding.objects.get().renewing_until

    assert (held > MORNING, ChannelStanding.objects.get().renewing_until) == (True, None)


@pytest.mark.django_db
def test_turn_of_whoever_was_killed_ends_by_itself():
    ChannelStanding.objects.create(channel="x", changed_at=MORNING, renewing_until=MORNING + timedelta(seconds=50))

    with (
        pytest.raises(Unavailable),
        renewal_turn("x", lambda: MORNING + timedelta(seconds=49), patience=0),
    ):
        pass
    with renewal_turn("x", lambda: MORNING + timedelta(seconds=50), patience=0):
        pass


@pytest.mark.django_db
def test_taking_turns_says_nothing_of_how_a_channel_stands():
    with renewal_turn("x", now):
        assert standing_of("x", MORNING).may_be_asked(MORNING)

    assert Credential.objects.count() == 0
