"""All stand-ins together, each on a port of its own on this machine; what they keep ends with the process."""

from collections.abc import Callable, Sequence
from threading import Lock
from types import TracebackType
from typing import Any, Self

from comms.rehearsal.as_public import PATH
from comms.rehearsal.cast import CAST, Now, Part
from comms.rehearsal.server import UNDONE, Answer, Asked, Fault, StandInServer

LOST = tuple(fault for fault in Fault if fault not in UNDONE)
Tell = Callable[[str, Sequence[dict[str, Any]]], None]


class Stage:
    """The stand-ins, waiting to be started; *tell* hears of each kind what is public, whenever that may have changed.

    Where answers are lost, each stand-in does what it is asked and loses one answer of each kind, another one first.
    """

    def __init__(self, now: Now, tell: Tell, *, lose_answers: bool = False) -> None:
        self._servers = {part.kind: _server_of(part, now, tell) for part in CAST}
        if lose_answers:
            for turn, server in enumerate(self._servers.values()):
                server.faults.extend(LOST[turn:] + LOST[:turn])

    @property
    def addresses(self) -> dict[str, str]:
        """Return where each kind of channel is found."""
        return {kind: server.url for kind, server in self._servers.items()}

    def start(self) -> Self:
        """Begin to answer."""
        for server in self._servers.values():
            server.start()
        return self

    def stop(self) -> None:
        """Stop answering."""
        for server in self._servers.values():
            server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _server_of(part: Part, now: Now, tell: Tell) -> StandInServer:
    stand_in, lock = part.stand_in(now), Lock()
    tell(part.kind, [])

    def answer(asked: Asked) -> Answer:
        with lock:
            if asked.path == PATH:
                return part.page(asked, stand_in)
            answered = stand_in.answer(asked)
            if asked.method != "GET":
                tell(part.kind, [{"words": part.words(one), "kept": one} for one in stand_in.live])
            return answered

    server = StandInServer(answer)
    server.is_hit = part.is_told_by
    return server
