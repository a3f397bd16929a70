"""What a channel's answers say of this machine's clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.domain.clocks import ahead


@dataclass
class ServerClock:
    """How far our clock was *ahead* of the server's at its last answer; None until an answer told."""

    ahead: timedelta | None = None

    def hear(self, headers: Mapping[str, str], *, asked: datetime, answered: datetime) -> None:
        """Compare the clocks once more, if the answer tells the time."""
        found = ahead(headers, asked=asked, answered=answered)
        if found is not None:
            self.ahead = found
