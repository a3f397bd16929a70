"""A stand-in's server on loopback, which can lose an answer in every way that the Internet can."""

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as a stand-in sees it; header names are in small letters."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the JSON value of the body; ValueError where it is none."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What a stand-in answers; *value* becomes JSON unless it is bytes."""

    status: int
    value: Any = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        """Return the bytes of the answer."""
        return self.value if isinstance(self.value, bytes) else json.dumps(self.value).encode()


class Fault(StrEnum):
    """A way in which an answer is lost after its request was done; UNDONE ones are lost before."""

    RESET = "reset"
    TIME_OUT = "time-out"
    TRUNCATED = "truncated"
    HTML = "html 200"
    ERROR_500 = "500"
    ERROR_502 = "502"
    ERROR_504 = "504"
    UNDONE_503 = "503 and not done"
    UNDONE_RESET = "reset and not done"


UNDONE = frozenset({Fault.UNDONE_503, Fault.UNDONE_RESET})


class StandInServer:
    """Serve *answer* on a loopback port; faults in *faults* hit the next requests that *is_hit* picks, one each.

    *delay* is how many seconds each answer takes, *clock_ahead* how wrong the clock of the stand-in is.
    """

    def __init__(
        self,
        answer: Callable[[Asked], Answer],
        *,
        port: int = 0,
        delay: float = 0,
        clock_ahead: timedelta = timedelta(0),
    ) -> None:
        self.answer, self.delay, self.clock_ahead = answer, delay, clock_ahead
        self.faults: deque[Fault] = deque()
        self.is_hit: Callable[[Asked], bool] = lambda asked: asked.method in {"POST", "PUT"}
        self.asked: list[tuple[str, str]] = []
        self.released = threading.Event()
        self._server = _Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Return the address of the stand-in."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering; requests that wait for a time-out are let go."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, stand_in: StandInServer, port: int) -> None:
        self.stand_in = stand_in
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that go away are what a rehearsal is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _handle(self) -> None:
        stand_in, asked = self.server.stand_in, self._asked()
        stand_in.asked.append((asked.method, asked.path))
        fault = stand_in.faults.popleft() if stand_in.faults and stand_in.is_hit(asked) else None
        answer = Answer(503, b"busy") if fault in UNDONE else stand_in.answer(asked)
        stand_in.released.wait(stand_in.delay)
        self._reply(answer, fault)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _handle  # noqa: N815 - the library's names

    def _asked(self) -> Asked:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        return Asked(self.command, parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), headers, body)

    def _reply(self, answer: Answer, fault: Fault | None) -> None:
        match fault:
            case Fault.RESET | Fault.UNDONE_RESET:
                self._reset()
            case Fault.TIME_OUT:
                self.server.stand_in.released.wait()
                self._reset()
            case Fault.TRUNCATED:
                self._write(answer, length=len(answer.body) + 20)
                self.close_connection = True
            case Fault.HTML:
                self._write(_page(200))
            case Fault.ERROR_500 | Fault.ERROR_502 | Fault.ERROR_504:
                self._write(_page(int(fault.value)))
            case _:
                self._write(answer)

    def _write(self, answer: Answer, *, length: int | None = None) -> None:
        self.send_response(answer.status)
        for name, value in ({"Content-Type": "application/json"} | dict(answer.headers)).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body) if length is None else length))
        self.end_headers()
        self.wfile.write(answer.body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the Date of an answer, by the stand-in's own clock."""
        right = parsedate_to_datetime(super().date_time_string(timestamp))
        return format_datetime(right + self.server.stand_in.clock_ahead, usegmt=True)

    def _reset(self) -> None:
        """Close so that the client sees a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _page(status: int) -> Answer:
    return Answer(status, b"<html><body>Welcome</body></html>", {"Content-Type": "text/html"})
