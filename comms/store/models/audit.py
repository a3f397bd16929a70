"""Who did what, when: written once, never changed, never deleted; erasing a person empties what tells of them."""

import secrets
from typing import Any, NoReturn

from django.db import models

from comms.domain.audit_chain import PARTS, ChainLine, ChainSeal, digest_of
from comms.errors import NotAllowedError

_SALT_BYTES = 16


class AuditLine(models.Model):
    """One act, with what it changed. Triggers in the database refuse updates and deletions by any door.

    The one update that they let through empties a part and puts its hash in the place of its salt.
    """

    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=150, db_index=True)
    act = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    who_salt = models.CharField(max_length=71, default="")
    subject_salt = models.CharField(max_length=71, default="")
    values_salt = models.CharField(max_length=71, default="")
    digest = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.act} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the line with its digest; refuse to write it a second time."""
        if not self._state.adding:
            message = "an audit line is never changed"
            raise NotAllowedError(message)
        self.stamp()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        message = "an audit line is never deleted"
        raise NotAllowedError(message)

    def stamp(self) -> None:
        """Give the line its salts and its digest."""
        for part in PARTS:
            setattr(self, f"{part}_salt", secrets.token_hex(_SALT_BYTES))
        self.digest = digest_of(self.in_chain())

    def in_chain(self) -> ChainLine:
        """Return the line as the chain sees it."""
        return ChainLine(
            self.pk or 0,
            self.at,
            self.act,
            self.who,
            self.subject,
            {"before": self.before, "after": self.after},
            {part: getattr(self, f"{part}_salt") for part in PARTS},
            self.digest,
        )


class AuditSeal(models.Model):
    """One seal over the lines since the one before; as final as they are."""

    at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    lines = models.IntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        # One seal after each: two processes that seal at once do not fork the chain.
        constraints = (models.UniqueConstraint(fields=("previous",), name="one_seal_after_each"),)

    def __str__(self) -> str:
        return f"{self.first}-{self.last} {self.digest[:12]}"

    def in_chain(self) -> ChainSeal:
        """Return the seal as the chain sees it."""
        return ChainSeal(self.pk, self.first, self.last, self.lines, self.previous, self.digest)
