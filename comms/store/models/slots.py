"""The plan as it stands."""

from django.db import models


class Slot(models.Model):
    """What is told on a day, and why; its id never holds the date, so that a moved event keeps its slots."""

    id = models.CharField(primary_key=True, max_length=120)
    kind = models.CharField(max_length=12)
    day = models.DateField(db_index=True)
    occurrence = models.CharField(max_length=100, blank=True)
    event = models.CharField(max_length=80, blank=True)
    member = models.CharField(max_length=80, blank=True)
    initiative = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=80, blank=True, default="")
    reasons = models.JSONField(default=list)
    next_best = models.JSONField(default=list)
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "id")

    def __str__(self) -> str:
        return self.id
