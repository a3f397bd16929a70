"""The herald tells people who are not at the desk; it works apart from sending, and nothing waits for it."""

import logging
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Herald:
    """Call *tell* every so many seconds; where it returns False or fails, ever more rarely, up to once an hour."""

    LONGEST = 3_600.0

    def __init__(self, tell: Callable[[], bool], *, seconds: float) -> None:
        self._tell, self._seconds = tell, seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="herald", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more; what is under way is not waited for, as it may take as long as a mail server likes."""
        self._stopped.set()

    def _run(self) -> None:
        wait = self._seconds
        while not self._stopped.wait(wait):
            wait = self._seconds if self._told() else min(wait * 2, self.LONGEST)

    def _told(self) -> bool:
        try:
            return self._tell()
        except Exception:
            logger.exception("people could not be told; the next time tries again")
            return False
