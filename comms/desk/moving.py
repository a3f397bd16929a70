"""A move in words: what it costs before it is made, and what became of the post afterwards."""

from django.utils.translation import gettext as _

from comms.desk import sayings
from comms.desk.dates import day_in_words
from comms.desk.forms import MoveForm
from comms.desk.languages import language_name
from comms.desk.preview import channel_name
from comms.services.moving import Moved, Place, place_of
from comms.store.models import Post


def moved_place(post: Post, form: MoveForm) -> Place:
    """Return where a valid *form* puts *post*: what it leaves out stays as it is."""
    now = place_of(post)
    hour = form.cleaned_data["hour"] or (now.hour if now else None)
    assert hour is not None  # noqa: S101 - the form asks for the hour where the post has none
    return Place(form.cleaned_data["day"] or post.day, hour)


def costs(seen: Moved) -> list[str]:
    """Return what a person should read before the post is moved."""
    found = []
    if seen.loses_approval:
        found.append(_("It is approved. Moved there it becomes a draft, to be submitted and approved anew."))
    if seen.leaves_review:
        found.append(_("It is in review. Moved there it becomes a draft, to be submitted anew."))
    return found + [sayings.reason(one.code, one.values) for one in seen.against]


def done(seen: Moved) -> str:
    """Return where the post stands now."""
    post, place = seen.post, place_of(seen.post)
    told = {
        "channel": channel_name(post.channel),
        "language": language_name(post.language),
        "day": day_in_words(post.day),
        "hour": f"{place.hour:%H:%M}" if place else "–",
        "zone": post.zone,
    }
    if not seen.changes:
        return _("%(channel)s, %(language)s stays on %(day)s at %(hour)s (%(zone)s).") % told
    return _("%(channel)s, %(language)s was moved to %(day)s at %(hour)s (%(zone)s).") % told


def warnings(seen: Moved) -> list[str]:
    """Return what a person should do about the post after it was moved."""
    found = []
    if seen.loses_approval:
        found.append(_("Its approval is void: it is a draft again, to be submitted and approved anew."))
    if seen.leaves_review:
        found.append(_("It is a draft again: submit it once more."))
    if seen.is_other_day:
        found.append(_("Its words were written for another day: read whether they are true on its new day."))
    return found
