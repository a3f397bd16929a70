"""From a post's row to the message that will leave, and to what the rules see of it."""

import re
from typing import Any
from zoneinfo import ZoneInfo

from comms.config import Config
from comms.domain.channels import CHANNEL_RULES
from comms.domain.link_card import card_title
from comms.domain.message import Message, canonical_text, link_within
from comms.domain.network import Consent as ConsentState
from comms.domain.rules import Finding, Subject, findings
from comms.domain.ticks import digest_of
from comms.services.picture_library import PICTURE, is_lost
from comms.services.repeats import said_or_planned
from comms.store.models import Consent, FactCheck, Initiative, Post

_COUNT_OF_DAYS = re.compile(r"\d+\s(?:days?|días?|jours?)")


def link_of(post: Post) -> str:
    """Return the link that leaves: one that the text holds, or that a card shows; a picture takes the card's place."""
    if post.has_card and not post.image:
        return post.link
    return link_within(canonical_text(post.text), canonical_text(post.link))


def message_of(post: Post) -> Message:
    """Return exactly what will leave if *post* is sent."""
    link = link_of(post)
    has_card = post.has_card and link and not post.image
    return Message(
        key=post.key,
        channel=post.channel,
        account=post.account,
        language=post.language,
        day=post.day,
        text=post.text,
        link=link,
        image=post.image,
        alt=post.alt,
        title=card_title(post.text, link, sentences_of(post)) if has_card else "",
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


def _counted_days(post: Post) -> tuple[str, ...]:
    """Return the counts of days to come that the text still holds: they are true on one day alone."""
    facts = (fact for sentence in sentences_of(post) for fact in sentence["facts"])
    counts = (fact["text"] for fact in facts if fact["field"].endswith((":rule", ":first")))
    return tuple(text for text in dict.fromkeys(counts) if _COUNT_OF_DAYS.fullmatch(text) and text in post.text)


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
    channel, initiative_id = config.channel(post.channel), post.slot.initiative
    initiative = Initiative.objects.filter(pk=initiative_id).first() if initiative_id else None
    repeated = said_or_planned(post, config)
    return findings(
        Subject(
            text=canonical_text(post.text),
            alt=canonical_text(post.alt),
            image=post.image,
            image_is_lost=is_lost(post.image, config),
            lost_link=post.link if channel.carries_links and not link_of(post) else "",
            links=channel.carries_links,
            channel=CHANNEL_RULES[channel.kind],
            unchecked=tuple(fact["field"] for fact in facts_to_check(post) if fact["tick"] is None),
            missing=tuple(post.missing),
            consent=consent_for(initiative_id),
            sensitivity=initiative.body.get("sensitivity", "none") if initiative else "none",
            is_demo=config.settings.mode == "demo",
            said_on=str(repeated.day) if repeated else "",
            written_for=str(post.slot.day) if post.day != post.slot.day else "",
            counted=_counted_days(post),
            language=post.language,
            house_words=config.settings.writing.words,
            handles=_known_handles(config),
            quiet=_quiet(post, config),
        )
    )


def _known_handles(config: Config) -> tuple[str, ...] | None:
    """Return the handles that somebody has looked up; None where the site lists none and nobody can tell."""
    listed = config.settings.writing.handles
    return (*listed, *(one.account for one in config.settings.channels if one.account)) if listed else None


def _quiet(post: Post, config: Config) -> tuple[str, str] | None:
    """Return from when to when nothing should go out, where the hour of *post* lies within."""
    quiet = config.settings.plan.quiet_hours
    hour = post.due_at.astimezone(ZoneInfo(post.zone)).time() if post.due_at else None
    if quiet is None or hour is None or not config.settings.plan.is_quiet(hour):
        return None
    return f"{quiet[0]:%H:%M}", f"{quiet[1]:%H:%M}"
