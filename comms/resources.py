"""Where the shipped calendars and templates are, in a wheel or in a checkout."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def shipped(kind: Literal["calendars", "templates"]) -> Path:
    """Return the folder named *kind*, from this wheel or from this checkout."""
    in_wheel = _PACKAGE / "_data" / kind
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / kind
