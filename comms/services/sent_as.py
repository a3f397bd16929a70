"""As whom and where requests were sent: a channel that was changed since can neither tell of them nor delete them."""

from collections.abc import Iterable, Mapping

from comms.domain.channels import CHANNEL_RULES
from comms.domain.place import Place
from comms.store.models import Delivery

_PRETENDED = "it was sent while its channel pretended, so that nothing left; say that it is not there"


def sent_elsewhere(deliveries: Iterable[Delivery], place: Place) -> list[Delivery]:
    """Return those of *deliveries* that were sent as somebody else, or to another server, than *place*.

    What was sent before anybody wrote that down counts as sent from *place*.
    """
    return [one for one in deliveries if not place.is_where(one.sent_as)]


def where_to_look(delivery: Delivery) -> str:
    """Return what a person reads of a request that the desk cannot look for."""
    if delivery.sent_as["pretend"]:
        return _PRETENDED
    named = names_of(delivery.sent_as)
    return f"it was sent as {named['account']} at {named['server']}; look there"


def names_of(sent_as: Mapping[str, str]) -> dict[str, str]:
    """Return the account and the server of a place in words; the vendor's own server is called as the channel is."""
    label = CHANNEL_RULES[sent_as["kind"]].label
    return {"account": sent_as["account"] or label, "server": sent_as["server"] or label}
