"""Names by which what was published is found again: in addresses, in files, on servers."""

import re
from hashlib import sha256

_READABLE = 60


def name_of(key: str) -> str:
    """Return the name of a message in small letters, digits and hyphens, always the same for the same key."""
    readable = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:_READABLE].strip("-")
    return f"{readable or 'post'}-{sha256(key.encode()).hexdigest()[:8]}"


def suffix_of(picture: bytes) -> str:
    """Return the suffix of a picture's file: pictures are PNG or JPEG."""
    return "png" if picture.startswith(b"\x89PNG") else "jpg"
