"""The page of a guest: no account, no navigation, nothing but the posts of the link. Looking never acts."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.guest_page import guest_page
from comms.desk.views import pictures
from comms.errors import NotAllowedError, NotFoundError
from comms.services.guests import LANGUAGES, Answer, answer, link_of, lives
from comms.services.review import ConflictError
from comms.store.models import GuestLink

_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_LONGEST_NUMBER = 18
_View = Callable[..., HttpResponse]


def _apart(view: _View) -> _View:
    """Keep the page out of every cache, index and referrer, and its refusals out of the desk's frame."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        # Without a referrer browsers call the page's own origin “null”; the token of the form is checked all the same.
        if request.META.get("HTTP_ORIGIN") == "null":
            del request.META["HTTP_ORIGIN"]
        response = view(request, **named)
        if response.status_code == HTTPStatus.FORBIDDEN:
            response = _closed(request, "guest/again.html", HTTPStatus.FORBIDDEN)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response

    return answered


def _closed(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """Return a page in all languages, for nobody knows who reads it."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append((language, render(request, template).content.decode()))
    with override(LANGUAGES[0]):
        return render(request, "guest/closed.html", {"said": said}, status=status)


def _missing(request: HttpRequest, link: GuestLink | None) -> HttpResponse:
    return _closed(request, "guest/gone.html", HTTPStatus.NOT_FOUND if link is None else HTTPStatus.GONE)


@login_not_required
@csrf_exempt
@_apart
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the posts of a link; keep an answer that was sent by its form."""
    link = link_of(secret)
    if link is None or not lives(link, app.now()):
        return _missing(request, link)
    with override(link.language):
        if request.method == "POST":
            return _answered(request, secret, link)
        return render(request, "guest/page.html", guest_page(link, secret))


def _answered(request: HttpRequest, secret: str, link: GuestLink) -> HttpResponse:
    given = request.POST
    number = given.get("post", "")
    post_id = int(number) if number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER else 0
    said = Answer(post_id, given.get("act", ""), given.get("name", ""), given.get("seen", ""), given.get("text", ""))
    try:
        answer(secret, said, now=app.now())
    except NotFoundError:
        return _missing(request, None)
    except NotAllowedError as refused:
        status = HTTPStatus.CONFLICT if isinstance(refused, ConflictError) else HTTPStatus.UNPROCESSABLE_ENTITY
        context = guest_page(link, secret, said=said, refused=sayings.error(refused))
        return render(request, "guest/page.html", context, status=status)
    return redirect(f"{reverse('guest', args=(secret,))}#post-{post_id}")


# It is only ever looked at; exempt, so that a refusal of anything else comes from here too.
@login_not_required
@csrf_exempt
@_apart
@require_safe
def picture(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """Show a picture that a post of the link carries."""
    link = link_of(secret)
    if link is None or not lives(link, app.now()):
        return _missing(request, link)
    if not link.posts.filter(image=name).exists():
        return _missing(request, None)
    try:
        return pictures.picture(request, name=name)
    except Http404:
        return _missing(request, None)
