"""Events that others tell: the calendars that we follow, and what we took over from them and from files."""

from django.db import models


class EventSubscription(models.Model):
    """A calendar at an address; *note* says what went wrong the last time, empty while all is well."""

    url = models.CharField(max_length=500, unique=True)
    zone = models.CharField(max_length=50)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.url


class ImportedEvent(models.Model):
    """An event from elsewhere. *base* is what its source said when we took it over, *body* what we show.

    *waiting* is what the source says now and nobody has accepted yet, *refused* what it said when a person refused
    it; the refusal of its silence is empty. What a person changes here is in *body* alone.
    """

    id = models.SlugField(primary_key=True, max_length=80)
    subscription = models.ForeignKey(EventSubscription, null=True, on_delete=models.PROTECT, related_name="events")
    uid = models.CharField(max_length=250)
    base = models.JSONField(default=dict)
    body = models.JSONField(default=dict)
    waiting = models.JSONField(null=True)
    refused = models.JSONField(null=True)
    is_gone = models.BooleanField(default=False)
    changed = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("subscription", "uid"), name="one_event_a_uid"),)

    def __str__(self) -> str:
        return self.id
