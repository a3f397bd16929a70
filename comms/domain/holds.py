"""Why an approved post may not go out by itself: a pause, a blackout, or a consent that is missing or withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from comms.domain.closed import blacked_out
from comms.domain.pauses import Pause, Told, pausing
from comms.domain.planning import Blackout
from comms.domain.reasons import Reason

PAUSED, BLACKED_OUT, NO_CONSENT = "paused", "blackout", "consent not given"


def why_held(  # noqa: PLR0913 - a hold depends on all of these
    told: Told,
    *,
    first: datetime,
    last: datetime,
    pauses: Iterable[Pause],
    blackouts: Iterable[Blackout],
    consent: str | None,
    is_demo: bool,
) -> Reason | None:
    """Return why *told* is held which could have gone out at any instant from *first* to *last*; None where it may.

    *consent* is what the member said of its work, None where no member's work is told.
    """
    pause = pausing(told, pauses, first=first, last=last)
    if pause is not None:
        return _paused(pause)
    if consent in {"refused", "withdrawn"} or (consent == "not asked" and not is_demo):
        return Reason(NO_CONSENT, {"consent": str(consent)})
    place = ZoneInfo(told.zone)
    return silenced(told, blackouts, first=first.astimezone(place).date(), last=last.astimezone(place).date())


def silenced(told: Told, blackouts: Iterable[Blackout], *, first: date, last: date) -> Reason | None:
    """Return why *told* is silenced on any day of its zone from *first* to *last*; None where it is not."""
    for one in blackouts:
        if is_about(one, told) and one.last >= first and (one.first is None or one.first <= last):
            return blacked_out(one)
    return None


def is_about(blackout: Blackout, told: Told) -> bool:
    """Tell whether *blackout* silences whoever is featured, or everybody."""
    named = (
        (blackout.initiative, told.initiative),
        (blackout.member, told.member),
        (blackout.country, told.country),
    )
    return all(asked is None or asked == given for asked, given in named)


def _paused(pause: Pause) -> Reason:
    told = {"scope": str(pause.scope), "reason": pause.reason, "who": pause.who}
    return Reason(PAUSED, told | {"since": pause.start.isoformat(), "pause": str(pause.number)})
