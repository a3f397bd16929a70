import json
import shutil

import pytest

from comms import app
from comms.config import Config
from comms.domain.event_changes import body_of
from comms.feeds.files import write
from comms.store.models import ImportedEvent
from tests.factories import a_pack, an_event


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


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_marker")
def test_events_of_a_database_that_was_put_back_are_seen_after_the_start():
    event = an_event(id="from-elsewhere", themes=[])
    app.events_were_imported()
    untouched = app._marker().exists()
    row = ImportedEvent.objects.create(id=event.id, uid="u", body=body_of(event))
    app.events_were_imported()
    there = "from-elsewhere" in app.calendars().events

    row.delete()
    app.events_were_imported()

    assert (untouched, there) == (False, True)
    assert app.calendars() is app.written_calendars()


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_marker")
def test_events_that_did_not_change_are_not_read_again():
    event = an_event(id="from-elsewhere", themes=[])
    ImportedEvent.objects.create(id=event.id, uid="u", body=body_of(event))
    app.events_were_imported()
    before = app.calendars()

    app.events_were_imported()

    assert app.calendars() is before


def test_each_database_has_a_marker_of_its_own(monkeypatch):
    site, before = app.config(), app._marker()
    other = Config(site.site, site.settings, {"COMMS_DATABASE": "sqlite:///another.sqlite3"})

    monkeypatch.setattr(app, "config", lambda: other)

    assert app._marker().parent == before.parent
    assert app._marker() != before


def test_clock_and_people_speak_through_channels_that_were_opened_once():
    site = app.config()

    assert app.opened(site) is app.opened(site)
    assert app.opened(site).keys() == app.channels(site).keys()


@pytest.fixture
def packs():
    """Return the folder of the site's packs, empty before and after."""
    path = app.packs_folder(app.config().site)
    assert not path.exists()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def write_pack(folder, theme):
    folder.mkdir(exist_ok=True)
    pack = a_pack(observance="human-rights", theme={"en": theme}).model_dump(mode="json", exclude_defaults=True)
    write(folder / "2026.yaml", json.dumps({"year": 2026, "packs": [pack]}).encode())


def theme():
    return app.calendars().packs.by_key["human-rights", 2026].theme["en"]


def test_pack_is_seen_as_soon_as_it_is_written(packs):
    before = app.calendars().packs

    write_pack(packs, "First")
    first = theme()
    write_pack(packs, "Second one")

    assert ("human-rights", 2026) not in before.by_key
    assert (first, theme()) == ("First", "Second one")


def test_slip_in_a_file_of_packs_costs_its_themes_alone(packs, caplog):
    write_pack(packs, "First")
    write(packs / "2026.yaml", b"year: 2026\npacks: nothing\n")

    assert ("human-rights", 2026) not in app.calendars().packs.by_key
    assert "a file of packs has a mistake" in caplog.text


def test_packs_of_a_site_with_shipped_calendars_lie_beside_them(tmp_path):
    beside = app.packs_folder(tmp_path)
    (tmp_path / "calendars").mkdir()

    assert (beside, app.packs_folder(tmp_path)) == (tmp_path / "packs", tmp_path / "calendars" / "packs")
