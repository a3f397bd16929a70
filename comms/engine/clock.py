"""The clock of one machine: APScheduler's interval tick in memory, in UTC, watched by a monotonic guard.

Posts are never jobs of the scheduler: it forgets and repeats jobs when it is killed. It only ticks.
"""

import logging
import threading
import time
from collections.abc import Callable

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from comms.app import now

logger = logging.getLogger(__name__)


class Clock:
    """Call *tick* every so many seconds until stopped; a tick that is late or long never runs twice at once."""

    MISSED_TICKS = 3

    def __init__(self, tick: Callable[[], None], *, seconds: float) -> None:
        self._tick, self._seconds = tick, seconds
        self._last = time.monotonic()
        self._stopped = threading.Event()
        self._scheduler = BackgroundScheduler(timezone="UTC", executors={"default": ThreadPoolExecutor(2)})
        self._guard = threading.Thread(target=self._watch, name="clock-guard", daemon=True)

    def start(self) -> None:
        """Begin to tick, the first time at once."""
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=self._seconds,
            id="tick",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        self._wake()
        self._guard.start()

    def stop(self) -> None:
        """Stop ticking; a tick under way is finished first."""
        self._stopped.set()
        self._scheduler.shutdown(wait=True)

    @property
    def seconds_since_last_tick(self) -> float:
        """Return how long ago, by the monotonic clock, the last tick ended."""
        return time.monotonic() - self._last

    def _run(self) -> None:
        try:
            self._tick()
        except Exception:
            logger.exception("a tick failed; the next one tries again")
        finally:
            self._last = time.monotonic()

    def _wake(self) -> None:
        self._scheduler.modify_job("tick", next_run_time=now())

    def _watch(self) -> None:
        """Wake the scheduler where its wall clock was set back: it would wait until the old hour comes again."""
        while not self._stopped.wait(self._seconds):
            if self.seconds_since_last_tick > self.MISSED_TICKS * self._seconds:
                logger.warning("no tick for %.0f s; waking the clock", self.seconds_since_last_tick)
                self._wake()
