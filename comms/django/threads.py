"""The desk's WSGI application in a few threads: a request enters one when it has come whole."""

import asyncio
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope

MOST_OCTETS = 20_000_000
_IN_MEMORY = 500_000
_TOO_LARGE = b"This is more than the desk takes at once.\n"


class _Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    octets: bytes


class _TooLargeError(Exception):
    pass


class Threads:
    """An ASGI application that runs *inner* in up to *number* threads, each request whole and each answer whole."""

    def __init__(self, inner: "WSGIApplication", number: int = 4, most: int = MOST_OCTETS) -> None:
        self._inner = inner
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="desk")
        self._most = most

    async def __call__(self, scope: "Scope", receive: "ASGIReceiveCallable", send: "ASGISendCallable") -> None:
        """Answer one request; nothing is answered to a client that went away."""
        if scope["type"] != "http":
            return
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            try:
                whole = await _received(receive, body, self._most)
            except _TooLargeError:
                answer = _too_large()
            else:
                if not whole:
                    return
                environ = _environ(scope, body)
                answer = await asyncio.get_running_loop().run_in_executor(self._pool, _ask, self._inner, environ)
        octets = b"" if scope["method"] == "HEAD" else answer.octets
        await send(
            {"type": "http.response.start", "status": answer.status, "headers": answer.headers, "trailers": False}
        )
        await send({"type": "http.response.body", "body": octets, "more_body": False})


async def _received(receive: "ASGIReceiveCallable", body: IO[bytes], most: int) -> bool:
    """Write the request's body into *body*; return whether all of it came."""
    while True:
        event = await receive()
        if event["type"] != "http.request":
            return False
        body.write(event["body"])
        if body.tell() > most:
            raise _TooLargeError
        if not event["more_body"]:
            return True


def _environ(scope: "HTTPScope", body: IO[bytes]) -> dict[str, Any]:
    host, port = scope["server"] or ("localhost", 80)
    length = body.tell()
    body.seek(0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"] or b"/").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **_told(scope),
        "CONTENT_LENGTH": str(length),
    }


def _told(scope: "HTTPScope") -> Mapping[str, str]:
    told: dict[str, str] = {}
    for name, value in scope["headers"]:
        word = name.decode("latin-1")
        # X_Forwarded_For and X-Forwarded-For would become one: whoever guards the latter does not see the former.
        if "_" in word:
            continue
        key = word.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text = value.decode("latin-1")
        told[key] = f"{told[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}" if key in told else text
    return told


def _ask(inner: "WSGIApplication", environ: dict[str, Any]) -> _Answer:
    """Return the answer of *inner*; this is what runs in a thread."""
    begun: list[tuple[int, list[tuple[bytes, bytes]]]] = []
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None, /) -> Any:
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        begun[:] = [(int(status[:3]), raw)]
        return written.append

    parts = inner(environ, start_response)
    try:
        written.extend(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    return _Answer(*begun[0], b"".join(written))


def _too_large() -> _Answer:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(_TOO_LARGE)).encode())]
    return _Answer(413, [*headers, (b"connection", b"close")], _TOO_LARGE)
