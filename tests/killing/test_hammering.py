"""A server that refuses for a while without doing anything: asked ever less often, also where absence is proven."""

from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.posts import State
from comms.rehearsal.server import Fault
from comms.services import publish, unconfirmed
from comms.store.models import AuditLine, Post
from tests.channels.labs import LABS
from tests.killing.test_lost_answers import config_of, creates
from tests.rows import DAY, a_coordinator, an_approved_post

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
PROVING = [kind for kind, lab in LABS.items() if lab.proves_absence]


class Clock:
    """A clock that a test sets forward."""

    def __init__(self):
        self.now = BEGIN

    def __call__(self):
        return self.now


@pytest.mark.parametrize("kind", PROVING)
def test_server_that_refuses_for_ten_minutes_is_asked_ever_less_often_and_gets_one_copy(kind):
    clock = Clock()
    lab = LABS[kind](clock)
    with lab.serve() as server:
        server.is_hit = creates
        server.faults.extend([Fault.UNDONE_503] * 500)
        config, channels = config_of(lab, server.url), {kind: lab.open(server.url)}
        an_approved_post(a_coordinator(), channel=kind, account=lab.name, day=DAY, due_at=BEGIN)

        for _ in range(20):
            clock.now += timedelta(seconds=30)
            unconfirmed.recover(channels, clock.now)
            publish.send_due(config, channels, clock)
        refused = 500 - len(server.faults)
        server.faults.clear()
        for _ in range(12):
            clock.now += timedelta(minutes=1)
            unconfirmed.recover(channels, clock.now)
            publish.send_due(config, channels, clock)

    assert refused == 4
    assert (len(lab.live()), Post.objects.get().state) == (1, State.PUBLISHED)
    assert AuditLine.objects.filter(act="channel rests").count() == 0
