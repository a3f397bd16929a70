"""An answer lost in each of seven ways, on each real channel: exactly one live copy, and a state within a minute."""

from datetime import timedelta

import pytest

from comms import app
from comms.config import Channel
from comms.domain.posts import State
from comms.rehearsal.server import UNDONE, Fault
from comms.services import publish, unconfirmed
from comms.store.models import Post
from tests.channels.labs import LABS
from tests.killing.prepare import noon
from tests.rows import a_coordinator, an_approved_post, the_config

pytestmark = pytest.mark.django_db
LOST = [fault for fault in Fault if fault not in UNDONE]
# Waiting for a time-out takes as long as it takes.
SHORT = [fault for fault in LOST if fault is not Fault.TIME_OUT]


@pytest.fixture
def clock():
    """Return a clock that a test sets forward."""

    class Set:
        ahead = timedelta()

        def __call__(self):
            return app.now() + self.ahead

    return Set()


def config_of(lab, url):
    settings = the_config().settings.model_copy(update={"channels": (Channel(**lab.channel(url)),)})
    return type(the_config())(the_config().site, settings, {})


def due_post(lab):
    now = app.now()
    zone = noon(now)
    return an_approved_post(
        a_coordinator(),
        key="lost",
        channel=lab.kind,
        account=lab.name,
        text="Human Rights Day. مياه 🏙️ #HumanRightsDay",
        due_at=now,
        day=app.today(zone),
        zone=zone,
    )


def creates(asked):
    """Tell a request that makes a post from those that open a session."""
    return asked.method in {"POST", "PUT"} and "session" not in asked.path.lower()


@pytest.mark.parametrize("kind", LABS)
@pytest.mark.parametrize(
    "fault", [*SHORT, *[pytest.param(one, marks=pytest.mark.slow) for one in LOST if one not in SHORT]]
)
def test_lost_answer_leaves_one_copy_and_a_state_within_a_minute(kind, fault, clock):
    lab = LABS[kind](clock)
    with lab.serve() as server:
        server.is_hit = creates
        server.faults.append(fault)
        config, channels = config_of(lab, server.url), {kind: lab.open(server.url)}
        due_post(lab)

        publish.send_due(config, channels, clock)
        at_once, hit = Post.objects.get().state, not server.faults
        for _ in range(11):
            clock.ahead += timedelta(seconds=5)
            unconfirmed.recover(channels, clock())
            publish.send_due(config, channels, clock)
        within_a_minute = Post.objects.get().state

    assert hit
    assert at_once in {State.UNCONFIRMED, State.PUBLISHED}
    assert (len(lab.live()), within_a_minute) == (1, State.PUBLISHED)
