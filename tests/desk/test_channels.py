"""The page of the channels, and what it lets people do."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.urls import reverse

from comms import app
from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.domain.message import Dispatch
from comms.domain.posts import State
from comms.services import credentials
from comms.services.messages import message_of
from comms.services.standings import note_answer, standing_of
from comms.store.models import Credential, Post
from tests.channels.labs import LABS
from tests.desk.conftest import a_coming_post, days_ahead, visit
from tests.desk.pages import told
from tests.fakes import FakeChannel
from tests.rows import an_approved_post

OVER = Unavailable("X no longer accepts our keys; connect the channel again", stops=Stop.CREDENTIALS)


@pytest.fixture
def stand_in():
    lab = LABS["x"]()
    with lab.serve() as server:
        yield lab, server


@pytest.fixture
def site(monkeypatch, tmp_path, stand_in):
    """A site whose channel X is real and speaks to a stand-in."""
    settings = app.config().settings
    lab, server = stand_in
    real = settings.channels[0].model_copy(update={"pretend": False, "server": server.url, "account": lab.name})
    changed = settings.model_copy(update={"channels": (real, *settings.channels[1:])})
    config = Config(tmp_path, changed, {"COMMS_CREDENTIALS_KEY": Fernet.generate_key().decode()})
    monkeypatch.setattr(app, "config", lambda: config)
    app.clocks.cache_clear()
    yield config
    app.clocks.cache_clear()


def page(person, language="en"):
    return visit(person, language).get(reverse("channels")).content.decode()


def post_to(person, name, channel="x", **fields):
    return visit(person).post(reverse(name, args=(channel,)), fields, follow=True)


def test_page_says_which_channels_only_pretend(officer):
    said = page(officer)

    assert said.count("only pretends") == 3
    assert "Try and store" not in said


@pytest.mark.parametrize(("language", "words"), [("en", "Channels"), ("es", "Canales"), ("fr", "Canaux")])
def test_page_speaks_the_language_of_its_reader(officer, language, words):
    assert f"<h1>{words}</h1>" in page(officer, language)


@pytest.mark.usefixtures("site")
def test_right_secrets_are_stored_and_nothing_is_published(coordinator, stand_in):
    lab, _ = stand_in

    response = post_to(coordinator, "connect-channel", **lab.secrets)

    assert told(response) == ["Connected as @hrcities; nothing was published."]
    assert (Credential.objects.get().account, lab.live()) == ("@hrcities", [])
    assert "cs" not in response.content.decode().split()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("language", "off", "words"),
    [
        ("en", -45, "seconds ahead of the channel’s: posts go out early"),
        ("en", 45, "seconds behind the channel’s: posts go out late"),
        ("es", -45, "segundos respecto al del canal: las publicaciones salen antes de hora"),
        ("fr", 45, "secondes sur celle du canal\N{NO-BREAK SPACE}: les publications partent en retard"),
    ],
)
def test_clock_that_the_channel_contradicts_is_told(coordinator, stand_in, language, off, words):
    lab, server = stand_in
    server.clock_ahead = timedelta(seconds=off)

    post_to(coordinator, "connect-channel", **lab.secrets)

    assert words in page(coordinator, language)


@pytest.mark.usefixtures("site")
def test_clock_that_the_channel_shares_is_not_told(coordinator, stand_in):
    lab, _ = stand_in

    post_to(coordinator, "connect-channel", **lab.secrets)

    assert "clock" not in page(coordinator)


@pytest.mark.usefixtures("site")
def test_wrong_secrets_are_not_stored_and_the_reason_is_told(coordinator, stand_in):
    lab, _ = stand_in

    response = post_to(coordinator, "connect-channel", **(lab.secrets | {"consumer_secret": "wrong"}))

    assert told(response) == [
        "The channel did not take these secrets: X no longer accepts our keys; connect the channel again."
    ]
    assert Credential.objects.count() == 0


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", ["connect-channel", "forget-channel", "ask-channel-again"])
def test_officer_changes_no_channel(officer, stand_in, name):
    lab, _ = stand_in

    response = post_to(officer, name, **lab.secrets)

    assert told(response) == ["Your role does not allow this."]
    assert Credential.objects.count() == 0


def test_channel_that_stands_still_is_shown_and_asked_again(coordinator, site):
    note_answer("x", OVER, app.now())

    before = page(coordinator)
    response = post_to(coordinator, "ask-channel-again")

    assert "needs to be connected again" in before
    assert told(response) == ["The channel is asked again from now on."]
    assert site.settings.channels[0].id == "x"
    assert standing_of("x", app.now()).may_be_asked(app.now())


def test_stored_secrets_are_forgotten(coordinator, site):
    credentials.store(site, "x", {"access_token": "a"}, account="@a", by="the desk", now=app.now())

    response = post_to(coordinator, "forget-channel")

    assert (told(response), Credential.objects.count()) == (["The stored secrets are deleted."], 0)


def test_channel_that_is_not_there_is_a_missing_page(coordinator):
    assert post_to(coordinator, "ask-channel-again", channel="myspace").status_code == 404


def test_post_says_that_its_channel_stands_still(officer, coordinator):
    note_answer("x", OVER, app.now())
    post = an_approved_post(coordinator, day=days_ahead(3))

    said = visit(officer).get(reverse("post", args=(post.id,))).content.decode()

    assert "Its channel needs to be connected again." in said


def test_first_page_tells_of_a_channel_that_stands_still(officer):
    note_answer("x", OVER, app.now())

    said = visit(officer).get(reverse("today")).content.decode()

    assert "X stands still: it needs to be connected again. Its posts wait." in said


@pytest.mark.parametrize(("text", "price"), [("Human Rights Day", "0.015"), ("See https://un.org", "0.200")])
def test_draft_says_what_sending_it_costs(officer, text, price):
    post = a_coming_post(text=text)

    said = visit(officer).get(reverse("post", args=(post.id,))).content.decode()

    assert f"Sending it costs {price} $ on this channel" in said


def test_published_post_is_taken_back_from_its_channel(coordinator, monkeypatch):
    channel = FakeChannel()
    monkeypatch.setattr(app, "opened", lambda _: {"x": channel})
    post = a_coming_post(state=State.PUBLISHED)
    receipt = channel.publish(Dispatch(message_of(post), app.now()))
    Post.objects.update(receipt_id=receipt.id, receipt_url=receipt.url)

    response = visit(coordinator).post(reverse("take-back", args=(post.id,)), follow=True)

    assert told(response) == ["Taken back: it is no longer on its channel."]
    assert (Post.objects.get().state, channel.live) == (State.WITHDRAWN, {})


def test_post_that_a_person_deleted_is_withdrawn(coordinator):
    post = a_coming_post(state=State.PUBLISHED)

    response = visit(coordinator).post(reverse("was-deleted", args=(post.id,)), follow=True)

    assert (told(response), Post.objects.get().state) == (
        ["Noted: it is no longer on its channel."],
        State.WITHDRAWN,
    )


def test_same_words_need_a_yes_of_their_own(coordinator):
    a_coming_post(days=9, state=State.PUBLISHED, key="earlier")
    post = a_coming_post(state=State.IN_REVIEW)

    said = visit(coordinator).get(reverse("post", args=(post.id,))).content.decode()

    assert "Say it again, although this channel said the same lately" in said
    assert "This channel says the same words on" in said


def test_rehearsal_asks_for_no_secrets(coordinator, monkeypatch, tmp_path, site):
    (tmp_path / "config.yaml").touch()
    rehearsal = Config(tmp_path / "var" / "rehearsal", site.settings, {})
    monkeypatch.setattr(app, "config", lambda: rehearsal)

    assert "Try and store" not in page(coordinator)


def test_published_post_is_said_again_as_a_new_draft(officer):
    post = a_coming_post(state=State.PUBLISHED, published_at=app.now())

    response = visit(officer).post(reverse("say-again", args=(post.id,)), follow=True)

    assert told(response) == ["This is a new draft of the same words: it needs an approval of its own."]
    assert sorted(Post.objects.values_list("state", flat=True)) == [State.DRAFT, State.PUBLISHED]
