"""Whether the desk itself still looks for a post of which nobody knows whether it is public, and when."""

from datetime import datetime

from django.utils.translation import gettext as _
from markupsafe import escape

from comms.desk.dates import hour
from comms.domain.answers import DeliveryState
from comms.domain.posts import State
from comms.domain.standing import Standing
from comms.store.models import Post


def looking(post: Post, standing: Standing, now: datetime) -> str:
    """Return when the desk looks for *post* next, in words; nothing where it looks no more."""
    if post.state != State.UNCONFIRMED:
        return ""
    planned = post.deliveries.filter(state=DeliveryState.UNCERTAIN, next_look_at__isnull=False)
    next_look = planned.order_by("next_look_at").values_list("next_look_at", flat=True).first()
    if next_look is None:
        return ""
    if not standing.may_be_looked_at(max(now, next_look)):
        return _("The desk looks for it by itself as soon as its channel can be asked again.")
    if next_look <= now:
        return _("The desk looks for it by itself, right now.")
    return escape(_("The desk looks for it by itself: next at %(hour)s.")) % {"hour": hour(next_look, post.zone)}
