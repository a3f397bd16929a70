"""Notices in words: what happened, what that means, and where one does something about it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from comms import app
from comms.desk import sayings
from comms.desk.dates import short_day
from comms.desk.preview import channel_name
from comms.domain.answers import Stop
from comms.services.notices import Ending, Matter, Stopped, Waiting
from comms.store.models import Post

_MOST_LINES = 20


def letter(matter: Matter, language: str) -> tuple[str, str]:
    """Return the subject and the text of a notice in *language*."""
    with override(language):
        match matter:
            case Stopped():
                return _stopped(matter)
            case Ending():
                return _ending(matter)
            case Waiting():
                return _waiting(matter)


def _stopped(matter: Stopped) -> tuple[str, str]:
    names = {"channel": channel_name(matter.channel), "why": sayings.stop(matter.standing.stop or "")}
    told = _("%(channel)s stands still: it %(why)s. Its posts wait.") % names
    goes_on = []
    if matter.standing.stop is Stop.CREDENTIALS:
        goes_on.append(_("They go on by themselves once it is connected again, if their hour is not too long past."))
    parts = [told, _plain(matter.standing.reason), *goes_on, _link("channel", matter.channel)]
    return told.partition(". ")[0], "\n\n".join(parts)


def _ending(matter: Ending) -> tuple[str, str]:
    end, left = matter.access.needs_person_by, matter.access.days_left(app.now())
    names = {"channel": channel_name(matter.channel), "when": _day(end), "num": left}
    told = (
        ngettext(
            "%(channel)s: the access ends on %(when)s, in %(num)s day. Connect the channel again before.",
            "%(channel)s: the access ends on %(when)s, in %(num)s days. Connect the channel again before.",
            left,
        )
        if left
        else _("%(channel)s: the access ended on %(when)s. Connect the channel again.")
    ) % names
    return told.partition(". ")[0], "\n\n".join([told, _link("channel", matter.channel)])


def _waiting(matter: Waiting) -> tuple[str, str]:
    number = len(matter.posts)
    subject = ngettext("%(num)s post waits for a person", "%(num)s posts wait for a person", number) % {"num": number}
    lines = [_line(post) for post in matter.posts[:_MOST_LINES]]
    more = number - len(lines)
    rest = [ngettext("and %(num)s more", "and %(num)s more", more) % {"num": more}] if more else []
    return subject, "\n\n".join([f"{subject}.", *lines, *rest, _link("today")])


def _line(post: Post) -> str:
    hour = f"{post.due_at.astimezone(ZoneInfo(post.zone)):%H:%M}" if post.due_at else "–"
    place = f"{channel_name(post.channel)} {post.language.upper()}"
    about = f"{short_day(post.day)}, {hour} · {place} · {sayings.state(post.state)}"
    return "\n".join([about, *([_plain(post.note)] if post.note else []), _link("post", post.pk)])


def _plain(stored: str) -> str:
    return str(sayings.note(stored).striptags())


def _day(at: datetime | None) -> str:
    return short_day(at.astimezone(ZoneInfo(app.config().settings.zone)).date()) if at else ""


def _link(name: str, *parts: object) -> str:
    return app.config().address + reverse(name, args=parts)
