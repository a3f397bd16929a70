"""What subscribers were told, and the secret addresses of private feeds."""

from django.conf import settings
from django.db import models


class FeedEntry(models.Model):
    """The feed journal's line for one entry in one language; kept after it has gone, should it come back."""

    uid = models.CharField(max_length=250)
    language = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    changed = models.DateTimeField()
    cancelled_until = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("uid", "language"), name="one_line_an_entry"),)

    def __str__(self) -> str:
        return f"{self.uid} {self.language}"


class FeedFile(models.Model):
    """A published feed: the SHA-256 of its bytes and when they changed last.

    *findings* are what kept its newest content from being published; empty while all is well.
    """

    name = models.CharField(primary_key=True, max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class FeedAddress(models.Model):
    """A secret address of private feeds: of the team, or what is planned about a member.

    Only the SHA-256 of the secret is stored. A revoked one keeps its line.
    """

    digest = models.CharField(max_length=64, unique=True)
    member = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("member", "made_at", "id")

    def __str__(self) -> str:
        return f"{self.member or 'team'} {self.digest[:8]}"
