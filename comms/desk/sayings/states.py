"""States in words: of posts, of consents, of deliveries."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES = {
    "draft": pgettext_lazy("state of a post", "draft"),
    "in review": pgettext_lazy("state of a post", "in review"),
    "approved": pgettext_lazy("state of a post", "approved"),
    "scheduled": pgettext_lazy("state of a post", "scheduled"),
    "sending": pgettext_lazy("state of a post", "sending"),
    "unconfirmed": pgettext_lazy("state of a post", "unconfirmed"),
    "published": pgettext_lazy("state of a post", "published"),
    "held late": pgettext_lazy("state of a post", "held late"),
    "missed": pgettext_lazy("state of a post", "missed"),
    "failed": pgettext_lazy("state of a post", "failed"),
    "withdrawn": pgettext_lazy("state of a post", "withdrawn"),
}
STATE_HELP = {
    "draft": _("Edit it until it is right, then submit it for review."),
    "in review": _("It waits for somebody to approve it who neither wrote nor submitted it."),
    "approved": _("Its hour had passed when it was approved: send it now, or choose another hour."),
    "scheduled": _("It goes out by itself at its hour, exactly as it was approved."),
    "sending": _("It is on its way to the channel."),
    "unconfirmed": _("Nobody knows whether it is public. Look on the channel, then say below what you found."),
    "published": _("It is public."),
    "held late": _("Its hour passed while it could not be sent. Decide whether it still goes out today."),
    "missed": _("Its day passed and it was not sent. A day is only told on its day."),
    "failed": _("The channel refused it; nothing went out. Make it a draft again and correct it."),
    "withdrawn": _("It was taken off the desk and will not be sent."),
}
CONSENTS = {
    "not asked": pgettext_lazy("consent", "not asked"),
    "given": pgettext_lazy("consent", "given"),
    "refused": pgettext_lazy("consent", "refused"),
    "withdrawn": pgettext_lazy("consent", "withdrawn"),
}
DELIVERIES = {
    "claimed": pgettext_lazy("delivery", "claimed"),
    "sent": pgettext_lazy("delivery", "sent"),
    "refused": pgettext_lazy("delivery", "refused"),
    "unavailable": pgettext_lazy("delivery", "channel unavailable"),
    "uncertain": pgettext_lazy("delivery", "uncertain"),
    "confirmed": pgettext_lazy("delivery", "confirmed"),
    "absent": pgettext_lazy("delivery", "looked for, not there"),
}


def state(code: str) -> str:
    """Return the state of a post in words."""
    return str(STATES[code])


def consent(code: str) -> str:
    """Return the state of a consent in words."""
    return str(CONSENTS.get(code, code))


def delivery(code: str) -> str:
    """Return the state of a delivery in words."""
    return str(DELIVERIES.get(code, code))
