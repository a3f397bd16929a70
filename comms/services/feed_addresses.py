"""Secret addresses of private feeds: made, shown once, revoked."""

import secrets
import shutil
from datetime import datetime
from pathlib import Path

from django.db import transaction

from comms.config import Config
from comms.domain.network import Network
from comms.errors import NotAllowedError, NotFoundError
from comms.feeds.files import one_at_a_time
from comms.feeds.secret_address import digest_of, folder
from comms.services.audit import By, record
from comms.services.people import WRITE, require
from comms.store.models import FeedAddress, Person

TEAM = "team"


def lock(config: Config) -> Path:
    """Return the file that whoever writes feeds holds."""
    return config.var / ".feeds.lock"


def make_address(member: str, network: Network, *, by: By, now: datetime) -> str:
    """Return a new secret for the plan of *member*, for the team's feed where it is empty; it is not stored."""
    if member and member not in network.members:
        message = "the records hold no city, region or network %(member)s"
        raise NotFoundError(message, member=member)
    _require(by)
    secret = secrets.token_urlsafe(32)
    person = by if isinstance(by, Person) else None
    with transaction.atomic():
        made = FeedAddress.objects.create(digest=digest_of(secret), member=member, made_by=person, made_at=now)
        record("feed address made", f"feed-address:{made.pk}", by=by, now=now, after={"for": member or TEAM})
    return secret


def revoke_address(address_id: int, config: Config, *, by: By, now: datetime) -> None:
    """Make an address useless at once: its files are removed, and no build makes them again."""
    _require(by)
    with one_at_a_time(lock(config)), transaction.atomic():
        changed = FeedAddress.objects.filter(pk=address_id, revoked_at=None).update(revoked_at=now)
        if not changed:
            message = "this address is not in use"
            raise NotAllowedError(message)
        address = FeedAddress.objects.get(pk=address_id)
        subject, after = f"feed-address:{address_id}", {"for": address.member or TEAM}
        record("feed address revoked", subject, by=by, now=now, after=after)
        shutil.rmtree(folder(config.var) / address.digest, ignore_errors=True)


def _require(by: By) -> None:
    """Pass if *by* may read drafts, for the team's feed shows them; the command line may."""
    if isinstance(by, Person):
        require(by, WRITE)


def in_use() -> list[FeedAddress]:
    """Return the addresses that work, the team's first."""
    return list(FeedAddress.objects.filter(revoked_at=None))
