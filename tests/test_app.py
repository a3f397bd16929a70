import pytest

from comms import app
from comms.domain.event_changes import body_of
from comms.store.models import ImportedEvent
from tests.factories import an_event


@pytest.fixture
def _no_marker():
    yield
    app._marker().unlink(missing_ok=True)


def test_calendars_are_those_that_people_wrote_while_nothing_was_imported():
    assert app.calendars() is app.written_calendars()


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_marker")
def test_imported_events_are_seen_at_once_by_every_process():
    event = an_event(id="from-elsewhere", themes=[])
    before = app.calendars()
    ImportedEvent.objects.create(id=event.id, uid="u", body=body_of(event))

    app.events_were_imported()

    assert "from-elsewhere" not in before.events
    assert app.calendars().events["from-elsewhere"] == event
    assert app.calendars() is app.calendars()


def test_packs_of_a_site_with_shipped_calendars_lie_beside_them(tmp_path):
    beside = app.packs_folder(tmp_path)
    (tmp_path / "calendars").mkdir()

    assert (beside, app.packs_folder(tmp_path)) == (tmp_path / "packs", tmp_path / "calendars" / "packs")
