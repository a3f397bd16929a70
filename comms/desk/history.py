"""What happened to a post: the audit and the comments, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from comms.app import config
from comms.desk import sayings
from comms.desk.dates import moment
from comms.desk.differences import Part, differences
from comms.services.guests import ACTS
from comms.store.models import AuditLine, Post

_LONGEST = 300
_TOLD_BELOW = ("commented", *ACTS.values())


@dataclass(frozen=True)
class Happening:
    """One line of a history."""

    at: datetime
    who: str
    what: str
    detail: str | Markup
    changed: list[Part]


def history(post: Post) -> list[Happening]:
    """Return the last happenings of *post*, newest first."""
    audit = AuditLine.objects.filter(subject=f"post:{post.key}").exclude(act__in=_TOLD_BELOW).order_by("-id")[:_LONGEST]
    comments = post.comments.select_related("by").order_by("-id")[:_LONGEST]
    happenings = [_told(line) for line in audit]
    said = pgettext("act", "commented")
    happenings += [Happening(one.at, one.by.username, said, one.text, []) for one in comments]
    happenings += _guests(post)
    return sorted(happenings, key=lambda one: one.at, reverse=True)


def _guests(post: Post) -> list[Happening]:
    """Return what guests said, each by the name that was typed and the link it came by."""
    answers = post.guest_answers.order_by("-id")[:_LONGEST]
    return [
        Happening(
            one.at,
            f"{one.name} ({sayings.actor(f'guest link {one.link_id}')})",
            sayings.act(ACTS[one.kind]),
            one.text,
            [],
        )
        for one in answers
    ]


def _told(line: AuditLine) -> Happening:
    detail = line.after.get("note") or line.after.get("reason") or ""
    is_change = line.act in {"edited", "words shown again"}
    changed = differences(line.before.get("text", ""), line.after.get("text", "")) if is_change else []
    said = _moved(line) if line.act == "moved" else _detail(detail)
    return Happening(line.at, sayings.actor(line.who), sayings.act(line.act), said, changed)


def _moved(line: AuditLine) -> Markup:
    zone = config().settings.zone
    hours = (one.get("due_at") for one in (line.before, line.after))
    before, after = (moment(datetime.fromisoformat(at) if at else None, zone) for at in hours)
    return escape(gettext("from %(before)s to %(after)s")) % {"before": before, "after": after}


def _detail(stored: Any) -> Markup:
    return sayings.note(str(stored))
