"""What a person must look at before an edition leaves: one function for each kind of record."""

from collections.abc import Mapping

from comms.domain.events import Event
from comms.domain.network import Initiative, Member
from comms.domain.observances import Observance
from comms.domain.reasons import Reason
from comms.domain.speech import CONTESTED
from comms.domain.written import Texts


def observance_checks(observance: Observance, language: str) -> tuple[Reason, ...]:
    """Return what to look at in *observance*: a name that is not official, a date that rests on one source."""
    subject = {"observance": observance.id}
    found = []
    if observance.official_name(language)[1] != language:
        found.append(Reason("no official name", subject | {"language": language}))
    if observance.confidence != "sourced":
        found.append(Reason("weak source", subject | {"confidence": observance.confidence}))
    return tuple(found)


def initiative_checks(initiative: Initiative, member: Member, language: str) -> tuple[Reason, ...]:
    """Return what to look at in *initiative* and in the name of its *member*."""
    subject = {"initiative": initiative.id}
    found = []
    if language in initiative.unreviewed:
        found.append(Reason("unreviewed translation", subject | {"language": language}))
    if language not in initiative.title or language not in initiative.summary:
        found.append(Reason("no translation", subject | {"language": language}))
    if initiative.evidence != "detail":
        found.append(Reason("weak evidence", subject | {"evidence": initiative.evidence}))
    if initiative.sensitivity != "none":
        values = {"sensitivity": initiative.sensitivity, "note": initiative.sensitivity_note}
        found.append(Reason("sensitive", subject | values))
    if initiative.consent != "given":
        found.append(Reason("consent not given", subject | {"consent": initiative.consent}))
    return tuple(found) + _name_checks(member, language)


def _name_checks(member: Member, language: str) -> tuple[Reason, ...]:
    subject = {"member": member.id}
    found = []
    if language in member.unreviewed:
        found.append(Reason("unreviewed translation", subject | {"language": language}))
    if member.country in CONTESTED:
        found.append(Reason("contested name", subject | {"country": member.country}))
    return tuple(found)


def site_checks(written: Mapping[str, Texts | None], language: str) -> tuple[Reason, ...]:
    """Return the fields of config.yaml that have no text in *language*; a field that is not used is no gap."""
    missing = (field for field, texts in written.items() if texts and language not in texts)
    return tuple(Reason("no translation", {"site": field, "language": language}) for field in missing)


def event_checks(event: Event, language: str) -> tuple[Reason, ...]:
    """Return what to look at in *event*: our own translation, doubts about its dates."""
    subject = {"event": event.id}
    found = []
    if language in event.unreviewed:
        found.append(Reason("unreviewed translation", subject | {"language": language}))
    if language not in event.name:
        found.append(Reason("no translation", subject | {"language": language}))
    if event.country in CONTESTED:
        found.append(Reason("contested name", subject | {"country": event.country}))
    if event.confidence != "high":
        found.append(Reason("weak source", subject | {"confidence": event.confidence}))
    found += [Reason("sources disagree", subject | {"conflict": conflict}) for conflict in event.conflicts]
    return tuple(found)
