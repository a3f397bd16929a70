"""The sample configuration for nginx, with a real one: the same answers as our own server gives."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from comms.feeds.files import publish
from tests.clients.conftest import not_run
from tests.feeds.values import a_feed

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
CHANGED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PATH = "/feeds/un-days.en.ics"


@pytest.fixture
def served():
    """Return a folder that whoever serves may read: other tests close the one that they share."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def ask(served):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or not_run("nginx")
    publish(served / "var" / "feeds" / "un-days.en.ics", a_feed(), CHANGED)
    (served / "var" / "secret_key").write_text("secret")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sample = SAMPLE.read_text().replace("/srv/desk", str(served)).replace("listen [::]:80;", "")
    sample = sample.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (served / "nginx.conf").write_text(
        f"daemon off; pid {served}/pid; error_log {served}/error; events {{ }}\n"
        f"http {{ access_log {served}/access; {sample} }}"
    )
    with subprocess.Popen([nginx, "-c", served / "nginx.conf", "-p", served]) as server:
        time.sleep(1)

        def asked(path=PATH, method="GET", **headers):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            told = answer.status, answer.headers, answer.read()
            connection.close()
            return told

        yield asked
        server.terminate()


def test_feed_is_answered_with_all_that_a_calendar_program_wants(ask):
    status, headers, octets = ask()

    assert (status, octets) == (200, a_feed())
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Last-Modified"] == "Fri, 20 Nov 2026 08:00:00 GMT"
    assert headers["Cache-Control"] == "public, max-age=900, stale-while-revalidate=86400"
    assert headers["Content-Disposition"] == 'inline; filename="un-days.en.ics"'
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers


def test_twin_is_answered_with_a_tag_of_its_own(ask):
    _, plain, _ = ask()
    status, packed, octets = ask(Accept_Encoding="gzip")

    assert (status, gzip.decompress(octets), packed["ETag"] != plain["ETag"]) == (200, a_feed(), True)
    assert not packed["ETag"].startswith("W/")


def test_client_that_has_the_feed_is_told_so(ask):
    _, headers, _ = ask()

    assert ask(If_None_Match=headers["ETag"])[0] == 304
    assert ask(If_None_Match='"other"', If_Modified_Since=headers["Last-Modified"])[0] == 200
    assert ask(If_Modified_Since=headers["Last-Modified"])[0] == 304


def test_republication_is_seen_at_once_by_tag_and_by_date(ask, served):
    _, before, _ = ask()

    publish(served / "var" / "feeds" / "un-days.en.ics", a_feed(), CHANGED + timedelta(seconds=1))

    assert ask(If_Modified_Since=before["Last-Modified"])[0] == 200
    assert ask(If_None_Match=before["ETag"])[0] == 200


def test_feed_is_only_read_and_nothing_else_is_there(ask):
    assert ask(method="POST")[0] in (403, 405)
    assert ask(method="HEAD")[2] == b""
    for path in ("/feeds/unknown.en.ics", "/feeds/../secret_key", "/feeds/%2e%2e/secret_key", f"{PATH}.gz"):
        assert ask(path)[0] in (400, 404, 502), path


def test_secret_address_is_in_no_log(ask, served):
    ask(f"/feeds/private/{'s' * 43}/team.en.ics")

    assert "private" not in (served / "access").read_text()
