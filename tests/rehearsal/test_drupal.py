import json
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from comms.rehearsal.drupal import DrupalStandIn
from comms.rehearsal.server import Asked

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
FORMAT = {"content-type": "application/vnd.api+json"}
KEY = {"authorization": "Basic " + b64encode(b"desk:correct horse").decode()}
UUID = "6d1f0b1a-0000-5000-8000-000000000007"
ATTRIBUTES = {
    "title": "Water",
    "body": {"value": "<p>Now</p>", "format": "basic_html"},
    "status": True,
    "langcode": "en",
}


@pytest.fixture
def stand_in():
    return DrupalStandIn(lambda: NOW)


def ask(stand_in, method, path, body=b"", *, headers=KEY | FORMAT):
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    return stand_in.answer(Asked(method, path, {}, headers, octets))


def a_node(*, identifier=UUID, kind="node--article", picture=None, **attributes):
    related = {"field_image": {"data": picture}} if picture else {}
    return {"data": {"type": kind, "id": identifier, "attributes": ATTRIBUTES | attributes, "relationships": related}}


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"{", 400, "Syntax error"),
        ({}, 400, "Syntax error"),
        (a_node(kind="node--page"), 409, "The resource type does not match"),
        (a_node(identifier="water"), 422, "IDs should be properly generated"),
        (a_node(words="x"), 422, "The attribute words does not exist"),
        (a_node(title=""), 422, "title: This value should not be null"),
        (a_node(title="a" * 256), 422, "title: This value is too long"),
        (a_node(body={"value": "x", "format": "full_html"}), 422, "body.0.format"),
        (a_node(langcode="pt"), 422, "langcode.0"),
        (a_node(picture={"id": "x", "meta": {"alt": "A square"}}), 404, "was not found"),
    ],
)
def test_stand_in_refuses_what_drupal_refuses(stand_in, body, status, detail):
    answer = ask(stand_in, "POST", "/jsonapi/node/article", body)

    assert (answer.status, detail in answer.value["errors"][0]["detail"], stand_in.live) == (status, True, [])


def a_file(stand_in, *, name="picture.png", kind="application/octet-stream", octets=b"picture"):
    headers = KEY | {"content-type": kind, "content-disposition": f'file; filename="{name}"'}
    return ask(stand_in, "POST", "/jsonapi/node/article/field_image", octets, headers=headers)


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"name": "picture.svg"}, 422), ({"name": "../p.png"}, 422), ({"octets": b""}, 422), ({"kind": "image/png"}, 415)],
)
def test_files_are_pictures_and_handed_over_as_they_are(stand_in, changes, status):
    assert (a_file(stand_in, **changes).status, stand_in.files) == (status, {})


def test_picture_needs_alternative_text(stand_in):
    file = a_file(stand_in).value["data"]["id"]

    statuses = [
        ask(stand_in, "POST", "/jsonapi/node/article", a_node(picture={"id": file, "meta": {"alt": alt}})).status
        for alt in ("", "A square")
    ]

    assert statuses == [422, 201]


def test_identifier_is_taken_once(stand_in):
    statuses = [ask(stand_in, "POST", "/jsonapi/node/article", a_node()).status for _ in range(2)]

    assert (statuses, len(stand_in.live)) == ([201, 409], 1)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/user/login", KEY, 404),
        ("GET", "/jsonapi/node/page", KEY, 404),
        ("GET", f"/jsonapi/node/article/{UUID}", KEY, 404),
        ("DELETE", f"/jsonapi/node/article/{UUID}", KEY, 404),
        ("PATCH", f"/jsonapi/node/article/{UUID}", KEY, 404),
        ("POST", "/jsonapi/node/article", FORMAT, 403),
        ("POST", "/jsonapi/node/article", KEY | {"content-type": "application/json"}, 415),
        ("GET", "/jsonapi", {"authorization": "Basic x"}, 401),
    ],
)
def test_stand_in_answers_each_address_as_drupal_does(stand_in, method, path, headers, status):
    assert ask(stand_in, method, path, a_node() if method == "POST" else b"", headers=headers).status == status


def test_entrance_names_only_who_is_known(stand_in):
    told = [ask(stand_in, "GET", "/jsonapi", headers=headers).value["meta"]["links"] for headers in ({}, KEY)]

    assert [list(one) for one in told] == [[], ["me"]]
