"""Posts, their approvals and their deliveries."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comms.domain.answers import DeliveryState
from comms.domain.posts import State
from comms.store.models.slots import Slot


class Post(models.Model):
    """One text for one channel in one language. *version* grows with every change, so that none is lost.

    *has_card* says that its channel shows the link as a card below the text, also where the text does not hold it.
    *hold* is why it did not go out at its hour, until somebody decides.
    """

    key = models.CharField(max_length=160, unique=True)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="posts")
    channel = models.CharField(max_length=80)
    account = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10)
    wording = models.CharField(max_length=80)
    text = models.TextField(_("text"))
    link = models.URLField(max_length=500, blank=True)
    has_card = models.BooleanField(default=False)
    image = models.CharField(max_length=64, blank=True)
    alt = models.TextField(blank=True)
    day = models.DateField()
    due_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=50)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State], db_index=True)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sentences = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    stamp = models.DateTimeField(null=True)
    receipt_id = models.CharField(max_length=300, blank=True)
    receipt_url = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    hold = models.ForeignKey("store.Hold", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("due_at", "key")
        indexes = (
            models.Index(fields=("state", "due_at"), name="post_due"),
            models.Index(fields=("day", "state"), name="post_day"),
        )

    def __str__(self) -> str:
        return self.key


class Approval(models.Model):
    """A person's yes to the exact bytes that *fingerprint* stands for; voided, never deleted.

    *channel_as* is how config.yaml had the channel then; empty where nobody wrote that down yet.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="approvals")
    fingerprint = models.CharField(max_length=64)
    message = models.JSONField()
    channel_as = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)
    despite_repeat = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("post",), condition=models.Q(voided_at__isnull=True), name="one_valid_approval_a_post"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post_id}: {self.fingerprint[:12]}"


class Delivery(models.Model):
    """One attempt to send: claimed and committed before the request, settled after the answer.

    An uncertain one counts how often its channel was looked at, and when the next look is due. *sent_as* is the place
    that the channel was at the claim; empty where nobody wrote that down yet.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="deliveries")
    attempt = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    sent_as = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in DeliveryState])
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    looks = models.PositiveIntegerField(default=0)
    next_look_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("post_id", "attempt")
        indexes = (models.Index(fields=("state", "claimed_at"), name="delivery_claim"),)
        constraints = (models.UniqueConstraint(fields=("post", "attempt"), name="one_delivery_an_attempt"),)

    def __str__(self) -> str:
        return f"{self.post_id}: attempt {self.attempt}: {self.state}"


class Comment(models.Model):
    """What somebody said about a post."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.text[:60]


class FactCheck(models.Model):
    """A person's tick on one fact as it was worded: another wording needs another tick."""

    field = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("field", "digest"), name="one_tick_a_wording"),)

    def __str__(self) -> str:
        return self.field
