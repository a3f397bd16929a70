"""Feeds and pages kept up to date, and the calendars that we follow asked, while the desk is open."""

import subprocess
import sys

from django.db import close_old_connections

from comms.app import calendars, client, desk, events_were_imported, now, template_folders
from comms.config import Config
from comms.services import audit_chain
from comms.services.following import refresh_stale
from comms.services.kept_matches import keep_current, place
from comms.services.news import public_now
from comms.services.public_work import last_said
from comms.services.ticks import ticked

EVERY_SECONDS = 600


def refresh_apart() -> None:
    """Run `comms refresh` as a process that ends: it needs memory that the desk should not keep."""
    subprocess.run([sys.executable, "-m", "comms", "refresh"], check=True)


def shown(config: Config) -> object:
    """Return what differs whenever pages and feeds have to at once: for a post, and for a yes or no to telling work."""
    close_old_connections()
    try:
        return public_now(config), last_said()
    finally:
        close_old_connections()


def refresh(config: Config) -> None:
    """Seal the audit, ask the calendars whose turn it is, and write the feeds and pages that have changed."""
    # What draws and writes is for the process that ends.
    from comms.services import feeds, pages, picture_care  # noqa: PLC0415

    close_old_connections()
    try:
        audit_chain.seal(now())
        events_were_imported()
        refresh_stale(client(), calendars(), now=now())
        keep_current(calendars(), place(config))
        told = ticked(calendars())
        # Feeds lead to pages and their pictures, which must be there before.
        pages.build(desk(), template_folders(), config.var / "pages", now=now())
        feeds.build(told, told.network, config, config.var / "feeds", now=now())
        picture_care.care_for_pictures(desk(), now=now())
    finally:
        close_old_connections()
