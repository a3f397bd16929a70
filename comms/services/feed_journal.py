"""The feed journal in the store."""

from datetime import datetime

from comms.domain.feed_journal import Remembered
from comms.feeds.journal import Journal, Told
from comms.store.models import FeedEntry

_FIELDS = ("fingerprint", "sequence", "changed", "cancelled_until")


def stored(now: datetime) -> Journal:
    """Return the journal as it is remembered."""
    rows = FeedEntry.objects.values_list("uid", "language", *_FIELDS)
    return Journal({Told(uid, language): Remembered(*rest) for uid, language, *rest in rows}, now=now)


def store(journal: Journal) -> None:
    """Remember what *journal* learnt."""
    rows = [
        FeedEntry(
            uid=key.uid,
            language=key.language,
            fingerprint=one.fingerprint,
            sequence=one.sequence,
            changed=one.changed,
            cancelled_until=one.cancelled_until,
        )
        for key, one in journal.learnt.items()
    ]
    FeedEntry.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["uid", "language"], update_fields=_FIELDS
    )
    journal.learnt.clear()
