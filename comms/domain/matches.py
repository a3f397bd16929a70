"""An initiative beside an observance: what a match is, without what it takes to find it."""

from dataclasses import dataclass

from comms.domain.network import Initiative
from comms.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class Match:
    """An initiative that illustrates an observance, how probably an editor would agree, and why."""

    observance: str
    initiative: str
    p: float
    reasons: tuple[Reason, ...]


def excluded(initiative: Initiative) -> Reason | None:
    """Return why *initiative* may not be proposed at all; None when it may."""
    if initiative.sensitivity != "none":
        return Reason("sensitive", {"sensitivity": initiative.sensitivity, "note": initiative.sensitivity_note})
    if initiative.consent in {"refused", "withdrawn"}:
        return Reason("no consent", {"consent": initiative.consent})
    return None
