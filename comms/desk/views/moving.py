"""A post on another day or at another hour: asked for by a form, by dragging or by keyboard, always the same."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from comms import app
from comms.desk import sayings
from comms.desk.forms import MoveForm
from comms.desk.moving import costs, done, moved_place, warnings
from comms.desk.subjects import subject
from comms.desk.views.visitor import may_write, person_of
from comms.domain.posts import EDITABLE
from comms.errors import CommsError
from comms.services import moving
from comms.services.moving import Moved, place_of
from comms.services.review import ConflictError
from comms.store.models import Post


def _post(post_id: int) -> Post:
    return get_object_or_404(Post.objects.select_related("slot"), pk=post_id)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show the form, or move the post once its cost was read."""
    post = _post(post_id)
    if request.method != "POST":
        return _page(request, post, _form(post))
    form = _form(post, request.POST)
    if not form.is_valid():
        return _page(request, post, form, status=422)
    try:
        seen = _try(request, post, form)
    except ConflictError as conflict:
        fresh = _form(post, request.POST.dict() | {"version": str(post.version)})
        fresh.is_valid()
        fresh.add_error(None, sayings.error(conflict))
        return _page(request, _post(post_id), fresh, status=409)
    except CommsError as refused:
        form.add_error(None, sayings.error(refused))
        return _page(request, _post(post_id), form, status=422)
    if not _is_agreed(request, seen):
        return _page(request, _post(post_id), form, seen=seen)
    messages.success(request, done(seen))
    for warning in warnings(seen):
        messages.warning(request, warning)
    return redirect(f"{_back(request, seen.post)}#p{post_id}")


def _try(request: HttpRequest, post: Post, form: MoveForm) -> Moved:
    """Move the post if nothing speaks against it, or if a person said yes to what does; else only tell what does."""
    place, by = moved_place(post, form), person_of(request)
    given: dict[str, Any] = {"config": app.config(), "by": by, "now": app.now()}
    version = form.cleaned_data["version"]
    if version == post.version:
        seen = moving.foresee(_post(post.pk), place, **given)
        if not _is_agreed(request, seen):
            return seen
    return moving.move_to(post.pk, place, version=version, **given)


def _is_agreed(request: HttpRequest, seen: Moved) -> bool:
    """Tell whether the move costs nothing, or a person said yes to what it costs at that very place."""
    return not seen.wants_a_yes or request.POST.get("sure") == _place(seen)


def _place(seen: Moved) -> str:
    return seen.post.due_at.isoformat() if seen.post.due_at else ""


def _form(post: Post, data: Any = None) -> MoveForm:
    place = place_of(post)
    start = {"day": post.day, "hour": place.hour if place else None, "version": post.version}
    return MoveForm(data, initial=start)


def _back(request: HttpRequest, post: Post) -> str:
    """Return where the person came from; else the month of the post."""
    given = request.POST.get("back") or request.GET.get("back", "")
    if url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return given.partition("#")[0]
    return reverse("month", args=(post.day.year, post.day.month))


def _page(
    request: HttpRequest, post: Post, form: MoveForm, *, seen: Moved | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "post": post,
        "subject": subject(post.slot),
        "form": form,
        "costs": costs(seen) if seen else [],
        "place": _place(seen) if seen else "",
        "back": _back(request, post),
        "can_move": may_write(person_of(request)) and post.state in EDITABLE,
    }
    return render(request, "move.html", context, status=status)
