"""A page for what is no longer here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comms.desk import sayings
from comms.errors import NotFoundError


class Missing:
    """Middleware: what a page does not find is told in the person's language, as 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a page that raised NotFoundError; leave other errors to Django."""
        if not isinstance(exception, NotFoundError):
            return None
        return render(request, "404.html", {"missing": sayings.error(exception)}, status=404)
