"""The page of a post: look, try, edit."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from comms import app
from comms.desk import sayings
from comms.desk.forms import EditForm
from comms.desk.outcomes import after_saving, warning_of_hour
from comms.desk.post_page import edit_form, looks, page_of
from comms.desk.views.visitor import person_of
from comms.domain.message import canonical_text
from comms.domain.posts import State
from comms.errors import CommsError
from comms.services import review
from comms.services.review import ConflictError
from comms.store.models import Post


def _post(post_id: int) -> Post:
    return get_object_or_404(Post.objects.select_related("slot"), pk=post_id)


@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show one post."""
    return render(request, "post.html", page_of(_post(post_id), person_of(request)))


@require_POST
def look(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show how the words in the form would look and count, without storing them."""
    shown = _post(post_id)
    form = edit_form(shown, request.POST)
    form.is_valid()
    _try_on(shown, form)
    if request.headers.get("HX-Request"):
        return render(request, "post/looks.html", {"post": shown, "looks": looks(shown)})
    context = page_of(_post(post_id), person_of(request), form=form)
    return render(request, "post.html", context | {"looks": looks(shown)})


def _try_on(post: Post, form: EditForm) -> None:
    """Put the words of *form* on a post that is not saved."""
    post.text = canonical_text(form.cleaned_data.get("text", "")).strip()
    post.alt = canonical_text(form.cleaned_data.get("alt", "")).strip()


@require_POST
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """Store the words in the form."""
    stored, person = _post(post_id), person_of(request)
    form = edit_form(stored, request.POST)
    if not form.is_valid():
        return render(request, "post.html", page_of(stored, person, form=form), status=422)
    given = form.cleaned_data
    local = datetime.combine(stored.day, given["hour"]) if given["hour"] else None
    before = State(stored.state)
    try:
        saved = review.edit(
            post_id,
            text=given["text"],
            alt=given["alt"],
            local=local,
            version=given["version"],
            by=person,
            now=app.now(),
        )
    except ConflictError as conflict:
        return _conflict(request, _post(post_id), conflict)
    except CommsError as refused:
        form.add_error(None, sayings.error(refused))
        return render(request, "post.html", page_of(_post(post_id), person, form=form), status=422)
    messages.success(request, after_saving(before, saved))
    if warning := warning_of_hour(saved, app.now()):
        messages.warning(request, warning)
    return redirect("post", post_id=post_id)


def _conflict(request: HttpRequest, stored: Post, conflict: ConflictError) -> HttpResponse:
    """Keep the person's words in the form and show the stored ones beside; saving again means having seen them."""
    form = edit_form(stored, request.POST.dict() | {"version": stored.version})
    form.is_valid()
    form.add_error(None, sayings.error(conflict))
    context = page_of(stored, person_of(request), form=form, stored=stored.text)
    return render(request, "post.html", context, status=409)
