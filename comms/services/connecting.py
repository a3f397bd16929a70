"""Connecting a channel: its secrets are tried without publishing, and stored only if they are right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comms.config import Config
from comms.domain.answers import DeliveryError, Unavailable
from comms.errors import NotAllowedError
from comms.ports import Channel, Credentials
from comms.services import credentials
from comms.services.audit import By
from comms.services.people import CONNECT, require
from comms.store.models import Person

_LAST_OF_LATIN_1 = 0xFF


@dataclass
class OnTrial:
    """Secrets that are being tried; tokens that the channel renews meanwhile are kept with them."""

    secrets: dict[str, str]
    expires_at: datetime | None = field(default=None)

    def read(self) -> Mapping[str, str]:
        """Return the secrets by name."""
        return self.secrets

    def renew(self, changes: Mapping[str, str], *, expires_at: datetime | None) -> None:
        """Keep rotated tokens."""
        self.secrets |= changes
        self.expires_at = expires_at


def connect(  # noqa: PLR0913 - what is known of a connection
    config: Config,
    channel: str,
    secrets: Mapping[str, str],
    open_with: Callable[[Credentials], Channel],
    *,
    by: By,
    now: datetime,
    lasts: timedelta | None = None,
) -> str:
    """Try *secrets* on the channel and store them sealed; return whom they speak for. Nothing is published.

    *lasts* is how long fresh secrets of this kind are good, where the channel does not say.
    Fewer secrets than are stored take the place of those alone. Raises NotAllowedError, and stores nothing, where
    the channel does not take them; a token that it renewed meanwhile is kept, since the one before is used up.
    """
    if isinstance(by, Person):
        require(by, CONNECT)
    trial = OnTrial(_with_stored(config, channel, {name: value for name, value in secrets.items() if value}, now))
    try:
        account = open_with(trial).check()
    except DeliveryError as error:
        if trial.expires_at and not (isinstance(error, Unavailable) and error.stops):
            credentials.kept(config, channel, lambda: now).renew(trial.secrets, expires_at=trial.expires_at)
        message = "the channel did not take these secrets: %(reason)s"
        raise NotAllowedError(message, reason=str(error)) from error
    ends = trial.expires_at or (now + lasts if lasts else None)
    credentials.store(config, channel, trial.secrets, account=account, by=by, now=now, expires_at=ends)
    return account


def _with_stored(config: Config, channel: str, given: dict[str, str], now: datetime) -> dict[str, str]:
    for name, value in given.items():
        # A header of HTTP holds no other sign.
        if any(ord(sign) > _LAST_OF_LATIN_1 for sign in value):
            message = "the secret “%(name)s” holds a sign that no secret has; copy it again from where it was made"
            raise NotAllowedError(message, name=name)
    try:
        stored = credentials.kept(config, channel, lambda: now).read()
    except Unavailable:
        return given
    return {**stored, **given} if given.keys() <= stored.keys() else given
