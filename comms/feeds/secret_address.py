"""Where private feeds are: below a secret that only its owner knows, in a folder named after the secret's hash."""

from hashlib import sha256
from pathlib import Path


def folder(var: Path) -> Path:
    """Return where private feeds are kept."""
    return var / "private-feeds"


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a secret, in hex; it has 256 bits, so that nobody can guess back."""
    return sha256(secret.encode()).hexdigest()
