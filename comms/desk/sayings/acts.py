"""Acts and actors of the audit in words."""

import re

from django.utils.translation import pgettext, pgettext_lazy

ACTS = {
    "draft": pgettext_lazy("act", "made it a draft"),
    "in review": pgettext_lazy("act", "submitted it for review"),
    "approved": pgettext_lazy("act", "approved it"),
    "scheduled": pgettext_lazy("act", "scheduled it"),
    "sending": pgettext_lazy("act", "began to send it"),
    "unconfirmed": pgettext_lazy("act", "could not confirm that it is public"),
    "published": pgettext_lazy("act", "recorded it as public"),
    "held late": pgettext_lazy("act", "held it"),
    "missed": pgettext_lazy("act", "marked it as missed"),
    "failed": pgettext_lazy("act", "recorded that it failed"),
    "account changed": pgettext_lazy("act", "let it follow its channel to another account"),
    "commented": pgettext_lazy("act", "commented"),
    "withdrawn": pgettext_lazy("act", "withdrew it"),
    "edited": pgettext_lazy("act", "edited the post"),
    "words shown again": pgettext_lazy("act", "showed again the words that are public"),
    "approval voided": pgettext_lazy("act", "the approval is void"),
    "fact checked": pgettext_lazy("act", "ticked a fact"),
    "consent recorded": pgettext_lazy("act", "recorded a consent"),
    "looked for": pgettext_lazy("act", "looked for it on the channel"),
    "account made": pgettext_lazy("act", "made an account"),
    "password reset": pgettext_lazy("act", "reset a password"),
    "planned": pgettext_lazy("act", "planned"),
    "drafted": pgettext_lazy("act", "drafted"),
    "feed retired": pgettext_lazy("act", "retired a feed"),
    "feed held back": pgettext_lazy("act", "held a feed back"),
    "feed address made": pgettext_lazy("act", "made an address of a feed"),
    "feed address revoked": pgettext_lazy("act", "revoked an address of a feed"),
    "calendar followed": pgettext_lazy("act", "followed a calendar"),
    "event imported": pgettext_lazy("act", "imported an event"),
    "event placed": pgettext_lazy("act", "said where an event takes place"),
    "calendar asked": pgettext_lazy("act", "asked a calendar again"),
    "calendar left": pgettext_lazy("act", "stopped following a calendar"),
    "event accepted": pgettext_lazy("act", "accepted an event"),
    "event change refused": pgettext_lazy("act", "refused a change of an event"),
    "event kept": pgettext_lazy("act", "kept an event that its source tells no more"),
    "event cancelled": pgettext_lazy("act", "cancelled an event"),
    "pack typed": pgettext_lazy("act", "typed the theme of a year"),
    "pack imported": pgettext_lazy("act", "imported the theme of a year"),
    "access ends soon": pgettext_lazy("act", "warned that access to a channel ends"),
    "channel connected": pgettext_lazy("act", "connected a channel"),
    "channel disconnected": pgettext_lazy("act", "deleted the secrets of a channel"),
    "channel reopened": pgettext_lazy("act", "let a channel be asked again"),
    "channel stopped": pgettext_lazy("act", "stopped a channel"),
    "channel rests": pgettext_lazy("act", "let a channel rest"),
    "picture taken off": pgettext_lazy("act", "took the picture off the post"),
    "picture put back": pgettext_lazy("act", "put the picture back on the post"),
    "said again": pgettext_lazy("act", "made a new draft of the same words"),
    "taken back": pgettext_lazy("act", "took it back from its channel"),
    "paused": pgettext_lazy("act", "paused"),
    "resumed": pgettext_lazy("act", "ended a pause"),
    "blackout declared": pgettext_lazy("act", "declared a blackout"),
    "blackout taken back": pgettext_lazy("act", "took a blackout back"),
    "moved": pgettext_lazy("act", "moved it"),
    "new hour": pgettext_lazy("act", "gave it a new hour"),
    "guest link made": pgettext_lazy("act", "made a guest link"),
    "guest link revoked": pgettext_lazy("act", "revoked a guest link"),
    "guest agreed": pgettext_lazy("act", "agreed to it"),
    "guest commented": pgettext_lazy("act", "commented by link"),
    "guest took back": pgettext_lazy("act", "took back the agreement"),
    "plan changed": pgettext_lazy("act", "changed the plan"),
    "decided": pgettext_lazy("act", "decided about a work and a day"),
    "person erased": pgettext_lazy("act", "erased what the audit tells of a person"),
    "network loaded": pgettext_lazy("act", "loaded the network"),
    "demo slot planned": pgettext_lazy("act", "planned a story for the demonstration"),
}
_ACTORS = {
    "the clock": pgettext_lazy("actor", "the clock"),
    "the desk": pgettext_lazy("actor", "the desk"),
    "the command line": pgettext_lazy("actor", "the command line"),
}
_GUEST = re.compile(r"guest link (\d+)")


def act(code: str) -> str:
    """Return an act of the audit in words; the act itself where nobody has worded it."""
    return str(ACTS.get(code, code))


def actor(who: str) -> str:
    """Return who acted: a person's user name as it is, the desk's own actors in words."""
    if link := _GUEST.fullmatch(who):
        return pgettext("actor", "guest link %(number)s") % {"number": link[1]}
    return str(_ACTORS.get(who, who))
