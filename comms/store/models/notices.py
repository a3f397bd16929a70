"""What was told by mail."""

from django.db import models


class Notice(models.Model):
    """That *address* was told of something, once, or is being told just now; *about* says of what."""

    about = models.CharField(max_length=250)
    address = models.CharField(max_length=254)
    told_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("told_at", "id")
        constraints = (models.UniqueConstraint(fields=("about", "address"), name="one_notice_an_address"),)

    def __str__(self) -> str:
        return f"{self.about} to {self.address}"
