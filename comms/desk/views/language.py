"""The language in which the desk speaks."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from comms.desk.views.visitor import person_of
from comms.services.people import remember_language


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Speak the chosen language from now on, and remember it for a person who is logged in."""
    response = set_language(request)
    code = request.POST.get("language", "")
    if request.user.is_authenticated and code in dict(settings.LANGUAGES):
        remember_language(person_of(request), code)
    return response


def keep(response: HttpResponse, code: str) -> None:
    """Make the browser ask for the language *code* from now on."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
