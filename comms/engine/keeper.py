"""The keeper of what the site itself shows: made anew every so often, and as soon as it may not wait."""

import logging
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Keeper:
    """Call *refresh* every so many seconds, and at once where *shown* tells of something else than before.

    Looking and refreshing are apart from sending: whatever fails here changes no post.
    """

    def __init__(self, refresh: Callable[[], None], shown: Callable[[], object], *, seconds: float) -> None:
        self._refresh, self._shown, self._seconds = refresh, shown, seconds
        self._seen: object = None
        self._asked, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin; what is shown by now is taken to be fresh."""
        self._seen = self._shown()
        self._thread.start()

    def look(self) -> None:
        """Ask for a refresh if something else is shown than before; return at once."""
        shown = self._shown()
        if shown != self._seen:
            self._seen = shown
            self._asked.set()

    def stop(self) -> None:
        """Begin nothing more; a refresh under way is finished first."""
        self._stopped.set()
        self._asked.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._asked.wait(self._seconds)
            # What changes while a refresh is under way asks for another one.
            self._asked.clear()
            if self._stopped.is_set():
                return
            try:
                self._refresh()
            except Exception:
                logger.exception("the pages and feeds could not be made anew; the next time tries again")
