"""A new site: another network's own configuration and calendars, in a folder of its own."""

import shutil
from pathlib import Path

from comms.errors import NotAllowedError
from comms.resources import shipped

# Dates, themes and regions serve any network; members, initiatives and events are each network's own.
_COMMON = ("observances", "themes.yaml", "themes", "regions.yaml", "governments.yaml", "sources.yaml")
_OWN = {
    "members.yaml": "# Your members; docs/calendars.md describes the fields.\nmembers: []\n",
    "initiatives.yaml": "# What your members do; docs/calendars.md describes the fields.\ninitiatives: []\n",
    "events.yaml": "# Your events; last is the last day, included.\nevents: []\n",
}


def make_site(folder: Path) -> list[Path]:
    """Write a new site into *folder*, which must be new or empty; return what was written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is not an empty folder; nothing was written"
        raise NotAllowedError(message)
    calendars = folder / "calendars"
    calendars.mkdir(parents=True)
    for name in _COMMON:
        source = shipped("calendars") / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, calendars / name)
    for name, text in _OWN.items():
        (calendars / name).write_text(text, encoding="utf-8")
    shutil.copy(shipped("templates") / "site" / "config.yaml", folder / "config.yaml")
    return [folder / "config.yaml", calendars]
