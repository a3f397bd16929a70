from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.dates import Span
from comms.domain.event_changes import body_of
from comms.feeds.event_export import as_csv, as_ics, as_yaml
from comms.feeds.lint import findings
from comms.readers.event_files import read_csv, read_events
from comms.readers.foreign_ics import read_ics
from comms.readers.foreign_reading import Setting
from tests.factories import an_event
from tests.feeds.values import an_imprint
from tests.shipped import the_calendars

SETTING = Setting(Span(date(2024, 1, 1), date(2028, 12, 31)), "Europe/Madrid")
NIGHT = {"first": "2027-05-12", "last": "2027-05-13", "starts": "2027-05-12T22:00", "ends": "2027-05-13T02:30"}
EVENTS = [
    an_event(conflicts=["one, or", "two"], hashtags=["#Forum"], role={"en": "=We speak", "fr": "« Nous »"}),
    an_event(id="night", **NIGHT, unreviewed=["es"]),
    an_event(id="unknown", first=None, last=None, place=None, country=None, themes=[]),
]


def test_table_can_be_read_back_whole():
    found, problems = read_csv(as_csv(EVENTS).encode(), file="e.csv")

    assert ([dict(one.says) for one in found], problems) == ([body_of(one) for one in EVENTS], [])


@pytest.mark.parametrize("events", [EVENTS, None])
def test_file_can_be_read_back_whole(tmp_path, events):
    events = events or list(the_calendars().events.values())
    path = tmp_path / "events.yaml"
    path.write_text(as_yaml(events), encoding="utf-8")

    reading = read_events(path, SETTING)
    found, problems = reading.events, reading.problems

    assert ([dict(one.says) for one in found], problems) == ([body_of(one) for one in events], [])


def test_calendar_holds_what_has_dates_with_the_end_exclusive():
    feed = as_ics(EVENTS, "en", an_imprint())

    events = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert [(one["DTSTART"].dt.isoformat(), one["DTEND"].dt.isoformat()) for one in events] == [
        ("2027-05-12", "2027-05-15"),
        ("2027-05-12T13:00:00+00:00", "2027-05-12T17:30:00+00:00"),
    ]
    assert findings(feed) == []


def test_calendar_is_read_back_with_the_same_days_and_hours():
    setting = Setting(SETTING.window, "Europe/Madrid", zones={one.id: one.zone for one in EVENTS})

    reading = read_ics(as_ics(EVENTS, "en", an_imprint()), setting, file="e.ics")
    found, problems = reading.events, reading.problems

    names = ("first", "last", "starts", "ends", "zone")
    bodies = [body_of(one) for one in EVENTS[:2]]
    assert [[one.says.get(name) for name in names] for one in found] == [
        [b.get(name) for name in names] for b in bodies
    ]
    assert problems == []


@pytest.mark.parametrize("sign", "=+-@")
def test_formula_does_not_run_in_a_spreadsheet(sign):
    assert f"'{sign}1" in as_csv([an_event(name={"en": f"{sign}1"})])


@given(st.text(min_size=1).filter(str.strip))
def test_any_name_that_may_be_written_comes_back_from_a_table(name):
    try:
        event = an_event(name={"en": name})
    except ValueError:
        return

    (found,), _ = read_csv(as_csv([event]).encode(), file="e.csv")

    assert found.says["name"] == event.name
