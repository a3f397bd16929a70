"""What waits for a person's tick outside posts: names in our own translation, and dates that rest on one source."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from comms.domain import ticks as domain
from comms.domain.network import Network
from comms.domain.ticks import Tick, ToTick
from comms.readers.calendars import Calendars
from comms.services.audit import record
from comms.services.people import WRITE, require
from comms.store.models import FactCheck, Person


def ticks() -> frozenset[Tick]:
    """Return the ticks on facts of observances, events and members."""
    return frozenset(FactCheck.objects.exclude(field__startswith="initiative:").values_list("field", "digest"))


def ticked(calendars: Calendars) -> Calendars:
    """Return *calendars* as the ticks leave them: what feeds, pages and editions show."""
    known = ticks()
    return replace(
        calendars,
        observances={id_: domain.ticked_observance(one, known) for id_, one in calendars.observances.items()},
        events={id_: domain.ticked_names(one, known) for id_, one in calendars.events.items()},
        network=ticked_network(calendars.network),
    )


def ticked_network(network: Network) -> Network:
    """Return *network* as the ticks leave it."""
    known = ticks()
    return replace(network, members={id_: domain.ticked_names(one, known) for id_, one in network.members.items()})


def waiting(calendars: Calendars) -> tuple[ToTick, ...]:
    """Return all names and dates of *calendars* that wait for a tick."""
    members = calendars.network.members.values()
    return domain.waiting(calendars.observances.values(), calendars.events.values(), members, ticks())


def tick(calendars: Calendars, chosen: set[Tick], *, by: Person, now: datetime) -> int:
    """Tick those of *chosen* that still wait; return how many there were.

    A tick on words that have changed since they were read counts for nothing.
    """
    require(by, WRITE)
    with transaction.atomic():
        found = [one for one in waiting(calendars) if one.tick in chosen]
        for one in found:
            FactCheck.objects.create(field=one.field, digest=one.digest, by=by, at=now)
            record("fact checked", one.field, by=by, now=now, after={"text": one.text})
    return len(found)
