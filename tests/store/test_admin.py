import pytest
from django.test import Client

from comms.store.models import Person
from tests.rows import MORNING, a_coordinator, a_post, an_approved_post

READ_ONLY = [
    "post",
    "approval",
    "delivery",
    "auditline",
    "auditseal",
    "consent",
    "importedevent",
    "eventsubscription",
    "verdict",
    "pause",
    "blackout",
    "hold",
    "guestlink",
    "guestanswer",
]


@pytest.fixture
def keeper(db):  # noqa: ARG001 - a fixture asks for it
    person = Person.objects.create_superuser("keeper", password="right horse 1948")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("table", READ_ONLY)
def test_a_table_can_be_read_and_nothing_added(keeper, table):
    an_approved_post(a_coordinator())

    assert keeper.get(f"/admin/store/{table}/").status_code == 200
    assert keeper.get(f"/admin/store/{table}/add/").status_code == 403


def test_a_post_cannot_be_changed_or_deleted_by_this_door(keeper):
    post = a_post()

    assert keeper.get(f"/admin/store/post/{post.id}/change/").status_code == 200
    assert keeper.post(f"/admin/store/post/{post.id}/change/", {"text": "Other."}).status_code == 403
    assert keeper.post(f"/admin/store/post/{post.id}/delete/", {"post": "yes"}).status_code == 403
    post.refresh_from_db()
    assert post.text == "Today, 10 December: Human Rights Day."


def test_people_can_be_changed(keeper):
    person = Person.objects.create_user("officer", date_joined=MORNING)

    page = keeper.get(f"/admin/store/person/{person.id}/change/").content.decode()

    assert 'name="language"' in page


@pytest.mark.usefixtures("db")
def test_nobody_but_staff_gets_in():
    client = Client()
    client.force_login(a_coordinator(), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/admin/store/post/").status_code == 302
