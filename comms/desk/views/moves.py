"""What people do with a post: each act is one service, one message, and back to the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comms import app
from comms.desk import sayings
from comms.desk.forms import ConsentForm, FoundForm
from comms.desk.outcomes import obstacles
from comms.desk.views.visitor import person_of
from comms.domain.posts import State
from comms.errors import CommsError, NotFoundError
from comms.services import again, commenting, facts, post_pictures, publish, review, unconfirmed, withdrawing
from comms.services.rehearsing import seen_at
from comms.store.models import Post


def _do(request: HttpRequest, post_id: int, deed: Callable[[], object], done: str) -> HttpResponse:
    """Do the deed and say *done*, or say why not; then show the post again."""
    try:
        deed()
    except NotFoundError as missing:
        messages.error(request, sayings.error(missing))
        return redirect("today")
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        messages.success(request, done)
    return redirect("post", post_id=post_id)


@require_POST
def submit(request: HttpRequest, post_id: int) -> HttpResponse:
    """Ask for review, and say what still stands in the way of an approval."""
    try:
        post = review.submit(post_id, by=person_of(request), now=app.now())
    except NotFoundError as missing:
        messages.error(request, sayings.error(missing))
        return redirect("today")
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
    else:
        if found := obstacles(post):
            messages.warning(request, " ".join([_("Submitted, but nobody can approve it yet."), *found]))
        else:
            messages.success(request, _("Submitted: a colleague can approve it now."))
    return redirect("post", post_id=post_id)


@require_POST
def approve(request: HttpRequest, post_id: int) -> HttpResponse:
    """Approve exactly what the page showed."""
    by, seen, config = person_of(request), request.POST.get("seen", ""), app.config()
    once_more = request.POST.get("again") == "yes"

    def deed() -> object:
        return review.approve(post_id, seen=seen, by=by, now=app.now(), config=config, despite_repeat=once_more)

    return _do(request, post_id, deed, _("Approved."))


@require_POST
def take_picture_off(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let it go without its picture."""
    by, done = person_of(request), _("The post goes without its picture.")
    return _do(request, post_id, lambda: post_pictures.take_picture_off(post_id, by=by, now=app.now()), done)


