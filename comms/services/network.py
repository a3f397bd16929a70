"""The network in the store: loaded from what people wrote, entry by entry, all or nothing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from comms.domain.network import Initiative, Member, Network
from comms.services.audit import DESK, record
from comms.store.models import Initiative as InitiativeRow
from comms.store.models import Member as MemberRow


@dataclass(frozen=True)
class Loaded:
    """How many entries were new, changed and unchanged."""

    new: int
    changed: int
    same: int

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.new + other.new, self.changed + other.changed, self.same + other.same)


def load(network: Network, *, now: datetime) -> Loaded:
    """Bring the store's members and initiatives to what *network* says; nothing is deleted."""
    with transaction.atomic():
        loaded = _load(MemberRow, network.members.values(), now) + _load(
            InitiativeRow, network.initiatives.values(), now
        )
        if loaded.new or loaded.changed:
            record("network loaded", "network", by=DESK, now=now, after={"new": loaded.new, "changed": loaded.changed})
    return loaded


def _load(
    table: type[MemberRow] | type[InitiativeRow], entries: Iterable[Member | Initiative], now: datetime
) -> Loaded:
    known = dict(table.objects.values_list("id", "digest"))
    rows = [_row(table, entry, now) for entry in sorted(entries, key=lambda entry: entry.id)]
    differing = [row for row in rows if known.get(row.id) != row.digest]
    for row in differing:
        row.save(force_insert=row.id not in known)
    new = sum(row.id not in known for row in differing)
    return Loaded(new, len(differing) - new, len(rows) - len(differing))


def _row(
    table: type[MemberRow] | type[InitiativeRow], entry: Member | Initiative, now: datetime
) -> MemberRow | InitiativeRow:
    body = entry.model_dump(mode="json", exclude_defaults=True)
    digest = sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    links = {"member_id": entry.member} if isinstance(entry, Initiative) else {}
    return table(id=entry.id, body=body, digest=digest, loaded_at=now, **links)


def network() -> Network:
    """Return the network as the store holds it."""
    members = (Member.model_validate(row.body) for row in MemberRow.objects.order_by("id"))
    initiatives = (Initiative.model_validate(row.body) for row in InitiativeRow.objects.order_by("id"))
    return Network({member.id: member for member in members}, {one.id: one for one in initiatives})


def known_country(code: str) -> bool:
    """Tell whether a member of the store is in the country *code*."""
    return MemberRow.objects.filter(body__country=code).exists()
