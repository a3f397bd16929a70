"""The two applications that bench/serve_feeds.py compares: ours, and a bare callable with the same bytes."""

import gzip
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from comms.django.feed_places import PublicFeeds
from comms.django.public import Public

FOLDER = Path(os.environ["BENCH_FEEDS"])
_CONTENT = (FOLDER / "un-days.en.ics").read_bytes() if (FOLDER / "un-days.en.ics").exists() else b""
_PACKED = gzip.compress(_CONTENT, 6, mtime=0)
_TYPE = ("Content-Type", "text/calendar; charset=utf-8")


def _nothing(_environ, start_response):  # noqa: ANN001, ANN202 - WSGI
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]


def bare(environ, start_response):  # noqa: ANN001, ANN201 - WSGI
    """Answer with bytes in memory and two headers, without a thought."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 Not Modified", [("ETag", '"x"')])
        return []
    if "HTTP_ACCEPT_ENCODING" in environ:
        start_response("200 OK", [_TYPE, ("Content-Encoding", "gzip"), ("Content-Length", str(len(_PACKED)))])
        return [_PACKED]
    start_response("200 OK", [_TYPE, ("Content-Length", str(len(_CONTENT)))])
    return [_CONTENT]


application = Public(_nothing, [PublicFeeds(FOLDER)])
