"""The page that walks a person through connecting a channel."""

import re
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.urls import reverse

from comms import app
from comms.channels.ways import WAYS
from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.services import credentials
from comms.services.standings import note_answer
from comms.store.models import Credential
from tests.channels.labs import LABS
from tests.desk.conftest import visit
from tests.desk.pages import told

KEYS = {"consumer_key": "ck", "consumer_secret": "cs", "access_token": "1-at", "access_token_secret": "ts"}
TOKENS = {"access_token": "bearer-1", "refresh_token": "refresh-1", "client_id": "c"}
OVER = Unavailable("X no longer accepts our keys; connect the channel again", stops=Stop.CREDENTIALS)


@pytest.fixture
def stand_in():
    lab = LABS["x"]()
    with lab.serve() as server:
        yield lab, server


@pytest.fixture
def site(monkeypatch, tmp_path, stand_in):
    """Return how to make a site whose first channel is real and of any kind."""
    settings = app.config().settings
    lab, server = stand_in
    key = Fernet.generate_key().decode()

    def made(kind="x", environment=None, **changes):
        real = {"pretend": False, "kind": kind, "server": server.url, "account": lab.name} | changes
        channels = (settings.channels[0].model_copy(update=real), *settings.channels[1:])
        changed = settings.model_copy(update={"channels": channels})
        config = Config(tmp_path, changed, {"COMMS_CREDENTIALS_KEY": key} | (environment or {}))
        monkeypatch.setattr(app, "config", lambda: config)
        return config

    app.clocks.cache_clear()
    yield made
    app.clocks.cache_clear()


def page(person, language="en", **query):
    return visit(person, language).get(reverse("channel", args=("x",)), query).content.decode()


def post_to(person, name, **fields):
    return visit(person).post(reverse(name, args=("x",)), fields, follow=True)


def fields(said):
    return re.findall(r'<input type="password"[^>]* name="(\w+)"', said)


def connected(config, secrets=None, **ends):
    credentials.store(config, "x", secrets or KEYS, account="@hrcities", by="the desk", now=app.now(), **ends)


@pytest.mark.parametrize(
    ("way", "asked"), [("keys", list(KEYS)), ("tokens", [*TOKENS, "client_secret"]), ("no such way", list(KEYS))]
)
def test_only_the_secrets_of_the_chosen_way_are_asked_for(coordinator, site, way, asked):
    site()

    assert fields(page(coordinator, way=way)) == asked


@pytest.mark.parametrize("kind", WAYS)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_each_kind_is_walked_through_in_each_language(coordinator, site, kind, language):
    site(kind)

    said = page(coordinator, language)

    assert said.count("<li>") >= len(WAYS[kind][0].steps) + 1
    assert "docs/channels.md" in said


def test_page_of_the_channel_s_own_server_is_told_by_its_address(coordinator, site):
    site("wordpress", server="https://www.example.org")

    assert 'href="https://www.example.org/wp-admin/profile.php"' in page(coordinator)


def test_secrets_that_are_there_are_told_and_never_shown(coordinator, site):
    connected(site(environment={"COMMS_X_CONSUMER_KEY": "from-outside"}))

    said = page(coordinator)

    assert (said.count("One is stored. Left empty, it stays."), said.count("COMMS_X_CONSUMER_KEY gives it")) == (3, 1)
    assert not any(f'"{secret}"' in said for secret in (*KEYS.values(), "from-outside"))


def test_way_that_was_gone_is_shown_first(coordinator, site):
    connected(site(), TOKENS)

    assert fields(page(coordinator)) == [*TOKENS, "client_secret"]


def test_missing_secrets_are_named_and_nobody_is_asked(coordinator, site, stand_in):
    site()

    response = post_to(coordinator, "connect-channel", way="keys", consumer_key="ck", access_token="1-at")

    assert told(response) == ["Still missing: API key secret, Access token secret."]
    assert (Credential.objects.count(), stand_in[1].asked) == (0, [])


def test_one_secret_takes_the_place_of_the_stored_one(coordinator, site):
    connected(site(), KEYS | {"consumer_secret": "old"})

    response = post_to(coordinator, "connect-channel", way="keys", consumer_secret="cs")

    assert told(response) == ["Connected as @hrcities; nothing was published."]
    assert credentials.stored(app.config(), "x") == KEYS


