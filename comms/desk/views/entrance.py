"""In and out. The desk speaks the language chosen at the door; without a choice, the person's own."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from comms.desk.views.language import keep
from comms.desk.views.visitor import person_of
from comms.services.people import remember_language


class Entrance(LoginView):
    """The page that asks for name and password."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, and settle the language to speak."""
        response = super().form_valid(form)
        person = person_of(self.request)
        chosen = self.request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen in dict(settings.LANGUAGES):
            remember_language(person, chosen)
        else:
            keep(response, person.language)
        return response


class Exit(LogoutView):
    """The way out. The language of whoever leaves is not the next person's."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out."""
        response = super().post(request, *args, **kwargs)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
