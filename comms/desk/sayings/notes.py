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
from comms.desk.sayings.fetching import FETCH_NOTES
from comms.desk.sayings.states import CONSENTS, STATES, STOPS
from comms.errors import CommsError

ERRORS = (
    _("this post does not exist"),
    _("somebody else changed this post while you were editing; your text is kept below, compare and save again"),
    _("a post that is %(state)s cannot be edited"),
    _("no picture of this post is in the library"),
    _("a post that is %(state)s cannot be sent; it needs an approval first"),
    _("the clock or a colleague was faster: the post is %(state)s now, and there is nothing left to send"),
    _("a post that is %(state)s is not in doubt"),
    _("a post that is %(state)s cannot be sent back"),
    _("this is no link of a post on this channel: %(url)s"),
    _("config.yaml has no channel %(channel)s any more; delete the post there, then record it here"),
    _("a post that is %(state)s cannot become a draft again"),
    _("config.yaml has no channel %(channel)s any more; put it back, or withdraw its posts"),
    _("a post that is %(old)s cannot become %(new)s"),
    _("its words are for %(day)s; it can only be sent on that day"),
    _("its day is over"),
    _("say in a comment what should change"),
    _("say something, or leave it"),
    _("whoever moved a post to its day cannot approve it; ask a colleague"),
    _("a comment has at most %(limit)s characters; this one has %(length)s"),
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
    _("the channel %(channel)s has reached its limit of this month; raise it in config.yaml, or wait for next month"),
    _("the channel %(channel)s is left alone until %(hour)s; send it then"),
    _("its channel could not take it just now; it can be sent again from %(hour)s on"),
    _("the channel %(channel)s takes only so many posts in so much time; it can be sent from %(hour)s on"),
    _("the channel %(channel)s is busy with other posts; try again in a minute"),
    _("the channel did not take it back: %(reason)s"),
    _("the channel did not take these secrets: %(reason)s"),
    _("the channel cannot be spoken to: %(reason)s"),
    _("the secret “%(name)s” holds a sign that no secret has; copy it again from where it was made"),
    _("this channel takes nothing back by itself; delete the post there, then record it here"),
    _("your role does not allow this"),
    _("this address is not in use"),
    _("the records hold no city, region or network %(member)s"),
    _("%(url)s is too long; give an address of at most %(most)s signs"),
    _("“%(zone)s” is not a time zone; write one like Europe/Madrid"),
    _("this calendar is not followed"),
    _("this decision does not exist"),
    _("this decision was undone already"),
    _("this story does not exist"),
    _("there is no account %(username)s"),
    _("the records hold no initiative %(initiative)s"),
    _("%(initiative)s is sensitive, or its local government has not agreed: it is never told by the plan"),
    _("this was decided already"),
    _("%(initiative)s is neither pinned to %(occurrence)s nor excluded from it"),
    _("somebody has worked on the posts of this story; withdraw them and tell the other work by hand"),
    _("choose a reason"),
    _("say why in your own words"),
    _("only a story of a day can be decided about"),
    _("this story features nobody"),
    _("choose who is told instead"),
    _("this local government is told on this day already"),
    _("choose a file first"),
    _("the file is larger than 2 MB; split it into several files"),
    _("the file is not here any more; choose it again"),
    _("somebody else changed this pack while you were typing; look at it again"),
    _("a pause holds it: %(reason)s; end the pause first"),
    _("a blackout holds it until %(day)s"),
    _("the local government has not agreed to it: %(consent)s"),
    _("say why: everybody at the desk reads it"),
    _("a pause ends after it begins"),
    _("this pause is over already"),
    _("there is nothing called %(value)s to pause"),
    _("no local government here is in the country %(country)s"),
    _("name either a country or a local government"),
    _("the last day is before the first"),
    _("this blackout is not in force any more"),
    _("this hour has passed already"),
    _("it would be held at that hour too; end what holds it first, or choose an hour after it"),
    _("somebody decided about it meanwhile"),
    _("a post that is %(state)s cannot be moved"),
    _("somebody else changed this post meanwhile, so it was not moved; look where it stands now"),
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
    _("the quiet hours had begun"),
    _("its day is over"),
    _("not sent: what would leave is not what was approved, or an error stands against it"),
    _("the desk stopped while sending; it may be public"),
    _("looked for and not there: it will be sent again"),
    _("looked for and found"),
    _("looked for and not there"),
    _("it is public already, or may be"),
    _("an answer came late: it is public"),
    _("an answer came after it was taken back; look whether it is public again"),
    _("more than one copy is public: %(where)s; delete what should not be there, then say which one stays"),
    _("it is public: %(where)s; another request may have made a second copy: look for it"),
    _("it is public in earlier words: %(where)s; they are shown here again"),
    _("it is public although it was withdrawn: %(where)s"),
    _("taken back on its channel: %(url)s"),
    _("deleted on its channel by a person: %(url)s"),
    _("found by a person"),
    _("a person looked and it was not there"),
    _("not on the channel, says a person"),
    _("something unexpected happened while sending; the desk's log says what"),
    _("something unexpected happened while looking; the desk's log says what"),
    _("%(channel)s takes %(limit)s characters, this text has %(length)s"),
    _("the image has no alternative text"),
    _("the outbox cannot be written: %(why)s"),
    _("not sent: its picture is gone or was changed after it was approved; take it off or make it anew"),
    _("not sent: this channel said the same lately; approve it again to say it again"),
    _("not sent: its channel speaks for another account now; approve it again for that one"),
    _("not sent: its channel was changed in config.yaml (%(what)s); approve it again for that"),
    _("taken back on its channel"),
    _("its hour fell inside a pause"),
    _("its hour fell inside a blackout"),
    _("held at its hour: consent is missing"),
    _("a new hour after it was held"),
    _("moved to another day"),
    _("moved to another hour"),
    _("the post was moved"),
    _("deleted on its channel by a person"),
    *CHANNEL_NOTES,
    *FETCH_NOTES,
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
    words = {**STATES, **STOPS, **CONSENTS}
    return str(words.get(str(value)) or actor(str(value)))


def note(stored: str) -> Markup:
    """Return a stored note in words; one that nobody has worded stays as it is, marked as English."""
    if stored in NOTES:
        return escape(gettext(stored))
    for pattern, sentence in _PATTERNS:
        found = pattern.fullmatch(stored)
        if found:
            values = {name: _stored(name, value) for name, value in found.groupdict().items()}
            return escape(gettext(sentence)) % values
    if stored.startswith(("http://", "https://", "/")):
        return escape(stored)
    return _in_english(stored)


def _stored(name: str, value: str) -> str:
    """Return a value of a stored sentence as it is shown; what is wrong in a file is told in English alone."""
    if name in {"first", "last"}:
        return short_day(date.fromisoformat(value))
    return _in_english(value) if name == "problem" else value


def _in_english(text: str) -> Markup:
    return escape(text) if current() == "en" else Markup('<span lang="en">{}</span>').format(text)
