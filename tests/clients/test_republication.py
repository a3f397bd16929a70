"""A feed is published again and again while it is read: every answer is one version, whole."""

import gzip
import http.client
import threading
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import pytest

from comms.feeds.files import publish
from tests.clients.conftest import BEFORE
from tests.clients.server import running
from tests.feeds.values import a_feed, an_entry

pytestmark = pytest.mark.slow
TIMES = 1_000


def look(address, whole, seen, done, headers):
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.netloc, timeout=30)
    while not done.is_set():
        connection.request("GET", where.path, headers=headers)
        answer = connection.getresponse()
        try:
            body = answer.read()
        except http.client.IncompleteRead:
            seen["truncated"] += 1
            continue
        named = answer.headers["ETag"] == f'"{sha256(body).hexdigest()}"'
        content = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
        seen["whole" if named and sha256(content).hexdigest() in whole else "mixed"] += 1
    connection.close()


def test_no_reader_meets_a_truncated_or_mixed_version(tmp_path):
    versions = [a_feed(*(an_entry(uid=f"{n}@x.org", description=f"{v} " * 300) for n in range(250))) for v in range(10)]
    whole, seen, done = {sha256(version).hexdigest() for version in versions}, Counter(), threading.Event()
    path = tmp_path / "test.en.ics"
    publish(path, versions[0], BEFORE)
    with running(tmp_path) as (address, _):
        readers = [
            threading.Thread(target=look, args=(address, whole, seen, done, headers))
            for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "gzip"})
        ]
        for reader in readers:
            reader.start()
        for number in range(TIMES):
            publish(path, versions[number % 10], BEFORE + timedelta(seconds=number + 1))
        done.set()
        for reader in readers:
            reader.join()

    assert (set(seen), seen["whole"] > TIMES / 10) == ({"whole"}, True)
