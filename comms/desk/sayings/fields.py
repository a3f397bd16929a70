"""Where a fact stands in the records, in words: initiative:<id>:title:es is “title of the initiative (Spanish)”."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comms.desk.languages import language_name

FIELDS = {
    ("observance", "name"): _("name of the day"),
    ("observance", "about"): _("what the day is about"),
    ("observance", "told"): _("what the day is about, in a sentence"),
    ("observance", "resolution"): _("resolution that proclaimed the day"),
    ("observance", "lead"): _("body that leads the day"),
    ("observance", "since"): _("first year of the day"),
    ("observance", "theme"): _("this year’s theme of the day"),
    ("observance", "tagline"): _("this year’s tagline of the day"),
    ("observance", "no theme"): _("this year’s theme, not known yet"),
    ("observance", "no tagline"): _("this year’s tagline, not known yet"),
    ("observance", "rule"): _("date of the day"),
    ("observance", "page"): _("page of the day"),
    ("observance", "hashtags"): _("hashtag of the day"),
    ("event", "name"): _("name of the event"),
    ("event", "place"): _("place of the event"),
    ("event", "country"): _("country of the event"),
    ("event", "role"): _("our part in the event"),
    ("event", "first"): _("dates of the event"),
    ("event", "page"): _("page of the event"),
    ("event", "hashtags"): _("hashtag of the event"),
    ("member", "name"): _("name of the local government"),
    ("member", "country"): _("country of the local government"),
    ("member", "region"): _("region of the local government"),
    ("member", "government"): _("type of local government"),
    ("member", "joined"): _("year in which the member joined"),
    ("initiative", "title"): _("title of the initiative"),
    ("initiative", "summary"): _("summary of the initiative"),
    ("initiative", "year"): _("year of the initiative"),
    ("initiative", "source"): _("source of the initiative"),
    ("initiative", "source_kind"): _("what readers find at the source"),
    ("theme", "hashtag"): _("hashtag of the theme"),
    ("theme", "label"): _("name of the theme"),
    ("site", "organisation.name"): _("our name"),
    ("site", "organisation.acronym"): _("our acronym"),
    ("site", "organisation.campaign.name"): _("name of the campaign"),
    ("site", "organisation.campaign.members.count"): _("number of members of the campaign"),
    ("site", "organisation.campaign.members.as_of"): _("day of the campaign’s number"),
    ("site", "organisation.hashtags"): _("our hashtag"),
}
CONFIDENCES = {
    "sourced": _("several sources agree"),
    "single-source": _("one source only"),
    "known": _("generally known, no source at hand"),
    "high": _("well sourced"),
    "medium": _("partly sourced"),
    "low": _("weakly sourced"),
    "detail": _("read in detail"),
    "title-only": _("only its title was seen"),
    "background": _("from general knowledge"),
    "configured": _("our own setting"),
}
_PLACEHOLDERS = {
    ("day", name): ("observance", attribute)
    for name, attribute in (
        ("date", "rule"),
        ("date_long", "rule"),
        ("dates", "rule"),
        ("days_left", "rule"),
        ("reference", "resolution"),
        ("led_by", "lead"),
        *((same, same) for same in ("name", "told", "about", "resolution", "lead", "since")),
    )
} | {("day", name): ("observance", f"no {name}") for name in ("theme", "tagline")}
_EVENT_DATES = ("date", "date_long", "dates", "days_left")


def field(code: str) -> str:
    """Return where a fact stands, in words; the code itself where nobody has worded it."""
    kind, _colon, rest = code.partition(":")
    if not rest:
        return _placeholder(code)
    parts = rest.split(":") if kind == "site" else rest.split(":")[1:]
    words = FIELDS.get((kind, parts[0])) if parts else None
    if words is None:
        return code
    if len(parts) == 1:
        return str(words)
    return gettext("%(what)s (%(language)s)") % {"what": words, "language": language_name(parts[1])}


def _placeholder(code: str) -> str:
    """Return a placeholder that had no value, such as day.about, by the record it stands for."""
    kind, _dot, name = code.partition(".")
    if kind == "event" and name in _EVENT_DATES:
        name = "first"
    if kind == "org":
        kind, name = "site", {"campaign": "organisation.campaign.name"}.get(name, f"organisation.{name}")
    return str(FIELDS.get(_PLACEHOLDERS.get((kind, name), (kind, name)), code))


def confidence(code: str) -> str:
    """Return how far a fact is to be trusted, in words."""
    return str(CONFIDENCES.get(code, code))
