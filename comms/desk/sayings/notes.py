"""Sentences that services say or store in English, in the language of the person.

A stored sentence may hold values: it is found by its pattern, and its values are put into the translation.
"""

import re
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from markupsafe import Markup, escape

from comms.desk.dates import short_day
from comms.desk.languages import current
from comms.desk.sayings.acts import actor
from comms.desk.sayings.channel_notes import CHANNEL_NOTES
from comms.desk.sayings.states import STATES, STOPS
from comms.errors import CommsError

ERRORS = (
    _("this post does not exist"),
    _("somebody else changed this post while you were editing; your text is kept below, compare and save again"),
    _("a post that is %(state)s cannot be edited"),
    _("a post that is %(state)s cannot be sent; it needs an approval first"),
    _("a post that is %(state)s is not in doubt"),
    _("a post that is %(state)s cannot become a draft again"),
    _("config.yaml has no channel %(channel)s any more; put it back, or withdraw its posts"),
    _("a post that is %(old)s cannot become %(new)s"),
    _("its words are for %(day)s; it can only be sent on that day"),
    _("its day is over"),
    _("say in a comment what should change"),
    _("whoever wrote or submitted a post cannot approve it; ask a colleague"),
    _("the post changed since you opened it; look at it again"),
    _("this post is not in review; submit it first"),
    _(
        "%(name)s changed this post meanwhile, and it is a draft again; "
        "read it, and approve it once it is submitted again"
    ),
    _("%(name)s was faster; the post is %(state)s now, and there is nothing left to approve"),
    _("the post has errors that must be resolved first"),
    _("paste the link of the post that you found"),
    _("say whether consent was given, refused or withdrawn"),
    _("say who answered for the local government"),
    _("a post that is %(state)s is not public"),
    _("a post that is %(state)s was not said yet"),
    _("a published post is taken back on its channel"),
    _("the channel %(channel)s cannot be asked: %(stop)s; connect it again first"),
    _("the channel did not take it back: %(reason)s"),
    _("the channel did not take these secrets: %(reason)s"),
    _("this channel takes nothing back by itself; delete the post there, then record it here"),
    _("your role does not allow this"),
    _("this address is not in use"),
    _("the records hold no city, region or network %(member)s"),
    _("“%(url)s” is not a web address; write it in full, from https:// on"),
    _("“%(zone)s” is not a time zone; write one like Europe/Madrid"),
    _("this calendar is not followed"),
    _("choose a file first"),
    _("the file is larger than 2 MB; split it into several files"),
    _("the file is not here any more; choose it again"),
    _("somebody else changed this pack while you were typing; look at it again"),
    _("%(hour)s exists twice in %(zone)s: the clocks change that night; choose another hour"),
    _("%(hour)s does not exist in %(zone)s: the clocks change that night; choose another hour"),
)
NOTES = (
    _("changes requested"),
    _("changed after it was submitted"),
    _("the post was changed"),
    _("the post was withdrawn"),
    _("the post became a draft again"),
    _("changes were requested"),
    _("its hour passed while it could not be sent"),
    _("its day is over"),
    _("not sent: what would leave is not what was approved, or an error stands against it"),
    _("the desk stopped while sending; it may be public"),
    _("looked for and not there: it will be sent again"),
    _("looked for and found"),
    _("found by a person"),
    _("a person looked and it was not there"),
    _("not on the channel, says a person"),
    _("%(error)s while sending"),
    _("%(channel)s takes %(limit)s characters, this text has %(length)s"),
    _("the image has no alternative text"),
    _("another text is already public under this post's name; withdraw it first"),
    _("the outbox cannot be written: %(why)s"),
    _("%(url)s answered %(status)s; nothing was changed"),
    _("%(url)s told no event that can be read; nothing was changed"),
    _("not sent: this channel said the same lately; approve it again to say it again"),
    _("taken back on its channel"),
    _("deleted on its channel by a person"),
    *CHANNEL_NOTES,
)


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\?\((\w+)\\?\)s", r"(?P<\1>.+)", re.escape(sentence)), re.DOTALL)


_PATTERNS = [(_pattern(sentence), sentence) for sentence in NOTES if "%(" in sentence]


def error(found: CommsError) -> str:
    """Return what a service refused, in words, as a sentence."""
    said = gettext(found.message)
    if found.values:
        said %= {name: _value(value) for name, value in found.values.items()}
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "?", "!")) else f"{said}."


def _value(value: object) -> str:
    if isinstance(value, date):
        return short_day(value)
    words = {**STATES, **STOPS}
    return str(words.get(str(value)) or actor(str(value)))


def note(stored: str) -> Markup:
    """Return a stored note in words; one that nobody has worded stays as it is, marked as English."""
    if stored in NOTES:
        return escape(gettext(stored))
    for pattern, sentence in _PATTERNS:
        found = pattern.fullmatch(stored)
        if found:
            return escape(gettext(sentence) % found.groupdict())
    if stored.startswith(("http://", "https://", "/")) or current() == "en":
        return escape(stored)
    return Markup('<span lang="en">{}</span>').format(stored)
