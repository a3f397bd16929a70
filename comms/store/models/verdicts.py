"""What editors decided about initiatives and days."""

from typing import Any, NoReturn, cast, get_args

from django.conf import settings
from django.db import models

from comms.domain.verdicts import Verdict as Decision
from comms.domain.verdicts import VerdictKind
from comms.errors import NotAllowedError


class Verdict(models.Model):
    """One decision, written once: who thinks otherwise later writes another one, or one that *undoes* it."""

    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in get_args(VerdictKind)])
    observance = models.CharField(max_length=80)
    occurrence = models.CharField(max_length=100)
    initiative = models.CharField(max_length=80, blank=True)
    instead = models.CharField(max_length=80, blank=True)
    theme = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=40)
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind}: {self.initiative} {self.occurrence}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; refuse to write it a second time."""
        if not self._state.adding:
            message = "a decision is never changed; write a later one"
            raise NotAllowedError(message)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        message = "a decision is never deleted; undo it"
        raise NotAllowedError(message)

    def decision(self) -> Decision:
        """Return what was decided, for the domain."""
        return Decision(
            id=self.pk,
            kind=cast("VerdictKind", self.kind),
            observance=self.observance,
            occurrence=self.occurrence,
            by=self.by.username,
            at=self.at,
            initiative=self.initiative,
            instead=self.instead,
            theme=self.theme,
            why=self.why,
            text=self.text,
            undoes=self.undoes_id,
        )