def test_tokens_that_the_desk_renews_are_connected(coordinator, site):
    site()

    response = post_to(coordinator, "connect-channel", way="tokens", **TOKENS)

    assert told(response) == ["Connected as @hrcities; nothing was published."]
    assert "The desk renews the access by itself; nobody has to do anything." in page(coordinator)


def test_keys_of_another_account_are_refused_by_both_names(coordinator, site):
    site(account="uclg")

    response = post_to(coordinator, "connect-channel", way="keys", **KEYS)

    (said,) = told(response)
    assert "these secrets are of @hrcities, and config.yaml has @uclg as the account of this channel" in said
    assert Credential.objects.count() == 0


def test_secret_that_was_copied_with_a_curly_quote_is_refused_by_name(coordinator, site):
    site()

    response = post_to(coordinator, "connect-channel", way="keys", **(KEYS | {"consumer_key": "“ck”"}))

    assert told(response) == [
        "The secret “consumer_key” holds a sign that no secret has; copy it again from where it was made."
    ]


def test_connection_is_tested_without_publishing(coordinator, site, stand_in):
    connected(site())

    response = post_to(coordinator, "check-channel")

    assert told(response) == ["It works: the channel speaks as @hrcities. Nothing was published."]
    assert stand_in[0].live() == []


def test_connection_that_does_not_hold_is_told(coordinator, site):
    connected(site(), KEYS | {"consumer_secret": "wrong"})

    response = post_to(coordinator, "check-channel")

    assert told(response) == [
        "The channel cannot be spoken to: X no longer accepts our keys; connect the channel again."
    ]


def test_officer_tries_nothing_and_sees_no_field(officer, site):
    connected(site())

    response = post_to(officer, "check-channel")

    assert told(response) == ["Your role does not allow this."]
    assert fields(page(officer)) == []


def test_channel_that_stands_still_says_so_with_its_steps(coordinator, site):
    site()
    note_answer("x", OVER, app.now())

    said = page(coordinator)

    assert "It stands still: it needs to be connected again." in said
    assert fields(said) == list(KEYS)


def test_channel_that_stands_still_for_money_is_not_called_disconnected(coordinator, site):
    site()
    note_answer("x", Unavailable("no credit", stops=Stop.PAYMENT), app.now())

    assert "X stands still: it needs credit. Its posts wait." in page(coordinator)


def test_sealed_secrets_are_told(coordinator, site):
    connected(site())
    site(environment={"COMMS_CREDENTIALS_KEY": Fernet.generate_key().decode()})

    assert "Its stored secrets were sealed with another key." in page(coordinator)


def test_secrets_from_outside_are_told(coordinator, site):
    site(environment={f"COMMS_X_{name.upper()}": value for name, value in KEYS.items()})

    assert "Its secrets come from outside the desk." in page(coordinator)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pretend": True}, "This channel only pretends and needs no secrets."),
        ({"kind": "handoff"}, "There is nothing to connect here."),
        ({}, "It shall speak as hrcities, as config.yaml says."),
    ],
)
def test_page_says_where_there_is_nothing_to_do_or_all(coordinator, site, changes, words):
    site(**changes)

    assert words in page(coordinator)


def test_channel_that_is_not_there_is_a_missing_page(coordinator):
    assert visit(coordinator).get(reverse("channel", args=("myspace",))).status_code == 404


@pytest.mark.parametrize(
    ("left", "on_channels", "on_today"),
    [
        (timedelta(days=20), "in 20 days. Connect the channel again before.", ""),
        (timedelta(days=14), "in 14 days. Connect the channel again before.", "in 14 days. Connect the channel again"),
        (timedelta(hours=20), "in 1 day. Connect the channel again before.", "in 1 day. Connect the channel again"),
        (timedelta(hours=-1), "The access ended on", "X: the access ended on"),
    ],
)
def test_end_of_access_is_told_on_the_channels_page_and_the_first_one(coordinator, site, left, on_channels, on_today):
    connected(site(), {"access_token": "a"}, expires_at=app.now() + left - timedelta(seconds=1))

    channels = visit(coordinator).get(reverse("channels")).content.decode()
    today = visit(coordinator).get(reverse("today")).content.decode()

    assert on_channels in channels
    assert on_channels.removesuffix(" before.") in page(coordinator)
    assert on_today in today if on_today else "the access" not in today
