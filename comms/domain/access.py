"""How long the access to a channel holds, and when a person is told that it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# A person may have to ask another person, who may be away.
WARNED_DAYS = (14, 7, 1)


@dataclass(frozen=True)
class Access:
    """Access that *ends*, or that the desk *renews* by itself until *renewable_until*; None where no end is known."""

    ends: datetime | None = None
    renewable_until: datetime | None = None
    renews: bool = False

    @property
    def needs_person_by(self) -> datetime | None:
        """Return until when a person must have connected the channel again; None where nobody has to."""
        return self.renewable_until if self.renews else self.ends

    def warning(self, now: datetime) -> int | None:
        """Return the least number of days before its end that is reached; None while the end is far."""
        end = self.needs_person_by
        if end is None:
            return None
        return next((days for days in reversed(WARNED_DAYS) if end - now <= timedelta(days=days)), None)

    def days_left(self, now: datetime) -> int:
        """Return how many days are left, begun ones counted; 0 once it is over."""
        end = self.needs_person_by
        return max(-((now - end) // timedelta(days=1)), 0) if end is not None else 0
