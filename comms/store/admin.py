"""The tables for whoever looks after the desk: people can be changed, everything else only read."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comms.store.models import (
    Approval,
    AuditLine,
    AuditSeal,
    Blackout,
    Consent,
    Delivery,
    EventSubscription,
    GuestAnswer,
    GuestLink,
    Hold,
    ImportedEvent,
    Pause,
    Person,
    Post,
    Verdict,
)

# Django's classes take a model in brackets only for the type checker.
if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[models.Model]
    _UserAdmin = UserAdmin[Person]
else:
    _ModelAdmin, _UserAdmin = admin.ModelAdmin, UserAdmin


class ReadOnlyAdmin(_ModelAdmin):
    """A table that can be looked at: changes go through the desk, which checks and records them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Let everybody in who may enter the admin."""
        return request.user.is_active and request.user.is_staff


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    """Posts."""

    list_display = ("key", "channel", "language", "day", "state", "version")
    list_filter = ("state", "channel", "language")
    search_fields = ("key", "text")
    date_hierarchy = "day"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    """Approvals."""

    list_display = ("post", "fingerprint", "by", "at", "voided_at", "void_reason")
    list_select_related = ("post", "by")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """Deliveries."""

    list_display = ("post", "attempt", "state", "claimed_at", "ended_at", "note")
    list_filter = ("state",)
    list_select_related = ("post",)


@admin.register(AuditLine)
class AuditAdmin(ReadOnlyAdmin):
    """The audit."""

    list_display = ("at", "who", "act", "subject")
    list_filter = ("act",)
    search_fields = ("subject", "who")
    ordering = ("-id",)


@admin.register(AuditSeal)
class AuditSealAdmin(ReadOnlyAdmin):
    """The seals over the audit."""

    list_display = ("at", "first", "last", "lines", "digest")


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """Consents."""

    list_display = ("initiative", "state", "said_by", "recorded_by", "at")
    list_filter = ("state",)
    list_select_related = ("initiative", "recorded_by")


@admin.register(GuestLink)
class GuestLinkAdmin(ReadOnlyAdmin):
    """Guest links; what is stored of their secrets is of no use here."""

    exclude = ("digest",)
    list_display = ("name", "slot", "language", "made_by", "made_at", "ends_at", "revoked_at")
    list_select_related = ("slot", "made_by")


@admin.register(GuestAnswer)
class GuestAnswerAdmin(ReadOnlyAdmin):
    """What guests said."""

    list_display = ("post", "kind", "name", "link", "at")
    list_filter = ("kind",)
    list_select_related = ("post", "link")


@admin.register(Pause)
class PauseAdmin(ReadOnlyAdmin):
    """Pauses."""

    list_display = ("kind", "value", "who", "starts_at", "ends_at", "resumed_by", "reason")
    list_filter = ("kind",)


@admin.register(Blackout)
class BlackoutAdmin(ReadOnlyAdmin):
    """Blackouts that people declared."""

    list_display = ("country", "member", "first", "last", "who", "taken_back", "note")


@admin.register(Hold)
class HoldAdmin(ReadOnlyAdmin):
    """What was held at its hour, and why."""

    list_display = ("post", "code", "pause", "due_at", "at")
    list_filter = ("code",)
    list_select_related = ("post", "pause")


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    """What editors decided."""

    list_display = ("kind", "initiative", "occurrence", "why", "by", "at")
    list_filter = ("kind", "why")
    list_select_related = ("by",)


@admin.register(ImportedEvent)
class ImportedEventAdmin(ReadOnlyAdmin):
    """Events from elsewhere."""

    list_display = ("id", "subscription", "is_gone", "changed")
    list_filter = ("is_gone", "subscription")
    list_select_related = ("subscription",)
    search_fields = ("id", "uid")


@admin.register(EventSubscription)
class EventSubscriptionAdmin(ReadOnlyAdmin):
    """Calendars that we follow."""

    list_display = ("url", "zone", "checked_at", "note")
    search_fields = ("url",)


@admin.register(Person)
class PersonAdmin(_UserAdmin):
    """People."""

    fieldsets = (*(UserAdmin.fieldsets or ()), (_("At the desk"), {"fields": ("language", "zone")}))
    list_display = ("username", "first_name", "last_name", "language", "is_active")
