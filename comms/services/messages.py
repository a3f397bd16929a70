"""From a post's row to the message that will leave, and to what the rules see of it."""

from typing import Any

from comms.config import Config
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Message, link_within
from comms.domain.network import Consent as ConsentState
from comms.domain.rules import Finding, Subject, findings
from comms.domain.ticks import digest_of
from comms.services.picture_library import PICTURE, is_lost
from comms.services.repeats import said_or_planned
from comms.store.models import Consent, FactCheck, Initiative, Post


def link_of(post: Post) -> str:
    """Return the link that leaves: one that the text holds, or that a card shows; a picture takes the card's place."""
    return post.link if post.has_card and not post.image else link_within(post.text, post.link)


def message_of(post: Post) -> Message:
    """Return exactly what will leave if *post* is sent."""
    return Message(
        key=post.key,
        channel=post.channel,
        account=post.account,
        language=post.language,
        day=post.day,
        text=post.text,
        link=link_of(post),
        image=post.image,
        alt=post.alt,
    )


def sentences_of(post: Post) -> list[dict[str, Any]]:
    """Return what *post* says, sentence by sentence; what its picture says only while it carries that picture."""
    return [one for one in post.sentences if one.get(PICTURE, post.image) == post.image]


def facts_to_check(post: Post) -> list[dict[str, Any]]:
    """Return the facts of *post* that a person must look at, each once, with whether somebody has ticked it."""
    facts: dict[tuple[str, str], dict[str, Any]] = {}
    for sentence in sentences_of(post):
        for fact in sentence["facts"]:
            if fact["needs_check"]:
                facts.setdefault((fact["field"], digest_of(fact["text"])), fact)
    ticks = {
        (tick.field, tick.digest): tick
        for tick in FactCheck.objects.filter(field__in=[field for field, _ in facts]).select_related("by")
    }
    return [fact | {"digest": key[1], "tick": ticks.get(key)} for key, fact in facts.items()]


def consent_for(initiative_id: str) -> ConsentState | None:
    """Return what the member said about telling the initiative; None where no member's work is told."""
    if not initiative_id:
        return None
    newest = Consent.objects.filter(initiative_id=initiative_id).first()
    return newest.state if newest else "not asked"  # type: ignore[return-value]


def consents() -> dict[str, str]:
    """Return what members said last about telling each initiative, by its id; those not asked are not in it."""
    return dict(Consent.objects.order_by("at", "id").values_list("initiative_id", "state"))


def findings_of(post: Post, config: Config) -> list[Finding]:
    """Return what the rules find in *post*."""
    initiative_id = post.slot.initiative
    initiative = Initiative.objects.filter(pk=initiative_id).first() if initiative_id else None
    repeated = said_or_planned(post, days=config.settings.publishing.repeat_days)
    return findings(
        Subject(
            text=post.text,
            alt=post.alt,
            image=post.image,
            image_is_lost=is_lost(post.image, config),
            lost_link="" if link_of(post) else post.link,
            channel=CHANNEL_RULES[config.channel(post.channel).kind],
            unchecked=tuple(fact["field"] for fact in facts_to_check(post) if fact["tick"] is None),
            missing=tuple(post.missing),
            consent=consent_for(initiative_id),
            sensitivity=initiative.body.get("sensitivity", "none") if initiative else "none",
            is_demo=config.settings.mode == "demo",
            said_on=str(repeated.day) if repeated else "",
        )
    )
