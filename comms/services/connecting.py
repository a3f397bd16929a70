"""Connecting a channel: its secrets are tried without publishing, and stored only if they are right."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from comms.channels.opening import Lasts
from comms.channels.renewal import ENDS
from comms.config import Config
from comms.domain.answers import DeliveryError, OtherAccount, Unavailable
from comms.errors import NotAllowedError
from comms.ports import Channel, Credentials
from comms.services import credentials
from comms.services.audit import By
from comms.services.credentials import REFRESH
from comms.services.people import CONNECT, require
from comms.services.renewal_turns import renewal_turn
from comms.store.models import Credential, Person

_FOR_EVER = Lasts()


@dataclass
class OnTrial:
    """Secrets that are being tried; tokens that the channel renews meanwhile are kept with them."""

    secrets: dict[str, str]
    renewed: dict[str, str] = field(default_factory=dict, repr=False)
    expires_at: datetime | None = None
    renewable_until: datetime | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def read(self) -> Mapping[str, str]:
        """Return the secrets by name."""
        return self.secrets

    def turn(self) -> AbstractContextManager[None]:
        """Wait until no other thread renews them."""
        return _held(self._lock)

    def renew(
        self, changes: Mapping[str, str], *, expires_at: datetime | None, renewable_until: datetime | None = None
    ) -> None:
        """Keep rotated tokens."""
        self.secrets |= changes
        self.renewed |= changes
        self.expires_at, self.renewable_until = expires_at, renewable_until or self.renewable_until


@contextmanager
def _held(lock: Lock) -> Iterator[None]:
    with lock:
        yield


def connect(  # noqa: PLR0913 - what is known of a connection
    config: Config,
    channel: str,
    secrets: Mapping[str, str],
    open_with: Callable[[Credentials], Channel],
    *,
    by: By,
    now: datetime,
    lasts: Lasts = _FOR_EVER,
) -> str:
    """Try *secrets* on the channel and store them sealed; return whom they speak for. Nothing is published.

    *lasts* is how long fresh secrets of this kind are good, where the channel does not say.
    Fewer secrets than are stored take the place of those alone. Raises NotAllowedError, and stores nothing, where
    the channel does not take them; a token that it renewed meanwhile is kept, since the one before is used up: where
    it was stored, whatever the channel says of the rest.
    """
    if isinstance(by, Person):
        require(by, CONNECT)
    given = {name: value for name, value in secrets.items() if value}
    _refuse_strange_signs(given)
    try:
        # What is stored may be part of what is tried: nobody else may use it up meanwhile.
        with renewal_turn(channel, lambda: now):
            trial = OnTrial(_with_stored(config, channel, given))
            with _keeping(config, channel, trial, now):
                account = open_with(trial).check()
                _store(config, channel, trial, given, lasts, account=account, by=by, now=now)
    except DeliveryError as error:
        message = "the channel did not take these secrets: %(reason)s"
        raise NotAllowedError(message, reason=str(error)) from error
    return account


def check(channel: Channel, *, by: By) -> str:
    """Ask an open channel whom it speaks for; nothing is published and nothing stored."""
    if isinstance(by, Person):
        require(by, CONNECT)
    try:
        return channel.check()
    except DeliveryError as error:
        message = "the channel cannot be spoken to: %(reason)s"
        raise NotAllowedError(message, reason=str(error)) from error


@contextmanager
def _keeping(config: Config, channel: str, trial: OnTrial, now: datetime) -> Iterator[None]:
    """Keep what was renewed where the rest is not stored."""
    used = trial.secrets.get(REFRESH)
    is_stored = used is not None and (credentials.stored(config, channel) or {}).get(REFRESH) == used
    try:
        yield
    except Exception as error:
        changes = _to_keep(trial, error, is_stored=is_stored)
        if changes:
            kept = credentials.kept(config, channel, lambda: now)
            kept.renew(changes, expires_at=trial.expires_at, renewable_until=trial.renewable_until)
        raise


def _to_keep(trial: OnTrial, error: Exception, *, is_stored: bool) -> Mapping[str, str]:
    """Return what is kept though the channel refused: without it, what *is_stored* is good for nothing."""
    if not trial.renewed:
        return {}
    was_refused = isinstance(error, OtherAccount) or (isinstance(error, Unavailable) and error.stops)
    if not was_refused:
        return trial.secrets
    return trial.renewed if is_stored else {}


def _store(  # noqa: PLR0913 - what is known of a connection
    config: Config,
    channel: str,
    trial: OnTrial,
    given: Mapping[str, str],
    lasts: Lasts,
    *,
    account: str,
    by: By,
    now: datetime,
) -> None:
    before = Credential.objects.filter(pk=channel).first()
    until = trial.renewable_until
    if until is None and trial.secrets.get(REFRESH) and lasts.renewal:
        until = now + lasts.renewal if before is None or REFRESH in given else before.renewable_until
    ends = trial.expires_at or _known_end(trial) or (now + lasts.access if lasts.access else None)
    credentials.store(
        config, channel, trial.secrets, account=account, by=by, now=now, expires_at=ends, renewable_until=until
    )


def _known_end(trial: OnTrial) -> datetime | None:
    ends = trial.secrets.get(ENDS)
    return datetime.fromisoformat(ends) if ends else None


def _refuse_strange_signs(given: Mapping[str, str]) -> None:
    for name, value in given.items():
        if credentials.has_strange_sign(value):
            message = "the secret “%(name)s” holds a sign that no secret has; copy it again from where it was made"
            raise NotAllowedError(message, name=name)


def _with_stored(config: Config, channel: str, given: dict[str, str]) -> dict[str, str]:
    """Return what is given with what is stored beside it; when an earlier token ended says nothing of another."""
    stored = credentials.stored(config, channel)
    if stored is None or not given.keys() <= stored.keys():
        return given
    over = {ENDS} if "access_token" in given else set()
    return {**{name: value for name, value in stored.items() if name not in over}, **given}
