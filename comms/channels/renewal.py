"""Access that is renewed before it ends (OAuth 2), by one asker at a time: a refresh token may be good for one use."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from comms.channels.http import Api, Reply
from comms.channels.opening import Opening
from comms.domain.answers import DeliveryError, Refused, Stop, Unavailable, Uncertain

logger = logging.getLogger(__name__)
# Beside an access token stands when it ends.
ENDS = "access_token_ends"


@dataclass(frozen=True)
class Renewal:
    """Where *vendor* renews access, and how long *ahead* of its end it is asked.

    *burns* says that a refresh token is good for one use, *secret_in_form* that the app's secret goes with the form.
    """

    vendor: str
    base: str
    path: str
    ahead: timedelta
    burns: bool = False
    secret_in_form: bool = False


def fresh_secrets(opening: Opening, how: Renewal) -> Mapping[str, str]:
    """Return secrets whose access token is good for now; a renewed one is stored before it is used.

    Raise Unavailable whatever breaks: with these secrets nothing was asked yet.
    """
    try:
        return _fresh(opening, how)
    except DeliveryError:
        raise
    except Exception as error:
        logger.exception("channel %s: its access could not be looked after", opening.account.channel)
        reason = "the access to the channel cannot be looked after just now; it is asked again later"
        raise Unavailable(reason) from error


def _fresh(opening: Opening, how: Renewal) -> Mapping[str, str]:
    secrets = opening.credentials.read()
    if not _is_due(secrets, opening, how):
        return secrets
    with opening.credentials.turn():
        # Whoever had the turn before has renewed them, as a rule.
        secrets = opening.credentials.read()
        if not _is_due(secrets, opening, how):
            return secrets
        try:
            return {**secrets, **_renewed(opening, how, secrets)}
        except Unavailable as error:
            if (error.stops and how.burns) or _left(secrets, opening) <= timedelta(0):
                raise
            logger.warning("channel %s: access holds, but is not renewed: %s", opening.account.channel, error)
            return secrets


def _is_due(secrets: Mapping[str, str], opening: Opening, how: Renewal) -> bool:
    can_renew = secrets.get("access_token") and secrets.get("refresh_token") and secrets.get("client_id")
    return bool(can_renew) and _left(secrets, opening) <= how.ahead


def _left(secrets: Mapping[str, str], opening: Opening) -> timedelta:
    ends = secrets.get(ENDS, "")
    return datetime.fromisoformat(ends) - opening.now() if ends else timedelta(0)


def _renewed(opening: Opening, how: Renewal, secrets: Mapping[str, str]) -> Mapping[str, str]:
    now = opening.now()
    try:
        given = _ask(opening, how, secrets)
        ends = now + timedelta(seconds=int(given["expires_in"]))
        changes = {"access_token": str(given["access_token"]), ENDS: ends.isoformat()}
        changes |= {"refresh_token": str(given["refresh_token"])} if given.get("refresh_token") else {}
        lasts = given.get("refresh_token_expires_in")
        until = now + timedelta(seconds=int(lasts)) if lasts else None
    except (Uncertain, Refused, KeyError, TypeError, ValueError) as error:
        # A refresh token of one use may be used up by a request whose answer is lost: only a person gets another.
        reason = f"the access to {how.vendor} could not be renewed; connect the channel again"
        is_over = how.burns or isinstance(error, Refused)
        raise Unavailable(reason, stops=Stop.CREDENTIALS if is_over else None) from error
    opening.credentials.renew(changes, expires_at=ends, renewable_until=until)
    return changes


def _ask(opening: Opening, how: Renewal, secrets: Mapping[str, str]) -> Any:
    api = Api(opening.account.server or how.base, opening.now, clock=opening.clock)
    client, secret = secrets["client_id"], secrets.get("client_secret", "")
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"], "client_id": client}
    auth = None
    if secret and how.secret_in_form:
        form["client_secret"] = secret
    elif secret:
        auth = (client, secret)
    reply: Reply = api.ask("POST", how.path, form=form, auth=auth, creates=True)
    error: DeliveryError | None = api.verdict(
        reply, reason=f"{how.vendor} does not renew our access; connect the channel again"
    )
    if error:
        raise error
    return reply.json()
