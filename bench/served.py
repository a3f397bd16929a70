"""The two applications that bench/serve_feeds.py compares: ours, and a bare callable with the same bytes.

`python bench/served.py NAME PORT` serves one as the desk serves itself; `bare_wsgi` and `wsgi` are for other servers.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from comms.django.feed_places import PublicFeeds
from comms.django.open_first import OpenFirst
from comms.django.public import Doors, Public

FOLDER = Path(os.environ["BENCH_FEEDS"])
_PATH = {"PATH_INFO": "/feeds/un-days.en.ics", "REQUEST_METHOD": "GET"}
_DOORS = Doors([PublicFeeds(FOLDER)])
_PLAIN = _DOORS.answer(_PATH)
_GZIP = _DOORS.answer(_PATH | {"HTTP_ACCEPT_ENCODING": "gzip"})
_UNCHANGED = _DOORS.answer(_PATH | {"HTTP_IF_NONE_MATCH": "*"})


def _nothing(_environ, start_response):  # noqa: ANN001, ANN202 - WSGI
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]


async def bare(scope, _receive, send):  # noqa: ANN001, ANN201 - ASGI
    """Answer with bytes and headers in memory, without a thought."""
    names = {name for name, _ in scope["headers"]}
    answer = _UNCHANGED if b"if-none-match" in names else _GZIP if b"accept-encoding" in names else _PLAIN
    await send({"type": "http.response.start", "status": int(answer.line[:3]), "headers": answer.head.octets})
    await send({"type": "http.response.body", "body": answer.octets})


def bare_wsgi(environ, start_response):  # noqa: ANN001, ANN201 - WSGI
    """Answer the same to another server."""
    unchanged, packed = "HTTP_IF_NONE_MATCH" in environ, "HTTP_ACCEPT_ENCODING" in environ
    answer = _UNCHANGED if unchanged else _GZIP if packed else _PLAIN
    start_response(answer.line, answer.head.words)
    return [answer.octets]


wsgi = Public(_nothing, [PublicFeeds(FOLDER)])
application = OpenFirst(bare, [PublicFeeds(FOLDER)])

if __name__ == "__main__":
    from comms.django.server import server_of

    server_of({"bare": bare, "application": application}[sys.argv[1]], "127.0.0.1", int(sys.argv[2])).run()
