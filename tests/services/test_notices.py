from datetime import timedelta

import pytest

from comms.config import Config, Notices
from comms.domain.answers import DeliveryState, Stop, Unavailable
from comms.domain.posts import State
from comms.mail.post_office import NotTakenError
from comms.services import credentials
from comms.services.notices import Ending, Stopped, Waiting, tell
from comms.services.standings import note_answer, reopen_channel
from comms.store.models import Notice, Post
from tests.rows import MORNING, a_coordinator, a_post, the_config

pytestmark = pytest.mark.django_db
OVER = Unavailable("the keys are over", stops=Stop.CREDENTIALS)


@pytest.fixture
def config(tmp_path):
    settings = the_config().settings
    notices = Notices(to=("press@example.org",), sender="desk@example.org", server="localhost")
    real = settings.channels[0].model_copy(update={"pretend": False})
    channels = (real, *settings.channels[1:])
    return Config(tmp_path, settings.model_copy(update={"notices": notices, "channels": channels}), {})


class Office:
    def __init__(self):
        self.letters, self.is_open = [], True

    def send(self, letter):
        if not self.is_open:
            raise NotTakenError
        self.letters.append(letter)


def told(config, office, *, after=timedelta(0)):
    """Tell, and return what of: the matter and the language of each letter, with how many posts it is about."""
    matters = []

    def wording(matter, language):
        matters.append((type(matter), language, len(matter.posts) if isinstance(matter, Waiting) else 1))
        return "subject", "text"

    tell(config, wording, office.send, now=MORNING + after)
    return matters


def test_each_stop_is_told_once_and_after_a_restart_too(config):
    note_answer("x", OVER, MORNING)

    first, again = told(config, Office()), told(config, Office())
    reopen_channel("x", by="the desk", now=MORNING)
    note_answer("x", OVER, MORNING + timedelta(hours=1))
    anew = told(config, Office())

    assert (first, again, anew) == ([(Stopped, "en", 1)], [], [(Stopped, "en", 1)])


def test_each_threshold_of_access_that_ends_is_told_once(config):
    ends = MORNING + timedelta(days=20)
    credentials.store(config, "x", {"access_token": "a"}, account="@a", by="the desk", now=MORNING, expires_at=ends)

    found = [told(config, Office(), after=timedelta(days=day)) for day in range(22)]

    assert [day for day, matters in enumerate(found) if matters == [(Ending, "en", 1)]] == [6, 13, 19]
    assert sum(len(matters) for matters in found) == 3


@pytest.mark.parametrize("number", [1, 40])
def test_all_posts_that_wait_are_told_together(config, number):
    for one in range(number):
        a_post(key=f"post-{one}", state=State.HELD_LATE)
    office = Office()

    assert (told(config, office), told(config, office)) == ([(Waiting, "en", number)], [])
    assert len(office.letters) == 1


def test_posts_that_come_later_wait_for_the_next_hour(config):
    a_post(key="first", state=State.HELD_LATE)
    told(config, Office())
    a_post(key="second", state=State.HELD_LATE)

    soon, later = (told(config, Office(), after=timedelta(minutes=minutes)) for minutes in (59, 60))

    assert (soon, later) == ([], [(Waiting, "en", 1)])


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"state": State.UNCONFIRMED}, 1),
        ({"state": State.FAILED}, 1),
        ({"state": State.DRAFT, "note": "not sent: its day is odd"}, 1),
        ({"state": State.DRAFT, "note": "changes requested"}, 0),
        ({"state": State.SCHEDULED}, 0),
        ({"state": State.PUBLISHED}, 0),
        ({"state": State.HELD_LATE, "channel": "gone"}, 0),
        ({"state": State.HELD_LATE, "day": (MORNING - timedelta(days=3)).date()}, 0),
    ],
)
def test_only_what_waits_for_a_person_is_told(config, fields, number):
    a_post(**fields)

    assert told(config, Office()) == [(Waiting, "en", 1)] * number


def test_post_that_the_desk_still_looks_for_is_not_told_yet(config):
    post = a_post(state=State.UNCONFIRMED)
    delivery = post.deliveries.create(
        attempt=1, fingerprint="f", state=DeliveryState.UNCERTAIN, claimed_at=MORNING, next_look_at=MORNING
    )

    before = told(config, Office())
    post.deliveries.filter(pk=delivery.pk).update(next_look_at=None)

    assert (before, told(config, Office())) == ([], [(Waiting, "en", 1)])


