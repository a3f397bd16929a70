"""States in words: of posts, of consents, of deliveries."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext, pgettext_lazy

STATES = {
    "draft": pgettext_lazy("state of a post", "draft"),
    "in review": pgettext_lazy("state of a post", "in review"),
    "approved": pgettext_lazy("state of a post", "approved"),
    "scheduled": pgettext_lazy("state of a post", "scheduled"),
    "sending": pgettext_lazy("state of a post", "sending"),
    "unconfirmed": pgettext_lazy("state of a post", "unconfirmed"),
    "published": pgettext_lazy("state of a post", "published"),
    "held late": pgettext_lazy("state of a post", "held"),
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


STOPS = {
    "needs reconnect": pgettext_lazy("stop", "needs to be connected again"),
    "needs payment": pgettext_lazy("stop", "needs credit"),
    "needs a newer version": pgettext_lazy("stop", "needs a newer version of its interface"),
    "spending limit reached": pgettext_lazy("stop", "has reached the site's limit of spending"),
}


def stop(code: str) -> str:
    """Return why a channel stands still, in words."""
    return str(STOPS[code])


def state(code: str) -> str:
    """Return the state of a post in words."""
    return str(STATES[code])


def counted(code: str, number: int) -> str:
    """Return how many posts stand in a state, in words."""
    told = {
        "draft": npgettext("posts counted", "%(num)s draft", "%(num)s drafts", number),
        "in review": npgettext("posts counted", "%(num)s in review", "%(num)s in review", number),
        "approved": npgettext("posts counted", "%(num)s approved", "%(num)s approved", number),
        "scheduled": npgettext("posts counted", "%(num)s scheduled", "%(num)s scheduled", number),
        "sending": npgettext("posts counted", "%(num)s sending", "%(num)s sending", number),
        "unconfirmed": npgettext("posts counted", "%(num)s unconfirmed", "%(num)s unconfirmed", number),
        "published": npgettext("posts counted", "%(num)s published", "%(num)s published", number),
        "held late": npgettext("posts counted", "%(num)s held", "%(num)s held", number),
        "missed": npgettext("posts counted", "%(num)s missed", "%(num)s missed", number),
        "failed": npgettext("posts counted", "%(num)s failed", "%(num)s failed", number),
        "withdrawn": npgettext("posts counted", "%(num)s withdrawn", "%(num)s withdrawn", number),
    }
    return told[code] % {"num": number}


def consent(code: str) -> str:
    """Return the state of a consent in words."""
    return str(CONSENTS.get(code, code))


def delivery(code: str) -> str:
    """Return the state of a delivery in words."""
    return str(DELIVERIES.get(code, code))
