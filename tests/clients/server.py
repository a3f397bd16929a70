"""Our own server on a free port, with a log of what was asked and answered."""

import socket
import threading
import time
from contextlib import contextmanager

from comms.django.feed_places import PublicFeeds
from comms.django.open_first import OpenFirst
from comms.django.server import server_of


async def nothing(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


@contextmanager
def serving(application):
    """Serve *application*; yield the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = server_of(application, "127.0.0.1", 0)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listening.getsockname()
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@contextmanager
def running(folder):
    """Serve the feeds of *folder*; yield the address of test.en.ics and the log."""
    application, log = OpenFirst(nothing, [PublicFeeds(folder)]), []

    async def logged(scope, receive, send):
        async def answered(event):
            if event["type"] == "http.response.start":
                asked = {
                    name.decode().upper().replace("-", "_"): value.decode("latin-1") for name, value in scope["headers"]
                }
                log.append((scope["method"], event["status"], asked))
            await send(event)

        await application(scope, receive, answered)

    with serving(logged) as (host, port):
        yield f"http://{host}:{port}/feeds/test.en.ics", log
