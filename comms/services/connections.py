"""What is known of the connection of each channel: as whom, which secrets there are, and how long access holds."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from comms.channels.kinds import kind
from comms.config import Channel, Config
from comms.domain.access import Access
from comms.services.audit import CLOCK, record
from comms.services.credentials import REFRESH, stored, variable
from comms.services.rehearsing import is_rehearsal
from comms.store.models import Credential

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Connection:
    """A channel's connection; the secrets that the desk *stored*, and those from *outside* of it, by their names only.

    *is_sealed* says that what is stored cannot be read, since its key is another one.
    """

    account: str
    by: str
    at: datetime | None
    access: Access
    stored: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    is_sealed: bool = False


def connections(config: Config) -> dict[str, Connection]:
    """Return the connections of the channels that have any secrets, by channel; a rehearsal has none of its own."""
    if is_rehearsal(config.site):
        return {}
    rows = {row.channel: row for row in Credential.objects.all()}
    found = {one.id: _connection(config, one, rows.get(one.id)) for one in config.settings.channels if not one.pretend}
    return {channel: one for channel, one in found.items() if one is not None}


def _connection(config: Config, channel: Channel, row: Credential | None) -> Connection | None:
    fields = [secret.name for secret in kind(channel.kind).secrets]
    outside = frozenset(field for field in fields if config.secret(variable(channel.id, field)))
    if row is None:
        return Connection("", "", None, Access(), outside=outside) if outside else None
    secrets = stored(config, channel.id)
    known = secrets or {}
    return Connection(
        row.account,
        row.changed_by,
        row.changed_at,
        Access(row.expires_at, row.renewable_until, renews=REFRESH in known or REFRESH in outside),
        stored=frozenset(field for field in fields if field in known),
        outside=outside,
        is_sealed=secrets is None,
    )


def endings(config: Config, now: datetime) -> dict[str, Access]:
    """Return the access that ends within the days of which people are warned, by channel."""
    return {channel: one.access for channel, one in connections(config).items() if one.access.warning(now) is not None}


def warn_of_endings(config: Config, now: datetime) -> None:
    """Tell once at each threshold, whoever else tells it too, that access to a channel ends."""
    for channel, one in connections(config).items():
        days = one.access.warning(now)
        if days is None:
            Credential.objects.filter(pk=channel, warned_days__isnull=False).update(warned_days=None)
        else:
            _warn(channel, one.access, days, now)


def _warn(channel: str, access: Access, days: int, now: datetime) -> None:
    untold = Q(warned_days__isnull=True) | Q(warned_days__gt=days)
    with transaction.atomic():
        if Credential.objects.filter(untold, pk=channel).update(warned_days=days):
            end = access.needs_person_by
            logger.error("channel %s: access ends on %s; connect it again before", channel, end)
            told = {"days": days, "ends": end.isoformat() if end else ""}
            record("access ends soon", f"channel:{channel}", by=CLOCK, now=now, after=told)
