"""Everything that the page of one body shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from comms import app
from comms.desk.blackout_list import Line, blackouts_on
from comms.desk.forms import ConsentForm
from comms.desk.holding import Shown, mark, shown
from comms.desk.languages import language_name
from comms.desk.sayings.values import in_words
from comms.desk.sources import sources
from comms.desk.subjects import Subject, subjects
from comms.domain.pauses import Kind
from comms.pages.page import member_path
from comms.services import pauses
from comms.store.models import Consent, Initiative, Member, Post, Slot

# Years of stories would bury what is new.
_MOST_PAST = 24


@dataclass(frozen=True)
class Work:
    """One work: its written entry, its marks in words, and what was said about telling it, the newest first."""

    id: str
    body: Mapping[str, Any]
    themes: list[dict[str, str]]
    mark: str
    said: list[Consent]
    is_stored: bool


@dataclass(frozen=True)
class Day:
    """One story about the body with its posts."""

    subject: Subject
    posts: list[Post]


def page_of(body_id: str) -> dict[str, Any]:
    """Return what the page of a body shows; raise Http404 where neither the records nor the store know it."""
    body, works = _body(body_id), _works(body_id)
    coming, past = _days(body_id)
    calendars, page, feed = app.calendars(), member_path(body_id), f"city-{body_id}.{{}}.ics"
    region = calendars.regions.get(body.get("region", ""))
    government = calendars.governments.get(body.get("government", ""))
    return {
        "id": body_id,
        "body": body,
        "region": region.label if region else None,
        "government": government.label if government else None,
        "source": sources(body["source"], calendars.sources) if body.get("source") else "",
        "works": works,
        "coming": coming,
        "past": past,
        "pauses": _pauses(body_id, body.get("country", "")),
        "blackouts": _blackouts(body_id, body.get("country", ""), works),
        "public": _written(f"pages/{{}}/{page}", f"/public/{{}}/{page}"),
        "feeds": _written(f"feeds/{feed}", f"/feeds/{feed}"),
        "consent_form": ConsentForm(auto_id=False),
    }


def _body(body_id: str) -> Mapping[str, Any]:
    known = app.network().members.get(body_id)
    if known:
        return known.model_dump(mode="json")
    stored = Member.objects.filter(pk=body_id).first()
    if stored is None:
        raise Http404
    return {"name": {"en": body_id}, **stored.body}


def _works(body_id: str) -> list[Work]:
    stored = dict(Initiative.objects.filter(member=body_id).values_list("id", "body"))
    written = app.network().initiatives.values()
    bodies = stored | {one.id: one.model_dump(mode="json") for one in written if one.member == body_id}
    said: dict[str, list[Consent]] = defaultdict(list)
    for row in Consent.objects.filter(initiative__in=stored).select_related("recorded_by"):
        said[row.initiative_id].append(row)
    found = [_work(id_, body, said[id_], is_stored=id_ in stored) for id_, body in bodies.items()]
    return sorted(found, key=lambda one: (-(one.body.get("year") or 0), one.id))


def _work(id_: str, body: Mapping[str, Any], said: list[Consent], *, is_stored: bool) -> Work:
    known, mark_ = app.calendars().taxonomy.themes, body.get("sensitivity", "none")
    themes = [known[theme].label for theme in body.get("themes", ()) if theme in known]
    return Work(id_, body, themes, in_words({"mark": mark_})["mark"] if mark_ != "none" else "", said, is_stored)


def _days(body_id: str) -> tuple[list[Day], list[Day]]:
    """Return the stories to come, the next first, and those that are over, the last first."""
    today, rows = app.today(app.config().settings.zone), Slot.objects.filter(member=body_id).prefetch_related("posts")
    coming = list(rows.filter(day__gte=today))
    past = list(rows.filter(day__lt=today).order_by("-day", "-id")[:_MOST_PAST])
    told = subjects([*coming, *past])
    posts = {slot.id: list(slot.posts.all()) for slot in [*coming, *past]}
    mark(post for each in posts.values() for post in each)
    return [Day(told[slot.id], posts[slot.id]) for slot in coming], [
        Day(told[slot.id], posts[slot.id]) for slot in past
    ]


def _pauses(body_id: str, country: str) -> list[Shown]:
    """Return the pauses, of now and to come, that keep it from being told: its own, its country's, everybody's."""
    touching = {(Kind.EVERYTHING, ""), (Kind.MEMBER, body_id), (Kind.COUNTRY, country)}
    now = app.now()
    return shown(row for row in [*pauses.on(now), *pauses.ahead(now)] if (row.kind, row.value) in touching)


def _blackouts(body_id: str, country: str, works: list[Work]) -> list[Line]:
    return blackouts_on(app.config(), body_id, country, {one.id for one in works})


def _written(file: str, address: str) -> list[tuple[str, str]]:
    """Return the languages in which *file* was written, by name, with the address of each."""
    var, known = app.config().var, app.config().settings.languages
    return [(language_name(code), address.format(code)) for code in known if (var / file.format(code)).is_file()]
