"""The keys that seal the secrets in the store: from the environment, or else from a file of the site."""

from pathlib import Path

from cryptography.fernet import Fernet

from comms.config import Config
from comms.secret_file import secret_file


def sealing_keys(config: Config) -> list[str]:
    """Return the keys, newest first, from COMMS_CREDENTIALS_KEY (blanks between) or else from the site's file.

    The file is made at the first use, readable by its owner only.
    """
    return given_keys(config) or secret_file(file_of_keys(config), make=lambda: Fernet.generate_key().decode()).split()


def given_keys(config: Config) -> list[str]:
    """Return the keys that come from the environment, newest first."""
    return (config.secret("COMMS_CREDENTIALS_KEY") or "").split()


def file_of_keys(config: Config) -> Path:
    """Return the site's own file of keys."""
    return config.var / "credentials_key"
