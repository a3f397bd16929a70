"""A server between us and a real one: it asks on, tells what was answered, and can lose the answer."""

from collections.abc import Mapping

import requests

from comms.rehearsal.server import Answer, Asked, StandInServer

_KEPT = frozenset({"content-type", "retry-after", "ratelimit-reset", "x-ratelimit-reset", "location"})
_OUR_OWN = frozenset({"host", "content-length", "connection", "accept-encoding"})


class Forwarding:
    """Ask the server at *base* and keep its answers, each with what was asked."""

    def __init__(self, base):
        self._base = base
        self.answered = []

    def answer(self, asked: Asked) -> Answer:
        reply = requests.request(
            asked.method,
            self._base + asked.path,
            params=asked.query,
            headers=_without(asked.headers, _OUR_OWN),
            data=asked.body,
            timeout=20,
            allow_redirects=False,
        )
        headers = {name: value for name, value in reply.headers.items() if name.lower() in _KEPT}
        answer = Answer(reply.status_code, reply.content, headers)
        self.answered.append((asked, answer))
        return answer

    def serve(self):
        return StandInServer(self.answer)


def _without(headers: Mapping[str, str], names: frozenset[str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}
