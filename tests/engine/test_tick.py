import pytest

from comms import app
from comms.domain.posts import State
from comms.engine.tick import tick
from comms.store.models import Post
from tests.rows import a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db


def test_tick_sends_what_is_due_and_closes_what_is_over(monkeypatch, tmp_path):
    monkeypatch.setattr("comms.engine.tick.close_old_connections", lambda: None)
    monkeypatch.setattr(app, "outbox", lambda _: tmp_path)
    now = app.now()
    coordinator = a_coordinator()
    due = an_approved_post(coordinator, due_at=now, day=app.today("Europe/Madrid"))
    over = a_post(key="over", state=State.DRAFT)
    Post.objects.filter(pk=over.pk).update(day="2020-01-01", due_at="2020-01-01T09:00Z")

    tick(the_config())

    states = dict(Post.objects.values_list("id", "state"))
    assert states == {due.pk: State.PUBLISHED, over.pk: State.MISSED}
    assert len(list(tmp_path.rglob("*.json"))) == 1
