"""Who did what, when: written once, never changed, never deleted."""

from typing import Any, NoReturn

from django.db import models

from comms.errors import NotAllowedError


class AuditLine(models.Model):
    """One act, with what it changed. Triggers in the database refuse updates and deletions by any door."""

    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=150)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.act} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the line; refuse to write it a second time."""
        if not self._state.adding:
            message = "an audit line is never changed"
            raise NotAllowedError(message)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        message = "an audit line is never deleted"
        raise NotAllowedError(message)
