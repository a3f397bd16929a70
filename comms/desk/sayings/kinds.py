"""Kinds of slots and tiers of days in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "day": pgettext_lazy("kind of story", "the day alone"),
    "spotlight": pgettext_lazy("kind of story", "spotlight on a local government"),
    "event": pgettext_lazy("kind of story", "event"),
    "countdown": pgettext_lazy("kind of story", "countdown"),
}
KIND_HELP = {
    "day": _("It tells the day itself; no local government’s work is told."),
    "spotlight": _("It tells the work of one local government on this day."),
    "event": _("It tells an event on its first day."),
    "countdown": _("It tells ahead what is coming."),
}
TIERS = {
    "lead": pgettext_lazy("tier of a day", "lead day"),
    "feature": pgettext_lazy("tier of a day", "feature"),
    "mention": pgettext_lazy("tier of a day", "mention"),
    "skip": pgettext_lazy("tier of a day", "not told"),
}


def kind(code: str) -> str:
    """Return the kind of a slot in words."""
    return str(KINDS.get(code, code))


def tier(code: str) -> str:
    """Return the tier of a day in words."""
    return str(TIERS.get(code, code))
