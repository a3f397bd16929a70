"""What everybody may fetch, in the desk's own server: answered in the event loop, before the desk and its threads."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comms.django.public import Doors, Place

if TYPE_CHECKING:
    from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope

# All that an open file's answer depends on; what else a client tells is not even read.
_ASKED = {
    name.lower().replace("_", "-").encode(): f"HTTP_{name}"
    for name in (
        "ACCEPT_ENCODING",
        "IF_MATCH",
        "IF_NONE_MATCH",
        "IF_MODIFIED_SINCE",
        "IF_UNMODIFIED_SINCE",
    )
}


class OpenFirst:
    """An ASGI application that answers for its *places* at once and leaves all else to *inner*."""

    def __init__(self, inner: "ASGI3Application", places: Sequence[Place]) -> None:
        self._inner = inner
        self._doors = Doors(places)

    async def __call__(self, scope: "Scope", receive: "ASGIReceiveCallable", send: "ASGISendCallable") -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        environ = {"PATH_INFO": scope["path"], "REQUEST_METHOD": scope["method"]}
        for name, value in scope["headers"]:
            key = _ASKED.get(name)
            if key:
                told = value.decode("latin-1")
                environ[key] = f"{environ[key]}, {told}" if key in environ else told
        answer = self._doors.answer(environ)
        if answer is None:
            await self._inner(scope, receive, send)
            return
        octets = b"" if scope["method"] == "HEAD" else answer.octets
        status = int(answer.line[:3])
        await send({"type": "http.response.start", "status": status, "headers": answer.head.octets, "trailers": False})
        await send({"type": "http.response.body", "body": octets, "more_body": False})