@require_POST
def put_picture_back(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let it carry again the picture that was drawn for it."""
    by, config, done = person_of(request), app.config(), _("The picture is back on the post.")
    return _do(request, post_id, lambda: post_pictures.put_picture_back(post_id, config, by=by, now=app.now()), done)


@require_POST
def send_back(request: HttpRequest, post_id: int) -> HttpResponse:
    """Send it back with a comment."""
    by, comment = person_of(request), request.POST.get("comment", "")
    done = _("Sent back with your comment.")
    return _do(request, post_id, lambda: review.reject(post_id, comment=comment, by=by, now=app.now()), done)


@require_POST
def send_now(request: HttpRequest, post_id: int) -> HttpResponse:
    """Send it at once, and say what became of it."""
    config, by = app.config(), person_of(request)
    try:
        state = publish.send_now(post_id, config, app.opened(config), app.now, by=by)
    except CommsError as refused:
        messages.error(request, _with_its_place(sayings.error(refused), post_id))
    else:
        told = _("The post is now: %(state)s.") % {"state": sayings.state(state)}
        (messages.success if state is State.PUBLISHED else messages.warning)(request, _with_its_place(told, post_id))
    return redirect("post", post_id=post_id)


def _with_its_place(told: str, post_id: int) -> str:
    """Return *told* with the link to where the post is public, if it is."""
    post = Post.objects.filter(pk=post_id, state=State.PUBLISHED).first()
    place = seen_at(post.channel, post.receipt_id, post.receipt_url, app.config()) if post else ""
    if not place:
        return told
    return format_html('{} <a href="{}">{}</a>', told, place, _("See it where it was published"))


@require_POST
def withdraw(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take it off the desk."""
    by = person_of(request)
    return _do(request, post_id, lambda: review.withdraw(post_id, by=by, now=app.now()), _("Withdrawn."))


@require_POST
def take_back(request: HttpRequest, post_id: int) -> HttpResponse:
    """Delete it on its channel."""
    by, channels = person_of(request), app.opened(app.config())
    done = _("Taken back: it is no longer on its channel.")
    return _do(request, post_id, lambda: withdrawing.take_back(post_id, channels, by=by, now=app.now()), done)


@require_POST
def say_again(request: HttpRequest, post_id: int) -> HttpResponse:
    """Make a new draft of the same words, and show it."""
    try:
        new = again.say_again(post_id, by=person_of(request), now=app.now())
    except CommsError as refused:
        messages.error(request, sayings.error(refused))
        return redirect("post", post_id=post_id)
    messages.success(request, _("This is a new draft of the same words: it needs an approval of its own."))
    if new.day != Post.objects.get(pk=post_id).day:
        messages.warning(request, _("Its day is over, so that it is for today: read whether its words are still true."))
    return redirect("post", post_id=new.pk)


@require_POST
def was_deleted(request: HttpRequest, post_id: int) -> HttpResponse:
    """Record that a person deleted it on its channel."""
    by, channels = person_of(request), app.opened(app.config())
    done = _("Noted: it is no longer on its channel.")
    return _do(request, post_id, lambda: withdrawing.was_deleted_by_hand(post_id, channels, by=by, now=app.now()), done)


@require_POST
def reopen(request: HttpRequest, post_id: int) -> HttpResponse:
    """Make it a draft again."""
    by = person_of(request)
    return _do(request, post_id, lambda: review.reopen(post_id, by=by, now=app.now()), _("It is a draft again."))


@require_POST
def it_is_there(request: HttpRequest, post_id: int) -> HttpResponse:
    """Record where it was found."""
    by, form, channels = person_of(request), FoundForm(request.POST), app.channels(app.config())
    url = form.cleaned_data["url"] if form.is_valid() else ""
    done = _("Noted: it is public.")

    def deed() -> object:
        return unconfirmed.it_is_there(post_id, channels, url=url, by=by, now=app.now())

    return _do(request, post_id, deed, done)


@require_POST
def it_is_not(request: HttpRequest, post_id: int) -> HttpResponse:
    """Record that it was not found."""
    by = person_of(request)
    done = _("Noted: it is not public. It is a draft again.")
    return _do(request, post_id, lambda: unconfirmed.it_is_not(post_id, by=by, now=app.now()), done)


@require_POST
def comment(request: HttpRequest, post_id: int) -> HttpResponse:
    """Say something about it to colleagues."""
    by, text = person_of(request), request.POST.get("text", "")
    done = _("Your comment stands in the history.")
    return _do(request, post_id, lambda: commenting.comment(post_id, text=text, by=by, now=app.now()), done)


@require_POST
def tick(request: HttpRequest, post_id: int) -> HttpResponse:
    """Tick the chosen facts."""
    by, digests = person_of(request), set(request.POST.getlist("fact"))
    done = _("The facts are ticked.")
    return _do(request, post_id, lambda: facts.tick(post_id, digests=digests, by=by, now=app.now()), done)


@require_POST
def consent(request: HttpRequest, post_id: int) -> HttpResponse:
    """Record what the member said about its work."""
    post = get_object_or_404(Post.objects.select_related("slot"), pk=post_id, slot__initiative__gt="")
    by, form = person_of(request), ConsentForm(request.POST)
    form.is_valid()
    state, said_by = form.cleaned_data.get("state", ""), form.cleaned_data.get("said_by", "")
    initiative = post.slot.initiative
    return _do(
        request,
        post_id,
        lambda: facts.record_consent(initiative, state=state, said_by=said_by, by=by, now=app.now()),
        _("The consent is recorded."),
    )
