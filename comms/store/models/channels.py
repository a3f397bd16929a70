"""How channels stand, and the secrets by which they are asked."""

from django.db import models

from comms.domain.answers import Stop


class ChannelStanding(models.Model):
    """How one channel stands: whether it rests after failures, or stands still until a person acts.

    Until *renewing_until* one process alone renews its access.
    """

    channel = models.CharField(max_length=80, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    stop = models.CharField(max_length=30, blank=True, choices=[(stop.value, stop.value) for stop in Stop])
    reason = models.TextField(blank=True)
    renewing_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("channel",)

    def __str__(self) -> str:
        return f"{self.channel}: {self.stop or 'open'}"


class Credential(models.Model):
    """The secrets of one channel, sealed with a key that the database does not hold.

    *warned_days* is how many days before the end people were warned last; empty while that is far.
    """

    channel = models.CharField(max_length=80, primary_key=True)
    sealed = models.BinaryField()
    account = models.CharField(max_length=300, blank=True)
    expires_at = models.DateTimeField(null=True)
    renewable_until = models.DateTimeField(null=True)
    warned_days = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("channel",)

    def __str__(self) -> str:
        return self.channel
