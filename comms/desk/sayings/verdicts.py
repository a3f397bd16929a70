"""What editors decided about a work and a day, and why, in words."""

from django.utils.translation import pgettext_lazy

VERDICTS = {
    "accept": pgettext_lazy("decision", "It fits"),
    "pin": pgettext_lazy("decision", "It fits, and stays"),
    "swap": pgettext_lazy("decision", "Another one instead"),
    "reject": pgettext_lazy("decision", "It does not fit"),
    "nothing": pgettext_lazy("decision", "Nobody on this day"),
    "undo": pgettext_lazy("decision", "Undone"),
}
WHYS_SAID = {
    "good example": pgettext_lazy("why", "a good example of what the day is about"),
    "clear link": pgettext_lazy("why", "the link to the day is clear"),
    "asked for": pgettext_lazy("why", "the local government or a partner asked for it"),
    "better example": pgettext_lazy("why", "the other one is a better example"),
    "other turn": pgettext_lazy("why", "it is the turn of the other one"),
    "stronger record": pgettext_lazy("why", "the record of the other one is stronger"),
    "other subject": pgettext_lazy("why", "it is about something else"),
    "thin link": pgettext_lazy("why", "the link to the day is thin"),
    "wrong tone": pgettext_lazy("why", "its tone does not suit the day"),
    "weak record": pgettext_lazy("why", "its record is thin or out of date"),
    "nothing fits": pgettext_lazy("why", "no work fits well enough"),
    "quiet": pgettext_lazy("why", "readers need a rest"),
    "other": pgettext_lazy("why", "another reason"),
}


def verdict(kind: str) -> str:
    """Return a decision in words."""
    return str(VERDICTS.get(kind, kind))


def why(code: str) -> str:
    """Return why a decision was taken, in words."""
    return str(WHYS_SAID.get(code, code))
