"""Connections that end by their deadline, and that tell a failure to open from one that came after.

A time-out of a socket counts each read by itself, so an answer that trickles in has none. And a TLS error says
nothing by its class: before the handshake is over nothing was sent, afterwards the whole request may have been.
"""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

_here = threading.local()


class Deadline:
    """Cut the connection of whatever this thread asks within the block when *seconds* are over."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self.is_over = False

    def watch(self, connection: HTTPConnection) -> None:
        """Cut *connection* when it is time; raise NewConnectionError where it is already over."""
        with self._lock:
            if self.is_over:
                raise NewConnectionError(connection, "the time was over before anything was sent")
            # Of an answer without a length, the connection gives its socket away.
            self._socket = connection.sock

    def __enter__(self) -> Self:
        _here.deadline = self
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _here.deadline = None
        self._timer.cancel()
        with self._lock:
            # Back in its pool, the connection serves others.
            self._socket = None

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            if self._socket is not None:
                # The plain call: that of TLS forgets the session while another thread still reads from it.
                with suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _Opened(HTTPConnection):
    """Open a connection wholly before the first octet of a request, or say that it was never opened."""

    def connect(self) -> None:
        """Open the connection, with TLS where it has any."""
        try:
            super().connect()
        except OSError as error:
            raise NewConnectionError(self, f"{type(error).__name__} before anything was sent") from error

    def request(self, *parts: Any, **named: Any) -> None:
        """Send a request under the deadline of this thread."""
        deadline: Deadline | None = getattr(_here, "deadline", None)
        if deadline is not None:
            if self.sock is None:
                self.connect()
            deadline.watch(self)
        super().request(*parts, **named)


class _OpenedWithTls(_Opened, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Opened


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _OpenedWithTls


class OneAsk(HTTPAdapter):
    """Ask once, over such connections."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(max_retries=0, **parts)

    def init_poolmanager(self, *parts: Any, **named: Any) -> None:
        """Make the pools of these connections."""
        super().init_poolmanager(*parts, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
