"""The key that signs sessions and links."""

import secrets

from comms.config import Config
from comms.secret_file import secret_file


def secret_key(config: Config) -> str:
    """Return the key from COMMS_SECRET_KEY, or else from the site's file, which is made at the first run."""
    given = config.secret("COMMS_SECRET_KEY")
    return given or secret_file(config.site / config.settings.secret_key_file, make=lambda: secrets.token_urlsafe(50))
