"""The fields and states of an event in words."""

from django.utils.translation import pgettext_lazy

FIELDS = {
    "name": pgettext_lazy("event field", "name"),
    "kind": pgettext_lazy("event field", "kind"),
    "first": pgettext_lazy("event field", "first day"),
    "last": pgettext_lazy("event field", "last day"),
    "starts": pgettext_lazy("event field", "begins"),
    "ends": pgettext_lazy("event field", "ends"),
    "zone": pgettext_lazy("event field", "time zone"),
    "place": pgettext_lazy("event field", "place"),
    "country": pgettext_lazy("event field", "country"),
    "worldwide": pgettext_lazy("event field", "online or for everybody"),
    "page": pgettext_lazy("event field", "web address"),
    "pages": pgettext_lazy("event field", "web addresses by language"),
    "role": pgettext_lazy("event field", "our part"),
    "status": pgettext_lazy("event field", "status"),
    "themes": pgettext_lazy("event field", "themes"),
    "hashtags": pgettext_lazy("event field", "hashtags"),
    "confidence": pgettext_lazy("event field", "confidence"),
    "evidence": pgettext_lazy("event field", "evidence"),
    "unreviewed": pgettext_lazy("event field", "languages in our own translation"),
    "conflicts": pgettext_lazy("event field", "conflicting sources"),
}
STATUSES = {
    "scheduled": pgettext_lazy("event status", "scheduled"),
    "projected": pgettext_lazy("event status", "projected"),
    "held": pgettext_lazy("event status", "held"),
    "cancelled": pgettext_lazy("event status", "cancelled"),
    "unknown": pgettext_lazy("event status", "unknown"),
}


def field(code: str) -> str:
    """Return a field of an event in words; the field itself where nobody has worded it."""
    return str(FIELDS.get(code, code))


def status(code: str) -> str:
    """Return the status of an event in words."""
    return str(STATUSES.get(code, code))
