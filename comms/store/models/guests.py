"""Guest links: for whom, until when, for which posts; and what guests answered."""

from django.conf import settings
from django.db import models

from comms.store.models.posts import Post
from comms.store.models.slots import Slot


class GuestLink(models.Model):
    """A secret address under which somebody without an account reads posts of a story and answers.

    Only the SHA-256 of the secret is stored. One that ended or was revoked keeps its line. *for_member* says that
    whoever has it answers for the local government whose work is told.
    """

    digest = models.CharField(max_length=64, unique=True)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="guest_links")
    posts = models.ManyToManyField(Post, related_name="guest_links")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    for_member = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"


class GuestAnswer(models.Model):
    """What a guest said about a post as *fingerprint* stands for it; none is ever changed."""

    link = models.ForeignKey(GuestLink, on_delete=models.PROTECT, related_name="answers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="guest_answers")
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.post_id}: {self.kind}"
