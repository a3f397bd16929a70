"""Blackouts as the page of pauses lists them."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from comms import app
from comms.config import Config
from comms.desk.languages import spoken
from comms.desk.sayings.pauses import country_name, member_name
from comms.domain.planning import Blackout
from comms.services import blackouts
from comms.store.models import Blackout as BlackoutRow
from comms.store.queries import initiative_bodies


@dataclass(frozen=True)
class Line:
    """One blackout: whom it silences, in words, from when to when; *row* where the desk declared it."""

    who: str
    first: date | None
    last: date
    note: str
    row: BlackoutRow | None = None


def told_blackouts() -> list[Line]:
    """Return the blackouts declared at the desk that are not over."""
    today = app.today(app.config().settings.zone)
    return [
        Line(country_name(row.country) if row.country else member_name(row.member), row.first, row.last, row.note, row)
        for row in blackouts.declared()
        if row.last >= today
    ]


def site_blackouts(config: Config) -> list[Line]:
    """Return the blackouts of config.yaml that are not over."""
    today = app.today(config.settings.zone)
    return [
        Line(_who(one), one.first, one.last, one.note) for one in config.settings.plan.blackouts if one.last >= today
    ]


def blackouts_on(config: Config, member: str, country: str, works: Container[str]) -> list[Line]:
    """Return the blackouts, of the desk and of config.yaml, that are not over and silence a member or its work."""
    today = app.today(config.settings.zone)
    return [
        Line(_who(one), one.first, one.last, one.note)
        for one in blackouts.known(config)
        if one.last >= today
        and (one.member or member, one.country or country) == (member, country)
        and (not one.initiative or one.initiative in works)
    ]


def _who(one: Blackout) -> str:
    if one.initiative:
        body = initiative_bodies([one.initiative]).get(one.initiative)
        return str(spoken(body["title"]).striptags()) if body else one.initiative
    if one.member:
        return member_name(one.member)
    return country_name(one.country) if one.country else ""
