"""The keys that seal the secrets in the store: from the environment, or else from a file of the site."""

from cryptography.fernet import Fernet

from comms.config import Config
from comms.secret_file import secret_file


def sealing_keys(config: Config) -> list[str]:
    """Return the keys, newest first, from COMMS_CREDENTIALS_KEY (blanks between) or else from the site's file.

    The file is made at the first use, readable by its owner only.
    """
    given = config.secret("COMMS_CREDENTIALS_KEY")
    if given:
        return given.split()
    return secret_file(config.var / "credentials_key", make=lambda: Fernet.generate_key().decode()).split()
