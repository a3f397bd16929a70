"""The shipped calendars and wordings, read once for all tests that want the real thing."""

from functools import cache

from comms.app import config
from comms.domain.wordings import Wordings
from comms.readers.calendars import read_calendars
from comms.readers.wordings import read_wordings
from comms.resources import shipped
from comms.services.drafts import Desk

TEMPLATES = (shipped("templates"),)


@cache
def the_calendars():
    return read_calendars(shipped("calendars"))


@cache
def the_wordings():
    return Wordings(read_wordings(shipped("templates"), shipped("templates")))


def a_desk(**changes):
    parts = {
        "config": config(),
        "calendars": the_calendars(),
        "network": the_calendars().network,
        "wordings": the_wordings(),
    }
    return Desk(**(parts | changes))