def test_what_was_not_taken_is_told_another_time_and_changes_no_post(config):
    a_post(state=State.HELD_LATE)
    post, office = Post.objects.values().get(), Office()
    office.is_open = False

    assert tell(config, lambda *_: ("s", "t"), office.send, now=MORNING) is False
    office.is_open = True
    assert tell(config, lambda *_: ("s", "t"), office.send, now=MORNING) is True

    assert (len(office.letters), Post.objects.values().get()) == (1, post)


BREAKS = [ValueError("a header with a-password"), RuntimeError("a-password"), KeyError("a-password")]


@pytest.mark.parametrize("error", BREAKS)
def test_whatever_breaks_while_telling_loses_no_notice_and_logs_no_secret(config, caplog, error):
    note_answer("x", OVER, MORNING)
    a_post(state=State.HELD_LATE)
    office, tried = Office(), []

    def breaks(letter):
        tried.append(letter)
        raise error

    assert tell(config, lambda *_: ("s", "t"), breaks, now=MORNING) is False
    assert tell(config, lambda *_: ("s", "t"), office.send, now=MORNING) is True
    assert (len(tried), len(office.letters)) == (2, 2)
    assert f"a notice could not be handed over: {type(error).__name__}" in caplog.text
    assert "a-password" not in caplog.text


class KilledError(BaseException):
    pass


def kill(*_):
    raise KilledError


def test_notice_of_a_process_that_was_killed_is_told_by_the_next_one(config):
    note_answer("x", OVER, MORNING)
    a_post(state=State.HELD_LATE)

    with pytest.raises(KilledError):
        tell(config, lambda *_: ("s", "t"), kill, now=MORNING)
    with pytest.raises(KilledError):
        tell(config, lambda *_: ("s", "t"), kill, now=MORNING + timedelta(minutes=5))
    office = Office()
    for minutes in (9, 10, 11):
        told(config, office, after=timedelta(minutes=minutes))

    assert [letter.about.partition(":")[0] for letter in office.letters] == ["post", "stop"]
    assert {one.about.partition(":")[0] for one in Notice.objects.all()} == {"post", "stop"}


def test_whoever_has_an_account_is_told_in_its_language(config):
    person = a_coordinator()
    person.email, person.language = "Press@Example.org", "fr"
    person.save()
    note_answer("x", OVER, MORNING)

    assert told(config, Office()) == [(Stopped, "fr", 1)]


def test_posts_that_are_being_told_just_now_are_told_by_nobody_else(config):
    a_post(key="first", state=State.HELD_LATE)
    with pytest.raises(KilledError):
        tell(config, lambda *_: ("s", "t"), kill, now=MORNING)
    a_post(key="second", state=State.HELD_LATE)

    soon, later = (told(config, Office(), after=timedelta(minutes=minutes)) for minutes in (4, 5))

    assert (soon, later) == ([], [(Waiting, "en", 2)])


def test_process_that_tells_meanwhile_is_not_repeated(config):
    note_answer("x", OVER, MORNING)
    office = Office()

    def send(letter):
        # The other process wishes to tell the same while this one does.
        tell(config, lambda *_: ("s", "t"), office.send, now=MORNING)
        office.send(letter)

    assert tell(config, lambda *_: ("s", "t"), send, now=MORNING) is True
    assert (len(office.letters), Notice.objects.count()) == (1, 1)


@pytest.mark.parametrize(("stop", "number"), [(Stop.CREDENTIALS, 1), (Stop.PAYMENT, 1), (Stop.SPENDING, 0)])
def test_post_in_doubt_is_told_where_its_channel_is_not_looked_at(config, stop, number):
    post = a_post(state=State.UNCONFIRMED)
    post.deliveries.create(
        attempt=1, fingerprint="f", state=DeliveryState.UNCERTAIN, claimed_at=MORNING, next_look_at=MORNING
    )
    note_answer("x", Unavailable("over", stops=stop), MORNING)

    assert told(config, Office()) == [(Stopped, "en", 1)] + [(Waiting, "en", 1)] * number


def test_two_processes_tell_once(config):
    note_answer("x", OVER, MORNING)
    office = Office()

    def wording(*_):
        # The other process is faster.
        told(config, office)
        return "subject", "text"

    assert tell(config, wording, office.send, now=MORNING) is True
    assert (len(office.letters), Notice.objects.count()) == (1, 1)
    assert str(Notice.objects.get()).endswith(" to press@example.org")
