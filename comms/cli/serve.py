"""The desk and the clock, in one process."""

import logging
import os
import signal
import socket
import sys
from typing import NoReturn

from comms.app import now, opened
from comms.config import Config
from comms.engine.clock import Clock
from comms.engine.herald import Herald
from comms.engine.keeper import Keeper
from comms.engine.refresh import EVERY_SECONDS, refresh_apart, shown
from comms.engine.senders import Senders
from comms.engine.telling import tell_people
from comms.errors import CommsError

logger = logging.getLogger(__name__)
_TOLD_EVERY_SECONDS = 30


def address(config: Config, port: int | None) -> tuple[str, int]:
    """Return where the desk listens; *port* wins over config.yaml."""
    return config.settings.server.host, port or config.port


def check_free(host: str, port: int) -> None:
    """Pass if nobody listens there; raise CommsError with the remedy if somebody does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"{host}:{port} cannot be used ({error.strerror}); choose another with PORT={port + 1}"
            raise CommsError(message) from error


def serve(config: Config, port: int | None) -> None:
    """Open the desk and run the clock until told to stop; a post being sent is finished first."""
    from comms.desk.letters import letter
    from comms.django.asgi import application
    from comms.django.server import server_of

    host, chosen = address(config, port)
    check_free(host, chosen)
    signal.signal(signal.SIGTERM, lambda *_: _stop())
    server = server_of(application, host, chosen)
    senders = Senders(config, opened(config), now)
    keeper = Keeper(refresh_apart, lambda: shown(config), seconds=EVERY_SECONDS)

    def tick() -> None:
        senders.wake()
        keeper.look()

    clock = Clock(tick, seconds=config.settings.publishing.tick_seconds)
    herald = Herald(lambda: tell_people(config, letter), seconds=_TOLD_EVERY_SECONDS)
    clock.start()
    keeper.start()
    herald.start()
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        logger.info("stopping")
    finally:
        herald.stop()
        clock.stop()
        senders.stop()
        keeper.stop()


def _stop() -> NoReturn:
    raise SystemExit


def become_server(port: int | None, *options: str) -> NoReturn:
    """Replace this process by the serving one, so that the memory of the main job is given back."""
    arguments = [*(["--port", str(port)] if port else []), *options]
    os.execv(sys.executable, [sys.executable, "-m", "comms", "serve", *arguments])  # noqa: S606 - our own command
