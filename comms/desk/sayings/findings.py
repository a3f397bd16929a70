"""What the rules find, in words."""

from django.utils.translation import gettext_lazy as _

from comms.desk.sayings.values import in_words
from comms.domain.rules import Finding

FINDINGS = {
    "no text": _("The post has no text."),
    "too long": _("The text has %(length)s characters; the channel takes %(limit)s."),
    "too many bytes": _(
        "The text has %(length)s bytes; the channel takes %(limit)s. "
        "Emoji and letters with many parts take several each."
    ),
    "no alt text": _("The image has no alternative text: describe it for people who cannot see it."),
    "alt text too long": _("The alternative text has %(length)s characters; the channel takes %(limit)s. Shorten it."),
    "image lost": _("The image is gone, or was changed since it was drawn: take it off the post."),
    "too long for a picture": _(
        "The text has %(length)s characters; with an image the channel takes %(limit)s. "
        "Shorten it, or take the image off."
    ),
    "fact to check": _("Check this fact and tick it: %(field)s."),
    "consent refused": _("The local government’s consent is %(state)s: this work may not be told."),
    "consent not asked": _("The local government was not asked yet whether its work may be told."),
    "sensitive": _("It touches on %(mark)s: read it twice."),
    "too many hashtags": _("It has %(count)s hashtags; three are enough."),
    "hashtag not in CamelCase": _(
        "Begin each word of %(hashtag)s with a capital letter, so that screen readers can read it."
    ),
    "all capitals": _("“%(words)s” is all in capitals, which reads like shouting."),
    "emoji as bullets": _("Several lines begin with an emoji: screen readers read each out. Begin with words."),
    "too many emoji": _("It has %(count)s emoji; three are enough, and screen readers read each out."),
    "dressed letters": _(
        "“%(words)s” is made of signs that only look like letters: screen readers spell them. Type it."
    ),
    "names an elected person": _(
        "It names a person in office, “%(words)s”: check that they still hold it, or name the role."
    ),
    "not the house’s word": _("We write “%(right)s” instead of “%(words)s”."),
    "unknown handle": _(
        "Nobody has looked up the handle %(words)s: check it on the channel, then add it to config.yaml."
    ),
    "at a quiet hour": _("Its hour is within the quiet hours, %(from)s to %(to)s."),
    "template left": _("“%(words)s” is left over from a template: replace it by the fact, or delete it."),
    "placeholder left": _("“%(words)s” still waits to be filled in: replace it, or delete it."),
    "calls everybody": _("“%(words)s” calls up everybody in the room: leave it out."),
    "script in text": _("“%(words)s” is code: a post holds text only, so delete it."),
    "markup in text": _("Readers would see “%(words)s” as it stands: write it without markup."),
    "said lately": _("This channel says the same words on %(day)s: say it in other words, or approve it knowing that."),
    "true on another day": _(
        "“%(words)s” was true on %(meant_for)s, and the post is for another day now: "
        "say it in words that are true then."
    ),
    "written for another day": _(
        "Its words were written for %(meant_for)s: read whether they are true on its new day."
    ),
    "link not in text": _(
        "The link is not in the text, so it does not leave: %(link)s. Put it back if readers need it."
    ),
    "link where none may be": _("The channel is set to carry no links, and the text holds %(link)s: take it out."),
    "link that costs": _(
        "The channel is set to carry no links, and the text holds %(link)s: with it the post costs %(price)s $ "
        "instead of %(without)s $. Take it out."
    ),
    "no blank before the link": _(
        "No blank stands before %(link)s: channels may miscount it, or not show it as a link. Put a blank before it."
    ),
    "fact missing": _("The records do not hold this fact, so its sentence was left out: %(field)s."),
}


def finding(found: Finding) -> str:
    """Return what a rule found, in words."""
    return str(FINDINGS[found.code] % in_words(dict(found.values)))
