"""Print the events of feeds as libical reads them; run by the system's Python, which has the bindings."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def events(path):
    calendar = ICalGLib.Component.new_from_string(Path(path).read_bytes().decode())
    assert ICalGLib.restriction_check(calendar), path
    found = []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event:
        assert event.count_errors() == 0, path
        found.append(
            {
                "uid": event.get_uid(),
                "summary": event.get_summary(),
                "description": event.get_description() or "",
                "start": event.get_dtstart().as_ical_string(),
                "end": event.get_dtend().as_ical_string(),
                "status": event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY).get_value_as_string(),
                "sequence": event.get_sequence(),
            }
        )
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    return found


print(json.dumps([events(path) for path in sys.argv[1:]]))
