"""The wiring, and the only clock."""

import gc
import logging
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import django
from django.apps import apps

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.channels.picture_folder import PictureFolder
from comms.channels.pretend import Pretend
from comms.channels.server_clock import ServerClock
from comms.config import Channel as ChannelSettings
from comms.config import Config, live_at, load, refused, site_folder
from comms.domain.network import Network
from comms.domain.packs import Packs
from comms.domain.wordings import Wordings
from comms.errors import WrittenError
from comms.feeds.files import write
from comms.fetch.client import Client
from comms.ports import Channel, Credentials
from comms.readers.calendars import Calendars, read_calendars
from comms.readers.card_colours import read_card_colours
from comms.readers.network import read_network
from comms.readers.packs import read_packs
from comms.readers.wordings import read_wordings
from comms.resources import shipped
from comms.services import rehearsing
from comms.services.kept_matches import KeptMatches, digest, place
from comms.services.picture_library import library

if TYPE_CHECKING:
    from comms.rehearsal.stage import Stage
    from comms.services.drafts import Desk

logger = logging.getLogger(__name__)
# The files of packs with when each was last written.
PacksState = tuple[tuple[str, int], ...]
# The first pages that ask for matches wait for one process, and start no other.
_MATCHING = Lock()


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Return the present date in *zone*."""
    return now().astimezone(ZoneInfo(zone)).date()


def start(port: int | None = None) -> Config:
    """Set Django up for this process, once; return the site's configuration.

    *port* is where the desk will listen: this process and those that it starts write their links for it.
    """
    if port is not None:
        os.environ["COMMS_PORT"] = str(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comms.django.settings")
    django.setup()
    return config()


def rehearse() -> None:
    """Make this process one of the site's rehearsal, before it starts; nobody stands in for a channel yet."""
    live_at(rehearsing.make_rehearsal(site_folder(), {}))


def raise_curtain(*, lose_answers: bool) -> "Stage":
    """Make this process one of the site's rehearsal, and return the stand-ins that its channels will speak to."""
    from comms.rehearsal.stage import Stage

    folder = rehearsing.folder_of(site_folder())
    stage = Stage(now, rehearsing.keeper(folder), lose_answers=lose_answers)
    live_at(rehearsing.make_rehearsal(site_folder(), stage.addresses))
    return stage


@cache
def config() -> Config:
    """Return the site's configuration, read once a process."""
    return load()


def calendars_folder(site: Path) -> Path:
    """Return the site's own calendars, or the shipped ones where it has none."""
    own = site / "calendars"
    return own if own.is_dir() else shipped("calendars")


def calendars() -> Calendars:
    """Return the site's calendars with the events taken over from elsewhere, read again once there are others.

    Before Django has been set up they are what people wrote in files, and no more.
    """
    return _calendars(*_state())


def _state() -> tuple[str, PacksState]:
    marker = _marker()
    imported = marker.read_text(encoding="ascii") if apps.ready and marker.is_file() else ""
    return imported, _packs_state()


@lru_cache(maxsize=2)
def _calendars(state: str, packs: PacksState) -> Calendars:
    if not state:
        return _written(packs)
    from comms.services.imported_events import merged

    return merged(_written(packs))


def events_were_imported() -> None:
    """Let every process of this site read the imported events anew, if they are others than it knows.

    Each process that starts asks, and the open desk now and then: the database may have been put back, exchanged or
    changed from another machine.
    """
    from comms.services.imported_events import state

    found, marker = state(), _marker()
    if marker.is_file() or found:
        write(marker, found.encode())


def _marker() -> Path:
    # Two databases in turn on one folder know each their own events.
    database = sha256(config().database_url.encode()).hexdigest()[:12]
    return config().var / f"imported-events-{database}"


def written_calendars() -> Calendars:
    """Return the calendars that people wrote: read once a process, but for the packs, which the desk writes too."""
    return _written(_packs_state())


def _packs_state() -> PacksState:
    folder = packs_folder(config().site)
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.yaml")))


@lru_cache(maxsize=2)
def _written(packs: PacksState) -> Calendars:
    read, first = _files()
    if packs == first:
        return read
    site = config().site
    found, problems = read_packs(packs_folder(site), frozenset(read.observances))
    if problems:
        # The desk is open: a slip in a file costs its themes, and not every page.
        logger.error("a file of packs has a mistake, and is left out until it is put right: %s", problems[0])
    shipped_ones = read_calendars(calendars_folder(site)).packs if packs_folder(site).parent == site else Packs()
    return replace(read, packs=shipped_ones.with_newer(found.by_key.values()))


