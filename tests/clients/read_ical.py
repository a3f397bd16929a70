"""Print the events of feeds as the package ical (PyPI) reads them; run in the environment that has it."""

import json
import sys
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream


def plain(moment):
    return moment.strftime("%Y%m%dT%H%M%SZ" if hasattr(moment, "hour") else "%Y%m%d")


def events(path):
    calendar = IcsCalendarStream.calendar_from_ics(Path(path).read_bytes().decode())
    return [
        {
            "uid": event.uid,
            "summary": event.summary,
            "description": event.description or "",
            "start": plain(event.dtstart),
            "end": plain(event.dtend),
            "status": event.status.value,
            "sequence": event.sequence,
        }
        for event in calendar.events
    ]


print(json.dumps([events(path) for path in sys.argv[1:]]))
