"""X's keys, renewed before they end: an OAuth 2 access token lives two hours, and its refresh token is used once."""

from datetime import datetime, timedelta

from comms.channels.http import Api
from comms.channels.opening import Opening
from comms.channels.x_transport import Keys
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain

_BASE = "https://api.x.com"
_AHEAD = timedelta(minutes=5)
_EXPIRY = "access_token_ends"


def fresh_keys(opening: Opening) -> Keys:
    """Return keys that are good for now; a rotated token is stored before it is used."""
    secrets = dict(opening.credentials.read())
    keys = Keys(**{name: secrets.get(name, "") for name in Keys.__dataclass_fields__})
    if not keys.access_token:
        reason = "X is not connected: its access token is missing"
        raise Unavailable(reason, stops=Stop.CREDENTIALS)
    ends = secrets.get(_EXPIRY, "")
    can_renew = not keys.signs and secrets.get("refresh_token") and secrets.get("client_id")
    if not can_renew or (ends and datetime.fromisoformat(ends) - opening.now() > _AHEAD):
        return keys
    return Keys(access_token=_renewed(opening, secrets))


def _renewed(opening: Opening, secrets: dict[str, str]) -> str:
    api = Api(opening.account.server or _BASE, opening.now, clock=opening.clock)
    client, secret = secrets["client_id"], secrets.get("client_secret", "")
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"], "client_id": client}
    try:
        auth = (client, secret) if secret else None
        reply = api.ask("POST", "/2/oauth2/token", form=form, auth=auth, creates=True)
        error = api.verdict(reply, reason="X does not renew our access; connect the channel again")
        if error:
            raise error
        given = reply.json()
        token, ends = str(given["access_token"]), opening.now() + timedelta(seconds=int(given["expires_in"]))
        changes = {"access_token": token, _EXPIRY: ends.isoformat()}
        changes |= {"refresh_token": str(given["refresh_token"])} if given.get("refresh_token") else {}
    except (Uncertain, Refused, KeyError, TypeError, ValueError) as error:
        # The refresh token may be used up by a request whose answer is lost: only a person gets another.
        reason = "the access to X could not be renewed; connect the channel again"
        raise Unavailable(reason, stops=Stop.CREDENTIALS) from error
    except DeliveryError:
        raise
    opening.credentials.renew(changes, expires_at=ends)
    return token
