"""Checking the templates of a site: those of posts in full, and those that nobody would read."""

from collections.abc import Iterator
from pathlib import Path

from comms.config import Settings
from comms.domain.channels import CHANNEL_RULES
from comms.domain.wording_problems import syntax_problems, template_problems
from comms.errors import Problem
from comms.readers.card_colours import colour_problems
from comms.readers.markup_templates import broken_markup
from comms.readers.stray_templates import idle_templates, stray_templates
from comms.readers.wordings import written_wordings


def problems_of_templates(own: Path, shipped: Path, settings: Settings) -> Iterator[Problem]:
    """Yield all that is wrong in the templates that this site uses, and each that no site would read."""
    kinds = {CHANNEL_RULES[channel.kind].wordings: None for channel in settings.channels}
    posts, unread = written_wordings(own, shipped)
    kits, unread_kits = written_wordings(own, shipped, "kit")
    yield from (*unread, *unread_kits)
    # What cannot be read is not missing.
    lost = {problem.file for problem in unread}
    yield from (one for one in template_problems(posts, settings.languages, kinds) if one.file not in lost)
    yield from syntax_problems(kits)
    yield from broken_markup(own, shipped)
    yield from stray_templates(own, shipped)
    yield from colour_problems((own, shipped))


def idle(own: Path, settings: Settings) -> Iterator[Problem]:
    """Yield a notice for the templates of posts that config.yaml gives no use."""
    yield from idle_templates(
        own, settings.languages, {CHANNEL_RULES[channel.kind].wordings for channel in settings.channels}
    )
