"""Rows for tests that need a database: each call names only what matters to the test."""

from datetime import UTC, date, datetime

from django.contrib.auth.models import Group

from comms.app import config
from comms.domain.message import fingerprint, stored_form
from comms.domain.posts import State
from comms.services.messages import message_of
from comms.services.people import make_roles
from comms.store.models import Approval, Initiative, Member, Person, Post, Slot

DAY = date(2026, 12, 10)
MORNING = datetime(2026, 12, 10, 7, 0, tzinfo=UTC)
DUE = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)


def a_person(username="officer", role="officer"):
    make_roles()
    person = Person.objects.create_user(username)
    person.groups.add(Group.objects.get(name=role))
    return Person.objects.get(pk=person.pk)


def an_officer(username="officer"):
    return a_person(username, "officer")


def a_coordinator(username="coordinator"):
    return a_person(username, "coordinator")


def a_slot(**fields):
    values = {
        "id": "human-rights-2026:told",
        "kind": "day",
        "day": DAY,
        "occurrence": "human-rights-2026",
        "planned_at": MORNING,
    }
    return Slot.objects.get_or_create(id=(values | fields)["id"], defaults=values | fields)[0]


def a_post(**fields):
    values = {
        "key": "human-rights-2026:told:x:en",
        "channel": "x",
        "account": "noc",
        "language": "en",
        "wording": "plain",
        "text": "Today, 10 December: Human Rights Day.",
        "day": DAY,
        "due_at": DUE,
        "zone": "Europe/Madrid",
        "state": State.DRAFT,
        "drafted_at": MORNING,
    }
    slot = fields.pop("slot", None) or a_slot()
    return Post.objects.create(slot=slot, **(values | fields))


def an_approved_post(by, state=State.SCHEDULED, **fields):
    post = a_post(state=state, **fields)
    message = message_of(post)
    Approval.objects.create(
        post=post, fingerprint=fingerprint(message), message=stored_form(message), by=by, at=MORNING
    )
    return post


def a_stored_initiative(initiative_id="a-plan", **body):
    member, _ = Member.objects.get_or_create(id="a-city", defaults={"body": {}, "digest": "", "loaded_at": MORNING})
    return Initiative.objects.create(id=initiative_id, member=member, body=body, digest="", loaded_at=MORNING)


def the_config():
    return config()
