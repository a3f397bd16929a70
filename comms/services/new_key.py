"""A new key for the secrets of channels, without losing one of them."""

from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

from comms.config import Config
from comms.errors import CommsError
from comms.secret_file import change_secret
from comms.services.credentials import seal_anew
from comms.services.sealing_key import file_of_keys, given_keys, sealing_keys


@dataclass(frozen=True)
class NewKey:
    """What was done: *sealed* secrets have the newest key; None where somebody has to set *key* first."""

    key: str = ""
    sealed: int | None = None


def new_key(config: Config) -> NewKey:
    """Seal all secrets with a new key.

    Keys that come from the environment are changed by whoever sets them: a new one is made while there is only one,
    and the secrets are sealed with the first of several. In the site's own file the new key takes the old one's place.
    """
    given = given_keys(config)
    if len(given) == 1:
        return NewKey(key=_made())
    return NewKey(sealed=_sealed(config) if given else _changed_in_file(config))


def _changed_in_file(config: Config) -> int:
    """Let both keys stand in the file while the secrets change theirs: what stops midway loses nothing."""
    path, old, new = file_of_keys(config), " ".join(sealing_keys(config)), _made()
    change_secret(path, f"{new} {old}")
    try:
        sealed = _sealed(config)
    except CommsError:
        change_secret(path, old)
        raise
    change_secret(path, new)
    return sealed


def _sealed(config: Config) -> int:
    try:
        return seal_anew(config)
    except InvalidToken as error:
        message = (
            "a channel's secrets are sealed with a key that is not there any more, so nothing was changed; "
            "`comms doctor` says of which: connect it again, or delete them with --forget"
        )
        raise CommsError(message) from error


def _made() -> str:
    return Fernet.generate_key().decode()
