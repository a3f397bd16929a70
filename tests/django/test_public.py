import gzip
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from comms.app import now
from comms.django.feed_places import PrivateFeeds, PublicFeeds
from comms.django.page_places import Pages
from comms.django.public import Public
from comms.feeds.files import publish, withdraw
from comms.feeds.secret_address import digest_of

CHANGED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
FEED = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
SECRET = "s" * 43
PATH = "/feeds/un-days.en.ics"


def the_desk(_environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "session=1")])
    return [b"the desk"]


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path / "feeds" / "un-days.en.ics", FEED, CHANGED)
    publish(tmp_path / "feeds" / "published.pt-BR.atom", b"<feed/>", CHANGED)
    publish(tmp_path / "feeds" / "published.en.json", b"{}", CHANGED)
    publish(tmp_path / "private" / digest_of(SECRET) / "team.en.ics", FEED, CHANGED)
    (tmp_path / "feeds" / "secret_key").write_text("secret")
    (tmp_path / "secret_key").write_text("secret")
    return tmp_path


@pytest.fixture
def ask(folder):
    places = (PrivateFeeds(folder / "private"), PublicFeeds(folder / "feeds"), Pages(folder / "pages"))
    application = validator(Public(the_desk, places))

    def asked(path=PATH, method="GET", **headers):
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "SCRIPT_NAME": "", "QUERY_STRING": ""}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        answer = []
        body = application(environ, lambda status, headers, _=None: answer.extend((int(status[:3]), dict(headers))))
        octets = b"".join(body)
        body.close()
        return *answer, octets

    return asked


def test_feed_is_answered_with_all_that_a_calendar_program_and_a_cache_want(ask):
    status, headers, octets = ask()

    assert (status, octets) == (200, FEED)
    assert {name: value for name, value in headers.items() if name != "ETag"} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="un-days.en.ics"',
        "Content-Length": str(len(FEED)),
        "Cache-Control": "public, max-age=900, stale-while-revalidate=86400",
        "Last-Modified": "Fri, 20 Nov 2026 08:00:00 GMT",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }


def test_compressed_feed_has_a_tag_of_its_own(ask):
    _, plain, _ = ask()

    status, headers, octets = ask(accept_encoding="gzip")

    assert (status, gzip.decompress(octets), headers["Content-Encoding"]) == (200, FEED, "gzip")
    assert (headers["ETag"] == plain["ETag"], headers["Content-Length"]) == (False, str(len(octets)))


def test_tag_of_one_encoding_is_none_of_the_other(ask):
    _, plain, _ = ask()

    assert ask(if_none_match=plain["ETag"])[0] == 304
    assert ask(if_none_match=plain["ETag"], accept_encoding="gzip")[0] == 200


def test_unchanged_feed_is_told_with_what_a_cache_refreshes(ask):
    _, headers, _ = ask()

    status, told, octets = ask(if_none_match=headers["ETag"])

    assert (status, octets) == (304, b"")
    assert told == {name: headers[name] for name in ("ETag", "Last-Modified", "Vary", "Cache-Control")}


def test_head_says_the_same_without_the_bytes(ask):
    assert ask(method="HEAD") == (*ask()[:2], b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_feed_is_only_read(ask, method):
    status, headers, _ = ask(method=method)

    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_feed_without_its_twin_is_answered_plain(ask, folder):
    (folder / "feeds" / "un-days.en.ics.gz").unlink()

    status, headers, octets = ask(accept_encoding="gzip")

    assert (status, octets, "Content-Encoding" in headers) == (200, FEED, False)


def test_client_that_wants_neither_form_is_told_so(ask):
    assert ask(accept_encoding="br, identity;q=0")[0] == 406


def test_republished_feed_is_seen_at_once(ask, folder):
    _, before, _ = ask()

    publish(folder / "feeds" / "un-days.en.ics", FEED + b"\r\n", CHANGED + timedelta(seconds=1))
    status, after, octets = ask(if_none_match=before["ETag"], if_modified_since=before["Last-Modified"])

    assert (status, octets, after["Last-Modified"]) == (200, FEED + b"\r\n", "Fri, 20 Nov 2026 08:00:01 GMT")


def test_client_that_only_knows_dates_sees_a_change(ask, folder):
    _, before, _ = ask()
    same = ask(if_modified_since=before["Last-Modified"])[0]

    publish(folder / "feeds" / "un-days.en.ics", FEED, CHANGED + timedelta(seconds=1))

    assert (same, ask(if_modified_since=before["Last-Modified"])[0]) == (304, 200)


def test_time_that_is_still_to_come_is_never_told(ask, folder):
    publish(folder / "feeds" / "un-days.en.ics", FEED, now().replace(microsecond=0) + timedelta(days=1))

    _, headers, _ = ask()

    assert parsedate_to_datetime(headers["Last-Modified"]) <= now()
    assert ask(if_modified_since=headers["Last-Modified"])[0] == 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("published.pt-BR.atom", "application/atom+xml; charset=utf-8"),
        ("published.en.json", "application/feed+json; charset=utf-8"),
    ],
)
def test_news_have_their_types(ask, name, expected):
    assert ask(f"/feeds/{name}")[1]["Content-Type"] == expected


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/unknown.en.ics",
        "/feeds/private/",
        "/feeds/private/team.en.ics",
        f"/feeds/private/{'t' * 43}/team.en.ics",
        f"/feeds/private/{SECRET}/plan-accra.en.ics",
        f"/feeds/private/{SECRET}/../team.en.ics",
        f"/feeds/private/{digest_of(SECRET)}/team.en.ics",
    ],
)
def test_unknown_feed_is_not_found_and_nobody_is_sent_to_the_login(ask, path):
    status, headers, _ = ask(path)

    assert (status, {"Location", "Set-Cookie"} & headers.keys()) == (404, set())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/feeds/",
        "/feeds/secret_key",
        "/feeds/../secret_key",
        "/feeds/..%2fsecret_key",
        "/feeds/un-days.en.ics/",
        "/feeds/un-days.en.ics.gz",
        "/feeds/un-days.en.ics\n",
        "/feeds/un-days.en.ics\0",
        "//feeds/un-days.en.ics",
        "/feeds/.un-days.en.ics.x",
    ],
)
def test_every_other_address_is_left_to_the_desk(ask, path):
    assert ask(path)[2] == b"the desk"


def test_private_feed_is_behind_its_secret_and_is_kept_by_no_cache(ask):
    status, headers, octets = ask(f"/feeds/private/{SECRET}/team.en.ics")

    assert (status, octets) == (200, FEED)
    assert [headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")] == [
        "private, no-cache", "no-referrer", "noindex",
    ]  # fmt: skip
    assert "Access-Control-Allow-Origin" not in headers


def test_revoked_address_is_of_no_use_at_once(ask, folder):
    path = f"/feeds/private/{SECRET}/team.en.ics"
    _, headers, _ = ask(path)

    withdraw(folder / "private" / digest_of(SECRET) / "team.en.ics")

    assert ask(path, if_none_match=headers["ETag"])[0] == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_site_is_found_without_the_last_slash_too(ask, method):
    status, headers, octets = ask("/public", method)

    assert (status, headers["Location"], headers["Cache-Control"]) == (301, "/public/", "public, max-age=300")
    assert octets == (b"It is at /public/\n" if method == "GET" else b"")
