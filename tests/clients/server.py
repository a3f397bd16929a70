"""Our own server on a free port, with a log of what was asked and answered."""

import threading
from contextlib import contextmanager

import waitress

from comms.django.feed_places import PublicFeeds
from comms.django.public import Public


def nothing(_environ, start_response):
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]


@contextmanager
def running(folder):
    """Serve the feeds of *folder*; yield the address of test.en.ics and the log."""
    application, log = Public(nothing, [PublicFeeds(folder)]), []

    def logged(environ, start_response):
        def answered(status, headers):
            asked = {name[5:]: value for name, value in environ.items() if name.startswith("HTTP_")}
            log.append((environ["REQUEST_METHOD"], int(status[:3]), asked))
            return start_response(status, headers)

        return application(environ, answered)

    server = waitress.create_server(logged, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/feeds/test.en.ics", log
    finally:
        server.close()
        thread.join(timeout=10)
