"""What a channel may answer: a receipt, or one of three errors that say what may be done next."""

from datetime import datetime, timedelta
from enum import StrEnum

from comms.errors import CommsError


class DeliveryState(StrEnum):
    """Where one attempt to send stands."""

    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    UNCERTAIN = "uncertain"
    CONFIRMED = "confirmed"
    ABSENT = "absent"


class Stop(StrEnum):
    """Why a whole channel stands still until a person acts."""

    CREDENTIALS = "needs reconnect"
    PAYMENT = "needs payment"
    VERSION = "needs a newer version"
    SPENDING = "spending limit reached"


class DeliveryError(CommsError):
    """A channel did not confirm; the three kinds say what may be done next."""


class Refused(DeliveryError):  # noqa: N818 - the desk's word for it
    """Nothing went out, and asking again is useless."""


class OtherAccount(Refused):
    """The secrets are right, and speak for another account than the site has in its configuration."""

    def __init__(self, *, found: str, wanted: str) -> None:
        super().__init__(
            f"these secrets are of {found}, and config.yaml has {wanted} as the account of this channel; "
            "give those of that account, or change it there"
        )


class Unavailable(DeliveryError):  # noqa: N818 - the desk's word for it
    """Nothing went out; ask again later.

    *wait* is how long, or until when, the channel asked to be left alone. *stops* says that no post of the
    channel can go out before a person has acted.
    """

    def __init__(self, message: str, *, wait: timedelta | datetime | None = None, stops: Stop | None = None) -> None:
        super().__init__(message)
        self.wait, self.stops = wait, stops


class Uncertain(DeliveryError):  # noqa: N818 - the desk's word for it
    """It may be public: look, then let a person decide; never send again blindly.

    *wait* is how long, or until when, the channel asked to be left alone, also by looks.
    """

    def __init__(self, message: str, *, wait: timedelta | datetime | None = None) -> None:
        super().__init__(message)
        self.wait = wait
