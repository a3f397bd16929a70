"""Which work may be told in public, and which was told until its member took its consent back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Max

from comms.config import Config
from comms.domain.feed_journal import midnight
from comms.domain.matches import excluded
from comms.domain.network import Initiative, Member, Network
from comms.pages.checked import IsTicked, ticked_in
from comms.services.messages import consents
from comms.store.models import Consent, FactCheck

# Those who say so are told of no longer, whatever was published before.
NO = frozenset({"refused", "withdrawn"})


@dataclass(frozen=True)
class PublicWork:
    """The initiatives that may be told, and those that might be until their member said no, with when it did."""

    told: Mapping[str, Initiative]
    taken_back: Mapping[str, datetime]


def public_work(network: Network, config: Config) -> PublicWork:
    """Return what may be told of the work in *network*, and what may be no longer."""
    is_ticked = ticked_initiatives()
    return PublicWork(told(network, config, is_ticked), _taken_back(network, config, is_ticked))


def ticked_initiatives() -> IsTicked:
    """Return which words about initiatives people have ticked."""
    kept = FactCheck.objects.filter(field__startswith="initiative:").values_list("field", "digest")
    return ticked_in(frozenset(kept))


def told(network: Network, config: Config, is_ticked: IsTicked) -> Mapping[str, Initiative]:
    """Return the initiatives that may be told; in a demo also those whose member was not asked.

    What a record only knows by hearsay waits until somebody has ticked its title, and what is
    sensitive is never told here.
    """
    said, wanted = consents(), _wanted(config)
    return {
        one.id: one
        for one in network.initiatives.values()
        if not excluded(one) and said.get(one.id, "not asked") in wanted and _is_known(one, config, is_ticked)
    }


def is_listed(member: Member, shown: Iterable[Initiative]) -> bool:
    """Tell whether a member has a page: its work may be told, or a source names it in the campaign."""
    return member.is_campaign_member or any(one.member == member.id for one in shown)


def listed_members(network: Network, config: Config) -> frozenset[str]:
    """Return the members that have a page."""
    shown = told(network, config, ticked_initiatives()).values()
    return frozenset(one.id for one in network.members.values() if is_listed(one, shown))


def last_said() -> int:
    """Return what differs as soon as a member has said something new about telling its work."""
    return Consent.objects.aggregate(newest=Max("id"))["newest"] or 0


def _wanted(config: Config) -> frozenset[str]:
    return frozenset({"given", "not asked"} if config.settings.mode == "demo" else {"given"})


def _is_known(one: Initiative, config: Config, is_ticked: IsTicked) -> bool:
    if one.evidence != "background" or config.settings.mode == "demo":
        return True
    return any(is_ticked(f"initiative:{one.id}:title:{code}", text) for code, text in one.title.items())


def _taken_back(network: Network, config: Config, is_ticked: IsTicked) -> dict[str, datetime]:
    """Return the initiatives that were told until a no, whether somebody heard it or it was written in the records."""
    lines = Consent.objects.order_by("initiative_id", "at", "id").values_list("initiative_id", "state", "at")
    said = {id_: [(state, at) for _, state, at in group] for id_, group in groupby(lines, key=lambda line: line[0])}
    found: dict[str, datetime] = {}
    might_be = (one for one in network.initiatives.values() if one.sensitivity == "none")
    for one in (one for one in might_be if _is_known(one, config, is_ticked)):
        history = said.get(one.id, [])
        if one.consent in NO and one.changed:
            history = [*history, (one.consent, midnight(one.changed))]
        since = _no_since(history, _wanted(config))
        if since:
            found[one.id] = since
    return found


def _no_since(history: Iterable[tuple[str, datetime]], wanted: frozenset[str]) -> datetime | None:
    """Return since when the answer has been no, if work was told before; *history* is in its order."""
    before, since = "not asked", None
    for state, at in history:
        if state in NO and before in wanted:
            since = at
        elif state not in NO:
            since = None
        before = state
    return since
