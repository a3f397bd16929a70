"""The public pages: every file of the site, written where it differs; what is made no longer is taken away."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from comms.config import Config
from comms.domain.matching import Matcher
from comms.domain.network import Initiative, Network
from comms.feeds.files import publish, withdraw, write
from comms.pages.cards import page_cards
from comms.pages.catalogue import files
from comms.pages.material import Addresses, Material
from comms.readers.calendars import Calendars
from comms.readers.card_colours import read_card_colours
from comms.readers.geography import Ring, read_land
from comms.readers.words import read_words
from comms.services.cards import draw, drawable
from comms.services.drafts import Desk
from comms.services.made_pages import MADE, made_in
from comms.services.news import news
from comms.services.public_work import is_listed, ticked_initiatives, told
from comms.services.telling import site_facts
from comms.services.ticks import ticked, ticked_network
from comms.services.verdicts import decided

_WRITERS = 8


@dataclass(frozen=True)
class Built:
    """What a build did: files written, files that were already so, and files taken away."""

    written: int
    unchanged: int
    gone: int


def build(desk: Desk, templates: Sequence[Path], folder: Path, *, now: datetime, all_cards: bool = True) -> Built:
    """Write the pages into *folder*, each only where it differs.

    Without *all_cards* only those are drawn that people share soon; the other pages keep the ones that they have.
    """
    config = desk.config
    shown = replace(ticked(desk.calendars), network=ticked_network(desk.network))
    about = material(shown, config, read_land(templates), today=now.astimezone(ZoneInfo(config.settings.zone)).date())
    about = replace(about, now=now, colours=read_card_colours(templates))
    words = {language: read_words(templates, language, "pages") for language in about.languages}
    cards = drawable(card for language in about.languages for card in page_cards(language, about, words[language]))
    drawn = draw((card for card in cards if all_cards or card.is_wanted_first), folder, about.colours)
    about = replace(about, drawn=frozenset(card.path for card in cards if (folder / card.path).is_file()))
    written, made = set(drawn), set(about.drawn)
    # Most of the time goes into waiting for the disk, once a file: several wait at once.
    with ThreadPoolExecutor(_WRITERS) as writers:
        waiting = []
        for name, content in files(about, words, tuple(templates)):
            made.add(name)
            path = folder / name
            if not (path.is_file() and path.read_bytes() == content):
                written.add(name)
                waiting.append(writers.submit(publish, path, content, now))
        for one in waiting:
            one.result()
    return Built(len(written), len(made) - len(written), _take_away(folder, made))


def material(calendars: Calendars, config: Config, land: tuple[Ring, ...], *, today: date) -> Material:
    """Return everything that may be public on *today*, from calendars as the ticks leave them."""
    network = calendars.network
    settings = config.settings
    organisation = settings.organisation
    is_ticked = ticked_initiatives()
    shown = told(network, config, is_ticked)
    campaign = organisation.campaign
    return Material(
        addresses=Addresses(
            config.address,
            organisation.page,
            campaign.page if campaign else "",
        ),
        site=site_facts(config),
        languages=settings.languages,
        today=today,
        last_year=today.year + settings.feeds.years_ahead,
        calendars=calendars,
        members=tuple(one for one in network.members.values() if is_listed(one, shown.values())),
        shown=shown,
        matched=_matched(calendars, network, shown, settings.plan.threshold),
        is_ticked=is_ticked,
        land=land,
        is_demo=settings.mode == "demo",
        news=news(config),
    )


def _matched(
    calendars: Calendars, network: Network, shown: Mapping[str, Initiative], threshold: float
) -> Mapping[str, tuple[str, ...]]:
    """Return, by observance, the initiatives that fit it and may be told, best first."""
    matcher = Matcher(network.initiatives.values(), calendars.taxonomy, calendars.observances.values())
    matches = decided().over(matcher.all_matches(calendars.observances.values()))
    fitting = {
        day: tuple(one.initiative for one in found if one.p >= threshold and one.initiative in shown)
        for day, found in matches.items()
    }
    return {day: found for day, found in fitting.items() if found}


def _take_away(folder: Path, made: set[str]) -> int:
    """Remove what the last build made and this one did not: a page must not outlive its consent."""
    # Only what a build made is ever taken away, never what somebody else put there.
    before, home = made_in(folder), folder.resolve()
    gone = [name for name in before if name not in made and (folder / name).resolve().is_relative_to(home)]
    for name in gone:
        withdraw(folder / name)
    write(folder / MADE, "".join(f"{name}\n" for name in sorted(made)).encode())
    return len(gone)
