"""Feeds and pages kept up to date, and the calendars that we follow asked, while the desk is open."""

import subprocess
import sys

from django.db import close_old_connections

from comms.app import calendars, client, desk, events_were_imported, now, template_folders
from comms.config import Config
from comms.services import feeds, pages
from comms.services.following import refresh_stale
from comms.services.news import public_now
from comms.services.ticks import ticked

EVERY_SECONDS = 600


def refresh_apart() -> None:
    """Run `comms refresh` as a process that ends: it needs memory that the desk should not keep."""
    subprocess.run([sys.executable, "-m", "comms", "refresh"], check=True)


def shown(config: Config) -> object:
    """Return what differs whenever the site's own pages have to."""
    close_old_connections()
    try:
        return public_now(config)
    finally:
        close_old_connections()


def refresh(config: Config) -> None:
    """Ask the calendars whose turn it is, and write the feeds and pages that differ from what people have."""
    close_old_connections()
    try:
        events_were_imported()
        refresh_stale(client(), calendars(), now=now())
        told = ticked(calendars())
        feeds.build(told, told.network, config, config.var / "feeds", now=now())
        pages.build(desk(), template_folders(), config.var / "pages", now=now())
    finally:
        close_old_connections()
