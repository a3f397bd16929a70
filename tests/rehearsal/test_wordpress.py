import json
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from comms.rehearsal.server import Asked
from comms.rehearsal.wordpress import WordPressStandIn

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
KEY = {"authorization": "Basic " + b64encode(b"desk:abcd efgh ijkl").decode(), "host": "127.0.0.1:1"}
POST = {"title": "Water", "content": "<p>Now</p>", "slug": "water", "status": "publish"}


@pytest.fixture
def stand_in():
    return WordPressStandIn(lambda: NOW)


def ask(stand_in, method, path, body=b"", **parts):
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    parts = {"query": {}, "headers": KEY} | parts
    return stand_in.answer(Asked(method, f"/wp-json/wp/v2/{path}", body=octets, **parts))


def refusal(answer):
    return answer.status, answer.value["code"]


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("GET", "pages", b"", (404, "rest_no_route")),
        ("POST", "posts", b"{", (400, "rest_invalid_json")),
        ("POST", "posts", POST | {"words": "x"}, (400, "rest_invalid_param")),
        ("POST", "posts", POST | {"status": "published"}, (400, "rest_invalid_param")),
        ("POST", "posts", POST | {"featured_media": 7}, (400, "rest_invalid_featured_media")),
        ("POST", "posts", POST | {"title": "", "content": ""}, (400, "empty_content")),
        ("POST", "media", b"", (400, "rest_upload_no_data")),
        ("DELETE", "posts/7", b"", (404, "rest_post_invalid_id")),
    ],
)
def test_stand_in_refuses_what_wordpress_refuses(stand_in, method, path, body, expected):
    assert (refusal(ask(stand_in, method, path, body)), stand_in.live) == (expected, [])


FIELD = "--B\r\nContent-Disposition: form-data; {}\r\n\r\nx\r\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (['name="file"; filename="picture.svg"'], (500, "rest_upload_unknown_error")),
        (['name="file"; filename="picture.png"', 'name="words"'], (400, "rest_invalid_param")),
    ],
)
def test_pictures_are_of_a_kind_that_may_be_shown(stand_in, fields, expected):
    body = f"{''.join(map(FIELD.format, fields))}--B--\r\n".encode()

    answer = ask(stand_in, "POST", "media", body, headers=KEY | {"content-type": "multipart/form-data; boundary=B"})

    assert (refusal(answer), stand_in.pictures) == (expected, {})


@pytest.mark.parametrize(
    ("headers", "code"), [({}, "rest_not_logged_in"), ({"authorization": "Basic x"}, "incorrect_password")]
)
def test_stand_in_knows_its_own_user_only(stand_in, headers, code):
    assert refusal(ask(stand_in, "GET", "posts", headers=headers)) == (401, code)


def test_site_answers_other_addresses_with_a_page(stand_in):
    assert stand_in.answer(Asked("GET", "/wp-login.php", {}, {}, b"")).status == 404


def test_name_that_is_taken_becomes_another_name(stand_in):
    made = [ask(stand_in, "POST", "posts", POST).value["slug"] for _ in range(3)]

    assert made == ["water", "water-2", "water-3"]


def test_words_as_they_were_written_are_for_editors(stand_in):
    ask(stand_in, "POST", "posts", POST | {"content": "<p>Now</p><script>x</script>"})

    queries = ({"slug": "water"}, {"slug": "water", "context": "edit"})
    told = [ask(stand_in, "GET", "posts", query=query).value[0]["content"] for query in queries]

    assert told == [{"rendered": "<p>Now</p>x"}, {"rendered": "<p>Now</p>x", "raw": "<p>Now</p>x"}]


@pytest.mark.parametrize("query", [{"status": "published"}, {"context": "all"}])
def test_list_refuses_what_it_does_not_know(stand_in, query):
    assert refusal(ask(stand_in, "GET", "posts", query=query)) == (400, "rest_invalid_param")


def test_drafts_are_not_among_what_is_published(stand_in):
    ask(stand_in, "POST", "posts", POST | {"status": "draft"})

    found = [len(ask(stand_in, "GET", "posts", query={"slug": "water"} | one).value) for one in ({}, {"status": "any"})]

    assert found == [0, 1]


def test_posts_in_the_bin_leave_their_name(stand_in):
    number = ask(stand_in, "POST", "posts", POST).value["id"]
    ask(stand_in, "DELETE", f"posts/{number}")

    assert ask(stand_in, "POST", "posts", POST).value["slug"] == "water"


def test_user_is_told_without_its_rights_unless_they_are_asked_for(stand_in):
    told = [ask(stand_in, "GET", "users/me", query=query).value for query in ({}, {"context": "edit"})]

    assert ["capabilities" in one for one in told] == [False, True]
