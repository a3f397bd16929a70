"""Why something was chosen, left out, or wants a look, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from comms.desk.sayings.values import Names, in_words

REASONS = {
    "suggested by the record": _("Its own record suggests this day."),
    "word found": _("“%(word)s” in %(place)s speaks of the theme %(theme)s."),
    "declared theme": _("The local government files it under the theme %(theme)s."),
    "related theme": _("Its theme %(of)s is close to %(theme)s."),
    "narrower theme": _("Its theme %(of)s is a part of %(theme)s."),
    "broader theme": _("Its theme %(of)s is wider than %(theme)s."),
    "editor accepted": _("On %(when)s %(who)s decided that it fits: %(why)s. %(text)s"),
    "editor pinned": _("On %(when)s %(who)s decided that it fits and stays: %(why)s. %(text)s"),
    "editor rejected": _("On %(when)s %(who)s decided that it does not fit: %(why)s. %(text)s"),
    "editor rejected work": _("On %(when)s %(who)s decided that “%(initiative)s” does not fit: %(why)s. %(text)s"),
    "editor chose another": _("On %(when)s %(who)s chose “%(initiative)s” instead: %(why)s. %(text)s"),
    "editor chose this": _("On %(when)s %(who)s chose it instead of another: %(why)s. %(text)s"),
    "editor chose nothing": _("On %(when)s %(who)s decided that nobody is told on this day: %(why)s. %(text)s"),
    "editors favoured theme": _(
        "An editor’s earlier decision speaks for the theme %(theme)s on this day: on %(when)s %(who)s found that "
        "“%(initiative)s” fits."
    ),
    "editors doubted theme": _(
        "An editor’s earlier decision speaks against the theme %(theme)s on this day: on %(when)s %(who)s found that "
        "“%(initiative)s” does not fit."
    ),
    "anniversary": _("%(act)s on %(acted)s, the same day. Years since then: %(years)s."),
    "act on the day": _("%(act)s on %(acted)s, the day itself."),
    "act within": _("%(act)s on %(acted)s. In the year, that is within the days observed."),
    "act near before": _("%(act)s on %(acted)s. In the year, that is shortly before the day (days: %(days)s)."),
    "act near after": _("%(act)s on %(acted)s. In the year, that is shortly after the day (days: %(days)s)."),
    "words shared": _("It shares words with the day: %(words)s."),
    "first turn": _("%(member)s has never been told: it is its turn."),
    "turn": _("%(member)s was told %(times)s times, the last time on %(last)s: it is its turn."),
    "turn before score": _(
        "“%(initiative)s” matches a little better, but the turn of this local government comes first."
    ),
    "tier": _("In our calendar the day is a “%(tier)s”."),
    "solemn day": _("The day is solemn: only a very good match is told on it."),
    "no good match": _("No initiative matches well enough (at least %(threshold)s is asked for)."),
    "member had its turn": _("Those whose work matches had their turn recently."),
    "event": _("The event begins on this day."),
    "countdown": _("%(days)s days before, readers can still plan for it."),
    "day is full": _("The day already has %(cap)s stories."),
    "week is full": _("The week already has %(cap)s stories."),
    "kept on another day": _("It stays on %(kept)s, where it was planned."),
    "series": _("It belongs to the series “%(series)s”."),
    "told ahead": _("It is told %(days)s days ahead."),
    "quiet weekday": _("Nothing goes out on this weekday."),
    "quiet hours": _("Nothing goes out by itself from %(from)s to %(to)s."),
    "blackout": _("Silence is kept until %(last)s. %(note)s"),
    "paused": _("%(scope)s: paused by %(who)s. %(reason)s"),
    "no longer in the network": _("Its initiative is no longer in the network."),
    "member gap": _("%(member)s is told on %(near)s; %(days)s days have to lie between."),
    "initiative gap": _("“%(initiative)s” is told on %(near)s; %(days)s days have to lie between."),
    "member year": _("%(member)s is told %(most)s times a year at most."),
    "initiative year": _("“%(initiative)s” is told %(most)s times a year at most."),
    "demo slot": _("It was made for the demonstration, to be sent minutes later."),
    "sensitive": _("It touches on %(sensitivity)s. %(note)s"),
    "no consent": _("The local government’s consent is: %(consent)s."),
    "consent not given": _("The local government has not agreed to it: %(consent)s."),
    "contested name": _("The name of a place in it is disputed: somebody has to look."),
    "no official name": _("There is no official name in %(language)s: ours is a translation."),
    "no translation": _("There is no text in %(language)s."),
    "unreviewed translation": _("The text in %(language)s is our own translation: somebody has to read it."),
    "weak evidence": _("Its record is thin: %(evidence)s."),
    "weak source": _("Its source is weak: %(confidence)s."),
    "sources disagree": _("Its sources disagree: %(conflict)s"),
}


def reason(code: str, values: Mapping[str, str], names: Names | None = None) -> str:
    """Return a reason in words; the code itself where nobody has worded it."""
    if code not in REASONS:
        return code
    return str(REASONS[code] % in_words(values, names)).strip()
