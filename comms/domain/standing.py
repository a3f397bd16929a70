"""Whether a channel may be asked now: it rests after failures in a row, and stands still until a person acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.domain.answers import DeliveryError, Stop, Unavailable, Uncertain
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
        return self.stop is None and not self.rests(now)

    def may_be_looked_at(self, now: datetime) -> bool:
        """Tell whether the channel may be asked at *now* what it shows: the site's own limit forbids sending only."""
        return self.stop in {None, Stop.SPENDING} and not self.rests(now)

    def rests(self, now: datetime) -> bool:
        """Tell whether the channel is left alone at *now*."""
        return self.rests_until is not None and self.rests_until > now


def after(standing: Standing, answer: Receipt | DeliveryError, now: datetime) -> Standing:
    """Return how a channel stands after its answer; a lost one counts as a failure.

    Nothing is asked of a channel that stands still or rests, so whatever it answers then was under way before: that
    ends neither.
    """
    stops, asked = _demands(answer, now)
    if standing.stop and not (standing.stop is Stop.SPENDING and stops):
        return standing
    if stops:
        return Standing(standing.failures, None, stops, str(answer))
    if not isinstance(answer, Unavailable | Uncertain):
        return Standing() if standing.may_be_asked(now) else standing
    failures = standing.failures + 1
    own = now + REST if failures >= FAILURES_BEFORE_REST else None
    rests = max((one for one in (asked, own, standing.rests_until) if one), default=None)
    return Standing(failures, rests, None, str(answer))


def _demands(answer: Receipt | DeliveryError, now: datetime) -> tuple[Stop | None, datetime | None]:
    """Return for what a channel stops, and until when it asked to be left alone."""
    if not isinstance(answer, DeliveryError):
        return None, None
    return (answer.stops if isinstance(answer, Unavailable) else None), left_alone_until(answer, now)


def is_alert(before: Standing, now_stands: Standing) -> bool:
    """Tell whether a person should hear of the change: once when it stops or begins to rest, not at each failure."""
    stopped = now_stands.stop is not None and before.stop is not now_stands.stop
    resting = now_stands.failures >= FAILURES_BEFORE_REST and before.failures < FAILURES_BEFORE_REST
    return stopped or resting
