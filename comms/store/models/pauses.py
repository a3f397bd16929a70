"""Pauses and blackouts, and what they held."""

from django.db import models

from comms.domain.pauses import Kind


class Pause(models.Model):
    """Silence on what *kind* and *value* name; *ends_at* is when it ends or ended, empty while nobody knows."""

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    value = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    who = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    resumed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-starts_at", "-id")
        indexes = (models.Index(fields=("ends_at",), name="pause_end"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()


class Blackout(models.Model):
    """Days on which a member or a country is not told, by its own midnights; both days are included."""

    first = models.DateField()
    last = models.DateField(db_index=True)
    country = models.CharField(max_length=2, blank=True)
    member = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    who = models.CharField(max_length=150)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ("first", "id")

    def __str__(self) -> str:
        return f"{self.member or self.country}: {self.first} to {self.last}"


class Hold(models.Model):
    """That an approved post did not go out at its hour, and why; never changed."""

    post = models.ForeignKey("store.Post", on_delete=models.PROTECT, related_name="holds")
    pause = models.ForeignKey(Pause, null=True, on_delete=models.PROTECT, related_name="holds")
    code = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("due_at", "id")

    def __str__(self) -> str:
        return f"{self.post_id}: {self.code}"
