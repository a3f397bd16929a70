import threading

import pytest

from comms import app
from comms.config import Config, Notices
from comms.desk.letters import letter
from comms.domain.answers import Stop, Unavailable
from comms.domain.posts import State
from comms.engine.herald import Herald
from comms.engine.telling import office_of, tell_people
from comms.services.standings import note_answer
from comms.store.models import Post
from tests.mail.test_post_office import Box, server_of
from tests.rows import a_post


def test_herald_tells_again_and_again_whatever_breaks():
    often, enough = [], threading.Event()

    def tell():
        often.append(1)
        if len(often) == 3:
            enough.set()
        if len(often) == 1:
            raise OSError
        return len(often) != 2

    herald = Herald(tell, seconds=0.01)
    herald.start()
    assert enough.wait(5)
    herald.stop()
    herald._thread.join(5)

    assert not herald._thread.is_alive()


@pytest.fixture
def office():
    box = Box()
    controller = server_of(box)
    box.port = controller.port
    yield box
    controller.stop()


def a_config(port, **environment):
    plain = app.config()
    notices = Notices(to=("p@example.org",), sender="d@example.org", server="127.0.0.1", port=port, security="none")
    return Config(plain.site, plain.settings.model_copy(update={"notices": notices}), environment)


@pytest.mark.usefixtures("committed")
def test_stop_and_posts_reach_a_mail_server_once_and_no_post_changes(office):
    note_answer("x", Unavailable("the keys are over", stops=Stop.CREDENTIALS), app.now())
    for one in range(3):
        a_post(key=f"post-{one}", state=State.UNCONFIRMED, day=app.today("UTC"))
    before, config = list(Post.objects.values()), a_config(office.port)

    assert [tell_people(config, letter) for _ in range(3)] == [True] * 3

    assert (len(office.taken), list(Post.objects.values())) == (2, before)


@pytest.mark.usefixtures("committed")
def test_mail_server_that_is_away_changes_no_post():
    a_post(state=State.HELD_LATE, day=app.today("UTC"))
    before = list(Post.objects.values())

    assert tell_people(a_config(9), lambda *_: ("s", "t")) is False
    assert list(Post.objects.values()) == before


@pytest.mark.usefixtures("committed")
def test_nobody_to_tell_needs_no_mail_server():
    assert tell_people(app.config(), lambda *_: ("s", "t")) is True
    assert office_of(app.config()) is None


def test_log_in_comes_from_the_environment():
    made = office_of(a_config(25, COMMS_MAIL_USER="desk", COMMS_MAIL_PASSWORD="pw"))

    assert (made.user, made.password) == ("desk", "pw")
