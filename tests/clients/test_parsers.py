"""Four parsers read the same thing out of our feeds, whatever stands in them."""

import tempfile
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comms.feeds.ics_text import cleaned, one_line
from tests.clients.conftest import after_the_change, by_ical, by_icaljs, by_libical, entries
from tests.feeds.test_ics_event import EVIL, IN_AN_EVENT
from tests.feeds.test_ics_text import ANY_TEXT
from tests.feeds.values import a_feed, an_entry

pytestmark = pytest.mark.slow


def by_icalendar(*paths):
    def plain(moment):
        return moment.strftime("%Y%m%dT%H%M%SZ" if hasattr(moment, "hour") else "%Y%m%d")

    return [
        [
            {
                "uid": str(event["UID"]),
                "summary": str(event["SUMMARY"]),
                "description": str(event.get("DESCRIPTION", "")),
                "start": plain(event["DTSTART"].dt),
                "end": plain(event["DTEND"].dt),
                "status": str(event["STATUS"]),
                "sequence": event["SEQUENCE"],
            }
            for event in icalendar.Calendar.from_ical(Path(path).read_bytes()).walk("VEVENT")
        ]
        for path in paths
    ]


READERS = [by_libical, by_icaljs, by_ical, by_icalendar]


def expected(entry, sequence=0):
    if entry.hours:
        start, end = (hour.strftime("%Y%m%dT%H%M%SZ") for hour in entry.hours)
    else:
        start, end = f"{entry.first:%Y%m%d}", f"{entry.last + timedelta(days=1):%Y%m%d}"
    return {
        "uid": entry.uid,
        "summary": one_line(entry.summary),
        "description": cleaned(entry.description).strip(),
        "start": start,
        "end": end,
        "status": entry.status,
        "sequence": sequence,
    }


@pytest.mark.parametrize("read", READERS)
def test_every_event_is_there_on_its_day_before_and_after_a_change(versions, read):
    before, after = read(*versions)

    changed = {"renamed@feeds.example.org", "cancelled@feeds.example.org"}
    assert before == [expected(entry) for entry in entries()]
    assert after == [expected(entry, entry.uid in changed) for entry in after_the_change()]


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.tuples(ANY_TEXT.filter(one_line), ANY_TEXT), min_size=100, max_size=150))
def test_any_text_comes_back(read, texts):
    told = [an_entry(uid=f"{n}@x.org", summary=title, description=about) for n, (title, about) in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.ics"
        path.write_bytes(a_feed(*told))
        (found,) = read(path)

    assert found == [expected(entry) for entry in told]
    assert max(len(line) for line in a_feed(*told).split(b"\r\n")) <= 75


@pytest.mark.parametrize("read", READERS)
def test_injection_in_every_field_leaves_the_number_of_events(tmp_path, read):
    paths = []
    for number, (fields, evil) in enumerate((fields, evil) for fields in IN_AN_EVENT for evil in EVIL):
        planted = an_entry(**({"summary": "a title"} | fields(evil)))
        if one_line(planted.summary) and one_line(planted.location):
            paths.append(tmp_path / f"{number}.ics")
            paths[-1].write_bytes(a_feed(an_entry(uid="first@x.org"), planted, an_entry(uid="last@x.org")))

    assert {len(events) for events in read(*paths)} == {3}
