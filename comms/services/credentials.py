"""The secrets of channels: from the environment, or sealed in the store with a key that the store does not hold."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.db import transaction

from comms.config import Config
from comms.domain.answers import DeliveryError, Stop, Unavailable
from comms.errors import CommsError
from comms.services.audit import By, record
from comms.services.held_tokens import Rotated, held, hold, let_go, write_held
from comms.services.renewal_turns import renewal_turn
from comms.services.sealing_key import sealing_keys
from comms.services.standings import reopen_channel
from comms.store.models import Credential

logger = logging.getLogger(__name__)
REFRESH = "refresh_token"
# What leaves with the new token has little time left to leave: later, others write it.
_WRITE_AGAIN_AFTER = (0.5, 1.0, 2.0, 4.0)
_LAST_OF_LATIN_1 = 0xFF
# Beside a renewed token stands the digest of the one in the environment that it came from.
_FROM = "came from "


def variable(channel: str, field: str) -> str:
    """Return the name of the environment variable that holds a secret of a channel, or names its file with _FILE."""
    return f"COMMS_{channel}_{field}".upper().replace("-", "_")


@dataclass(frozen=True)
class ChannelCredentials:
    """The secrets of one channel.

    Those in the environment win over the stored ones, but for a token that the channel has renewed since: it stands
    in the store, and what it came from is used up. Another value in the environment wins again.
    """

    config: Config
    channel: str
    fields: tuple[str, ...]
    now: Callable[[], datetime]

    def read(self) -> Mapping[str, str]:
        """Return the secrets by name; raise Unavailable where they cannot be read, and stop for one that is wrong."""
        try:
            return self._found()
        except DeliveryError:
            raise
        except CommsError as error:
            raise Unavailable(str(error)) from error
        except Exception as error:
            logger.exception("channel %s: its secrets could not be read", self.channel)
            reason = "its secrets cannot be read just now; nothing was asked of the channel"
            raise Unavailable(reason) from error

    def _found(self) -> Mapping[str, str]:
        write_held(self.channel)
        waiting = held(self.channel)
        stored = _opened(self.config, self.channel) | dict(waiting.changes if waiting else {})
        fresh = {
            field: value for field, value in self._given().items() if stored.get(_came_from(field)) != _digest(value)
        }
        found = {field: value for field, value in (stored | fresh).items() if not field.startswith(_FROM)}
        for field, value in found.items():
            if has_strange_sign(value):
                reason = f"its secret “{field}” holds a sign that no secret has; copy it again from where it was made"
                raise Unavailable(reason, stops=Stop.CREDENTIALS)
        return found

    def turn(self) -> AbstractContextManager[None]:
        """Wait until nobody else, here or in another process, renews these secrets."""
        return renewal_turn(self.channel, self.now)

    def renew(
        self, changes: Mapping[str, str], *, expires_at: datetime | None, renewable_until: datetime | None = None
    ) -> None:
        """Store rotated tokens at once, all or none; what the database does not take now is held in memory."""
        used_up = {_came_from(field): _digest(value) for field, value in self._given().items() if field in changes}
        rotated = Rotated({**changes, **used_up}, expires_at, renewable_until, self.now())
        hold(self.channel, rotated, self._write)
        for seconds in _WRITE_AGAIN_AFTER:
            if write_held(self.channel):
                return
            time.sleep(seconds)
        write_held(self.channel)

    def _write(self, rotated: Rotated) -> None:
        with transaction.atomic():
            row = Credential.objects.select_for_update().filter(pk=self.channel).first()
            if row is None:
                row = Credential(channel=self.channel, changed_by="the channel", changed_at=rotated.at)
            elif row.changed_at > rotated.at:
                # Somebody connected the channel anew since.
                return
            row.sealed = _sealed(self.config, {**_opened(self.config, self.channel), **rotated.changes})
            row.expires_at = rotated.expires_at
            row.renewable_until = rotated.renewable_until or row.renewable_until
            row.save()

    def _given(self) -> dict[str, str]:
        given = {field: self.config.secret(variable(self.channel, field)) for field in self.fields}
        return {field: value for field, value in given.items() if value}


def has_strange_sign(secret: str) -> bool:
    """Tell whether *secret* holds a sign that no header of HTTP does: a curly quote, a line end."""
    return any(ord(sign) > _LAST_OF_LATIN_1 or not (sign.isprintable() or sign == "\xa0") for sign in secret)


def kept(config: Config, channel: str, now: Callable[[], datetime]) -> ChannelCredentials:
    """Return the secrets of *channel* that the store holds, whatever the environment says."""
    return ChannelCredentials(config, channel, (), now)


def stored(config: Config, channel: str) -> Mapping[str, str] | None:
    """Return the secrets of *channel* that the store holds, whatever the environment says; None if they are sealed."""
    try:
        found = _opened(config, channel)
    except Unavailable:
        return None
    return {field: value for field, value in found.items() if not field.startswith(_FROM)}


def store(  # noqa: PLR0913 - what is known of a connection
    config: Config,
    channel: str,
    secrets: Mapping[str, str],
    *,
    account: str,
    by: By,
    now: datetime,
    expires_at: datetime | None = None,
    renewable_until: datetime | None = None,
) -> None:
    """Seal and store the secrets of *channel*, and let the channel be asked again."""
    with transaction.atomic():
        Credential.objects.update_or_create(
            channel=channel,
            defaults={
                "sealed": _sealed(config, secrets),
                "account": account,
                "expires_at": expires_at,
                "renewable_until": renewable_until,
                "warned_days": None,
                "changed_at": now,
                "changed_by": by if isinstance(by, str) else by.username,
            },
        )
        record("channel connected", f"channel:{channel}", by=by, now=now, after={"account": account})
        reopen_channel(channel, by=by, now=now)
    let_go(channel)


def forget(channel: str, *, by: By, now: datetime) -> None:
    """Delete the stored secrets of *channel*."""
    with transaction.atomic():
        if Credential.objects.filter(pk=channel).delete()[0]:
            record("channel disconnected", f"channel:{channel}", by=by, now=now)
    let_go(channel)


def seal_anew(config: Config) -> int:
    """Seal all secrets with the newest key, and return how many; then the older keys can go."""
    with transaction.atomic():
        rows = list(Credential.objects.select_for_update())
        for row in rows:
            row.sealed = _box(config).rotate(bytes(row.sealed))
            row.save(update_fields=["sealed"])
        return len(rows)


def _came_from(field: str) -> str:
    return f"{_FROM}{field}"


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _box(config: Config) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in sealing_keys(config)])
    except ValueError as error:
        message = "COMMS_CREDENTIALS_KEY is no key: `comms connect --new-key` prints one"
        raise CommsError(message) from error


def _sealed(config: Config, secrets: Mapping[str, str]) -> bytes:
    return _box(config).encrypt(json.dumps(dict(secrets), sort_keys=True).encode())


def _opened(config: Config, channel: str) -> dict[str, str]:
    row = Credential.objects.filter(pk=channel).first()
    if row is None:
        return {}
    try:
        return dict(json.loads(_box(config).decrypt(bytes(row.sealed))))
    except InvalidToken as error:
        reason = "its stored secrets were sealed with another key; put that key back, or connect it again"
        raise Unavailable(reason, stops=Stop.CREDENTIALS) from error
