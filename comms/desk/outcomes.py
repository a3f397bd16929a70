"""What people are told after they saved or submitted a post: what became of it, and what still stands in its way."""

from datetime import datetime

from django.utils.translation import gettext as _

from comms import app
from comms.desk import sayings
from comms.domain.posts import APPROVAL_HOLDS, State
from comms.services.messages import findings_of
from comms.services.people import approvers_of
from comms.store.models import Post


def after_saving(before: State, post: Post) -> str:
    """Return what became of *post*, which was in the state *before*."""
    if post.state == before:
        return _("Saved.")
    if before in APPROVAL_HOLDS:
        return _("Saved. Its approval is void: it is a draft again, to be submitted and approved anew.")
    return _("Saved. It is a draft again: submit it once more.")


def warning_of_hour(post: Post, now: datetime) -> str:
    """Return a warning where the hour of *post* has passed already, else nothing."""
    if post.due_at is None or post.due_at > now:
        return ""
    return _("Its hour has passed already. Choose a later one, or send it by hand once it is approved.")


def obstacles(post: Post) -> list[str]:
    """Return why nobody can approve *post*, which was submitted: errors that stand, and nobody left to do it."""
    errors = [sayings.finding(one) for one in findings_of(post, app.config()) if one.level == "error"]
    if not approvers_of(post):
        errors.append(_("Nobody else who approves has an account: ask whoever runs the desk for one."))
    return errors
