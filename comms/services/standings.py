"""How each channel stands, kept in the store: stopped and resting channels are not asked."""

import logging
from datetime import UTC, datetime

from django.db import transaction

from comms.domain.answers import DeliveryError, Stop
from comms.domain.message import Receipt
from comms.domain.standing import Standing, after, is_alert
from comms.services.audit import CLOCK, By, record
from comms.store.models import ChannelStanding

logger = logging.getLogger(__name__)


def standing_of(channel: str, now: datetime) -> Standing:
    """Return how *channel* stands; one that never failed stands open."""
    return standings(now).get(channel, Standing())


def standings(now: datetime) -> dict[str, Standing]:
    """Return how the channels stand that ever failed, by channel; a limit of last month limits no more."""
    rows = ChannelStanding.objects.all()
    return {row.channel: Standing() if _was_last_months_limit(row, now) else _standing(row) for row in rows}


def _was_last_months_limit(row: ChannelStanding, now: datetime) -> bool:
    month = (now.astimezone(UTC).year, now.astimezone(UTC).month)
    return row.stop == Stop.SPENDING and (row.changed_at.year, row.changed_at.month) < month


def _standing(row: ChannelStanding) -> Standing:
    return Standing(row.failures, row.rests_until, Stop(row.stop) if row.stop else None, row.reason)


def await_turn(channel: str, now: datetime) -> None:
    """Wait, within a transaction, until nobody else decides what *channel* is handed; then it is ours until the end."""
    ChannelStanding.objects.select_for_update().get_or_create(pk=channel, defaults={"changed_at": now})


def note_answer(channel: str, answer: Receipt | DeliveryError, now: datetime) -> None:
    """Write how *channel* stands after its answer, and tell a person once when it stops or begins to rest."""
    known = standing_of(channel, now)
    if after(known, answer, now) == known:
        # As nearly always: nobody else has to wait for that.
        return
    with transaction.atomic():
        row = ChannelStanding.objects.select_for_update().filter(pk=channel).first()
        before = _standing(row) if row and not _was_last_months_limit(row, now) else Standing()
        stands = after(before, answer, now)
        _write(channel, stands, now)
        if is_alert(before, stands):
            logger.error("channel %s: %s: %s", channel, stands.stop or "resting", stands.reason)
            told = {"stop": stands.stop or "", "reason": stands.reason}
            act = "channel stopped" if stands.stop else "channel rests"
            record(act, f"channel:{channel}", by=CLOCK, now=now, after=told)


def reopen_channel(channel: str, *, by: By, now: datetime) -> None:
    """Let *channel* be asked again: its posts that are still within their grace go on by themselves."""
    with transaction.atomic():
        before = standing_of(channel, now)
        if before == Standing():
            return
        _write(channel, Standing(), now)
        record("channel reopened", f"channel:{channel}", by=by, now=now, before={"stop": before.stop or ""})


def _write(channel: str, stands: Standing, now: datetime) -> None:
    ChannelStanding.objects.update_or_create(
        channel=channel,
        defaults={
            "failures": stands.failures,
            "rests_until": stands.rests_until,
            "stop": stands.stop or "",
            "reason": stands.reason,
            "changed_at": now,
        },
    )
