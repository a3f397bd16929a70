"""Who asks for the page."""

from typing import cast

from django.http import HttpRequest

from comms.services.people import APPROVE, PAUSE, WRITE
from comms.store.models import Person


def person_of(request: HttpRequest) -> Person:
    """Return who is logged in; every page but the entrance, the feeds and those of guests asks for a login first."""
    return cast("Person", request.user)


def may_write(person: Person) -> bool:
    """Tell whether *person* may edit and submit."""
    return person.has_perm(WRITE)


def may_approve(person: Person) -> bool:
    """Tell whether *person* may approve and send."""
    return person.has_perm(APPROVE)


def may_pause(person: Person) -> bool:
    """Tell whether *person* may begin and end pauses and blackouts."""
    return person.has_perm(PAUSE)
