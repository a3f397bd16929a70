"""X's keys: four that sign (OAuth 1.0a), or an access token of two hours whose refresh token is used once (OAuth 2)."""

from datetime import timedelta

from comms.channels.opening import Opening
from comms.channels.renewal import Renewal, fresh_secrets
from comms.channels.x_transport import Keys
from comms.domain.answers import Stop, Unavailable

_RENEWAL = Renewal("X", "https://api.x.com", "/2/oauth2/token", ahead=timedelta(minutes=5), burns=True)


def fresh_keys(opening: Opening) -> Keys:
    """Return keys that are good for now."""
    keys = _keys(opening)
    if not keys.access_token:
        reason = "X is not connected: its access token is missing"
        raise Unavailable(reason, stops=Stop.CREDENTIALS)
    return keys if keys.signs else Keys(access_token=fresh_secrets(opening, _RENEWAL)["access_token"])


def newer_keys(opening: Opening, used: Keys) -> Keys | None:
    """Return the keys that somebody renewed since *used* were read; None where nobody did."""
    keys = _keys(opening)
    return None if keys.signs or keys.access_token == used.access_token else Keys(access_token=keys.access_token)


def _keys(opening: Opening) -> Keys:
    secrets = opening.credentials.read()
    return Keys(**{name: secrets.get(name, "") for name in Keys.__dataclass_fields__})