@cache
def _files() -> tuple[Calendars, PacksState]:
    found = _read_files(), _packs_state()
    # What was read stays as long as the process: looking through all of it again and again would cost every page.
    gc.collect()
    gc.freeze()
    return found


def _read_files() -> Calendars:
    site = config().site
    read = read_calendars(calendars_folder(site))
    if packs_folder(site).parent != site:
        return read
    packs, problems = read_packs(packs_folder(site), frozenset(read.observances))
    if problems:
        raise WrittenError(problems)
    return replace(read, packs=read.packs.with_newer(packs.by_key.values()))


def packs_folder(site: Path) -> Path:
    """Return where the site keeps packs: in its own calendars or, where it uses the shipped ones, beside them."""
    return (site / "calendars" if (site / "calendars").is_dir() else site) / "packs"


def template_folders() -> tuple[Path, Path]:
    """Return the site's own templates, which win, and the shipped ones."""
    return config().site / "templates", shipped("templates")


@cache
def wordings() -> Wordings:
    """Return the wordings of the site and the shipped ones, read once a process."""
    return Wordings(read_wordings(*template_folders()))


def network(path: Path | None = None) -> Network:
    """Return the network at *path*, or the site's own."""
    return read_network(path, known=calendars().known) if path else calendars().network


def desk(network_path: Path | None = None) -> "Desk":
    """Return what drafting needs to know of this site; Django must have been set up."""
    from comms.services.drafts import Desk

    return Desk(
        config(),
        calendars(),
        network(network_path),
        wordings(),
        is_other=network_path is not None,
        colours=read_card_colours(template_folders()),
    )


def matches() -> KeptMatches:
    """Return the matches of the site's own network with its days, as the last process that found them kept them."""
    with _MATCHING:
        _match_once()
    return KeptMatches(place(config()))


@cache
def _match_once() -> None:
    """Where those that are kept are of other records than this process has read, find them in one that ends."""
    if KeptMatches(place(config())).of != digest(written_calendars()):
        subprocess.run([sys.executable, "-m", "comms", "match", "keep"], check=True, stdout=subprocess.DEVNULL)


def outbox(site: Config) -> Path:
    """Return the folder in which the pretend channels keep what they would have sent."""
    return site.var / "outbox"


def client() -> Client:
    """Return the guarded client: what asks addresses that people gave."""
    return Client()


def channels(site: Config) -> Mapping[str, Channel]:
    """Return the open channels by id: those that pretend, and the real ones with their stored or given secrets."""
    problems = refused(site, today(site.settings.zone))
    if problems:
        raise WrittenError(problems)
    return {one.id: open_channel(one, site) for one in site.settings.channels}


@lru_cache(maxsize=1)
def opened(site: Config) -> Mapping[str, Channel]:
    """Return the channels of *site* as this process speaks on them: opened once, for its clock and for its people."""
    return channels(site)


def open_channel(channel: ChannelSettings, site: Config, credentials: Credentials | None = None) -> Channel:
    """Return one open channel, with *credentials* instead of those that the site has for it."""
    if channel.pretend:
        return Pretend(channel.kind, outbox(site))
    of_kind = kind(channel.kind)
    known = credentials or _credentials(channel, site, tuple(one.name for one in of_kind.secrets))
    account = Account(
        channel.id,
        channel.kind,
        channel.account,
        server=channel.server,
        links=channel.links == "in the text",
        made_with_ai=channel.made_with_ai,
        api_version=channel.api_version,
        folder=site.var / "published" / channel.id,
    )
    return of_kind.open(Opening(account, known, pictures(site), now, clocks()[channel.id]))


@cache
def clocks() -> Mapping[str, ServerClock]:
    """Return, by channel, what its last answer to this process said of this machine's clock."""
    return defaultdict(ServerClock)


def _credentials(channel: ChannelSettings, site: Config, names: tuple[str, ...]) -> Credentials:
    from comms.services.connecting import OnTrial
    from comms.services.credentials import ChannelCredentials

    if rehearsing.is_rehearsal(site.site):
        return OnTrial(rehearsing.made_up_secrets(channel.kind))
    return ChannelCredentials(site, channel.id, names, now)


def pictures(site: Config) -> PictureFolder:
    """Return the folder of the pictures that posts carry."""
    return library(site)
