"""Whether a channel may be asked now: it rests after failures in a row, and stands still until a person acts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from comms.domain.answers import DeliveryError, Stop, Unavailable
from comms.domain.message import Receipt
from comms.domain.sending import left_alone_until

FAILURES_BEFORE_REST = 5
REST = timedelta(minutes=5)


@dataclass(frozen=True)
class Standing:
    """How a channel stands: *failures* in a row, *rests_until* when, and *stop* if a person is needed."""

    failures: int = 0
    rests_until: datetime | None = None
    stop: Stop | None = None
    reason: str = ""

    def may_be_asked(self, now: datetime) -> bool:
        """Tell whether a message may be handed over at *now*."""
        return self.stop is None and (self.rests_until is None or self.rests_until <= now)


def after(standing: Standing, answer: Receipt | DeliveryError, now: datetime) -> Standing:
    """Return how a channel stands after its answer."""
    if not isinstance(answer, Unavailable):
        return Standing()
    if answer.stops:
        return Standing(standing.failures, None, answer.stops, str(answer))
    counted = replace(standing, failures=standing.failures + 1, reason=str(answer))
    asked = left_alone_until(answer, now)
    own = now + REST if counted.failures >= FAILURES_BEFORE_REST else None
    return replace(counted, rests_until=max((one for one in (asked, own) if one), default=None))


def is_alert(before: Standing, now_stands: Standing) -> bool:
    """Tell whether a person should hear of the change: once when it stops or begins to rest, not at each failure."""
    stopped = now_stands.stop is not None and before.stop is None
    resting = now_stands.failures >= FAILURES_BEFORE_REST and before.failures < FAILURES_BEFORE_REST
    return stopped or resting
