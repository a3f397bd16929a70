"""Blackouts: those of config.yaml and those that people declared at the desk, as one list."""

from datetime import date, datetime

from django.db import DatabaseError, connection, transaction

from comms.config import Config
from comms.domain.planning import Blackout, PlanRules
from comms.errors import NotAllowedError, NotFoundError
from comms.services.audit import By, name_of, record
from comms.services.network import known_country
from comms.services.people import allow_pausing
from comms.services.verdicts import has_database
from comms.store.models import Blackout as BlackoutRow
from comms.store.models import Member


def known(config: Config) -> tuple[Blackout, ...]:
    """Return all blackouts: the site's own, then those declared at the desk."""
    return (*config.settings.plan.blackouts, *(_of_row(row) for row in declared()))


def declared() -> list[BlackoutRow]:
    """Return the blackouts that people declared and nobody took back."""
    return list(BlackoutRow.objects.filter(taken_back=False))


def _of_row(row: BlackoutRow) -> Blackout:
    named = {name: value for name, value in (("country", row.country), ("member", row.member)) if value}
    return Blackout.model_validate({"first": row.first, "last": row.last, "note": row.note} | named)


def rules_of(config: Config) -> PlanRules:
    """Return what the plan may do, with every blackout; without a database, with those of config.yaml."""
    rules = config.settings.plan
    is_there = has_database(connection.vendor, str(connection.settings_dict["NAME"]))
    try:
        return rules.model_copy(update={"blackouts": known(config)}) if is_there else rules
    except DatabaseError:
        return rules


def declare(  # noqa: PLR0913 - a blackout has these parts
    *, first: date, last: date, country: str = "", member: str = "", note: str = "", by: By, now: datetime
) -> BlackoutRow:
    """Declare that a country or a member is not told from *first* to *last*, both included, by its own midnights."""
    allow_pausing(by)
    if bool(country) == bool(member):
        message = "name either a country or a local government"
        raise NotAllowedError(message)
    if last < first:
        message = "the last day is before the first"
        raise NotAllowedError(message)
    if country and not known_country(country):
        message = "no local government here is in the country %(country)s"
        raise NotAllowedError(message, country=country)
    if member and not Member.objects.filter(pk=member).exists():
        message = "the records hold no city, region or network %(member)s"
        raise NotAllowedError(message, member=member)
    told = {"first": str(first), "last": str(last), "country": country, "member": member, "note": note.strip()}
    with transaction.atomic():
        row = BlackoutRow.objects.create(
            first=first, last=last, country=country, member=member, note=note.strip(), who=name_of(by)
        )
        record("blackout declared", f"blackout:{row.pk}", by=by, now=now, after=told)
    return row


def take_back(blackout_id: int, *, by: By, now: datetime) -> None:
    """End a blackout that was declared at the desk; what it held waits for a person."""
    allow_pausing(by)
    with transaction.atomic():
        row = BlackoutRow.objects.select_for_update().filter(pk=blackout_id, taken_back=False).first()
        if row is None:
            message = "this blackout is not in force any more"
            raise NotFoundError(message)
        row.taken_back = True
        row.save(update_fields=["taken_back"])
        record("blackout taken back", f"blackout:{row.pk}", by=by, now=now)
