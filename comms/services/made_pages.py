"""Which files the last build of the pages made."""

from pathlib import Path

MADE = ".made"


def made_in(folder: Path) -> list[str]:
    """Return what the last build put into *folder*, by its path there."""
    record = folder / MADE
    return record.read_text(encoding="utf-8").splitlines() if record.is_file() else []
