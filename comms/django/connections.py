"""Connections of the desk's own server: a head has a limit, and a client that stands still is let go."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_OCTETS = 64_000
LOOK_SECONDS = 30.0


class HeadTooLargeError(Exception):
    """The first line and the headers of a request are more than any browser sends."""


class Connection(HttpToolsProtocol):
    """A connection that is looked at now and then.

    It is cut where the client has neither sent nor read anything since the last look, though it is its turn, or
    where it has taken two looks for the head of one request. A request that the desk works on is waited for.
    """

    look_seconds = LOOK_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look."""
        super().connection_made(transport)
        self._in_head, self._head_octets, self._head_looks, self._unfinished = True, 0, 0, 0
        self._moved: tuple[int, int] | None = None
        self._octets = 0
        self._next_look = self.loop.call_later(self.look_seconds, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        self._next_look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what came; a head that grows beyond the limit ends the connection."""
        self._octets += len(data)
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._unfinished += len(data)
            if self._unfinished > MOST_HEAD_OCTETS:
                self.send_400_response("The head of this request is too large.")

    def on_message_begin(self) -> None:
        """Begin to count a head."""
        super().on_message_begin()
        self._in_head, self._head_octets, self._head_looks, self._unfinished = True, 0, 0, 0

    def on_url(self, url: bytes) -> None:
        """Count a part of the address."""
        self._count(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header."""
        self._count(name, value)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Go on to the body."""
        self._in_head = False
        super().on_headers_complete()

    def _count(self, *parts: bytes) -> None:
        self._head_octets += sum(map(len, parts))
        if self._head_octets > MOST_HEAD_OCTETS:
            raise HeadTooLargeError

    def _look(self) -> None:
        moved = self._octets, self.transport.get_write_buffer_size()
        self._head_looks += self._in_head
        still = self._is_clients_turn() and moved == self._moved
        if still or self._head_looks > 1:
            self.transport.abort()
            return
        self._moved = moved
        self._next_look = self.loop.call_later(self.look_seconds, self._look)

    def _is_clients_turn(self) -> bool:
        return self._in_head or self.cycle.more_body or self.transport.get_write_buffer_size() > 0
