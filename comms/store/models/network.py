"""Members, their initiatives, and what they agreed to."""

from django.conf import settings
from django.db import models


class Member(models.Model):
    """A body of the network; *body* is the written entry, *digest* its SHA-256."""

    id = models.SlugField(primary_key=True, max_length=80)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Initiative(models.Model):
    """What a member does; *body* is the written entry, *digest* its SHA-256."""

    id = models.SlugField(primary_key=True, max_length=80)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="initiatives")
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Consent(models.Model):
    """What a member said about telling an initiative; the newest line counts, none is ever changed."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="consents")
    state = models.CharField(max_length=12)
    said_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.state}"
