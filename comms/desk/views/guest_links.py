"""Guest links, as the people of the desk make and revoke them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from comms import app
from comms.desk import sayings
from comms.desk.views.stories import story_page
from comms.desk.views.visitor import person_of
from comms.errors import NotAllowedError
from comms.services.guests import Wanted, make_link, revoke_link

_LONGEST_NUMBER = 18


@never_cache
@require_POST
def make(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Make a link and show its address, this once."""
    given = request.POST
    wanted = Wanted(
        name=given.get("name", ""),
        language=given.get("language", ""),
        post_ids=[_number(one) for one in given.getlist("post")],
        days=_number(given.get("days", "")),
        for_member=given.get("for_member") == "yes",
    )
    try:
        secret = make_link(slot_id, wanted, by=person_of(request), now=app.now())
    except NotAllowedError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("story", slot_id=slot_id)
    return story_page(request, slot_id, _address(request, secret))


def _address(request: HttpRequest, secret: str) -> str:
    """Return the public address: behind a proxy, the desk itself is spoken to without encryption."""
    path, public = reverse("guest", args=(secret,)), app.config().settings.server.address
    return f"{public.rstrip('/')}{path}" if public else request.build_absolute_uri(path)


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and given.isascii() and len(given) <= _LONGEST_NUMBER else 0


@require_POST
def revoke(request: HttpRequest, slot_id: str, link_id: int) -> HttpResponse:
    """Make a link useless."""
    try:
        revoke_link(slot_id, link_id, by=person_of(request), now=app.now())
    except NotAllowedError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, _("Revoked: the link leads nowhere now."))
    return redirect("story", slot_id=slot_id)
