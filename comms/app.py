"""The wiring, and the only clock."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import django
from django.apps import apps

from comms.channels.pretend import Pretend
from comms.config import Config, load
from comms.domain.network import Network
from comms.domain.wordings import Wordings
from comms.errors import CommsError, WrittenError
from comms.ports import Channel
from comms.readers.calendars import Calendars, read_calendars
from comms.readers.network import read_network
from comms.readers.packs import read_packs
from comms.readers.wordings import read_wordings
from comms.resources import shipped

if TYPE_CHECKING:
    from comms.services.drafts import Desk


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Return the present date in *zone*."""
    return now().astimezone(ZoneInfo(zone)).date()


def start() -> Config:
    """Set Django up for this process, once; return the site's configuration."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comms.django.settings")
    django.setup()
    return config()


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
    marker = _marker()
    changed = marker.stat().st_mtime_ns if apps.ready and marker.is_file() else 0
    return _calendars(changed)


@lru_cache(maxsize=2)
def _calendars(changed: int) -> Calendars:
    if not changed:
        return written_calendars()
    from comms.services.imported_events import merged

    return merged(written_calendars())


def events_were_imported() -> None:
    """Let every process of this site read the imported events anew."""
    _marker().parent.mkdir(parents=True, exist_ok=True)
    _marker().touch()


def _marker() -> Path:
    return config().var / "imported-events"


@cache
def written_calendars() -> Calendars:
    """Return the calendars that people wrote, read once a process."""
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

    return Desk(config(), calendars(), network(network_path), wordings())


def outbox(site: Config) -> Path:
    """Return the folder in which the pretend channels keep what they would have sent."""
    return site.var / "outbox"


def channels(site: Config) -> Mapping[str, Channel]:
    """Return the channels by id. Every channel of this version pretends."""
    real = [channel.id for channel in site.settings.channels if not channel.pretend]
    if real:
        message = f"channels: {', '.join(real)}: this version has only pretend channels; write pretend: true"
        raise CommsError(message)
    return {channel.id: Pretend(channel.kind, outbox(site)) for channel in site.settings.channels}
