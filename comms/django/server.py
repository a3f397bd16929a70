"""The desk's own HTTP server: uvicorn on httptools, in the process of the desk."""

from typing import TYPE_CHECKING

import uvicorn

from comms.django.connections import Connection

if TYPE_CHECKING:
    from asgiref.typing import ASGI3Application

_MOST_CONNECTIONS = 500
_IDLE_SECONDS = 15
_LAST_SECONDS = 15


def server_of(application: "ASGI3Application", host: str, port: int) -> uvicorn.Server:
    """Return a server that is yet to run; told to stop, it finishes what it has begun."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            host=host,
            port=port,
            http=Connection,
            loop="asyncio",
            lifespan="off",
            ws="none",
            interface="asgi3",
            access_log=False,
            log_config=None,
            # Who asks, and by which scheme, is what the socket says: a header would be anybody's word.
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_LAST_SECONDS,
        )
    )
