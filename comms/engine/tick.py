"""What the clock does each time it ticks."""

from django.db import close_old_connections

from comms.app import channels, now
from comms.config import Config
from comms.services.publish import send_due
from comms.services.unconfirmed import miss_what_is_over, recover


def tick(config: Config) -> None:
    """Settle what is in doubt, send what is due, and close what is over."""
    close_old_connections()
    try:
        ways = channels(config)
        recover(ways, now())
        send_due(config, ways, now)
        miss_what_is_over(now())
    finally:
        close_old_connections()
