"""The pictures that posts carry, as a person sees them before they leave."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comms import app
from comms.channels.names import suffix_of
from comms.domain.answers import Refused

_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Show the picture called *name*: the name follows from its bytes, so that a browser may keep it for ever."""
    try:
        found = app.pictures(app.config()).read(name)
    except Refused as lost:
        raise Http404 from lost
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return HttpResponse(found, content_type=_TYPES[suffix_of(found)], headers=headers)
