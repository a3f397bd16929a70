"""The picture of a post: taken off by an editor, and put back as it was drawn."""

from datetime import datetime

from django.db import transaction

from comms.config import Config
from comms.domain.posts import EDITABLE, State
from comms.errors import NotAllowedError
from comms.services.audit import record
from comms.services.people import WRITE, require
from comms.services.picture_library import PICTURE, is_lost
from comms.services.review import locked, make_changed_draft
from comms.store.models import Person, Post


def drawn_for(post: Post) -> tuple[str, str]:
    """Return the picture that was drawn for *post* and what it says in words; nothing where none was drawn."""
    return next(((one[PICTURE], one["text"]) for one in post.sentences if PICTURE in one), ("", ""))


def take_picture_off(post_id: int, *, by: Person, now: datetime) -> Post:
    """Let a post go without its picture; an approval that it had is void."""
    with transaction.atomic():
        post = _editable(post_id, by)
        if post.image:
            record("picture taken off", f"post:{post.key}", by=by, now=now, before=_carried(post))
            _change(post, "", "", by=by, now=now)
        return post


def put_picture_back(post_id: int, config: Config, *, by: Person, now: datetime) -> Post:
    """Let a post carry the picture that was drawn for it, with its own words; an approval that it had is void."""
    with transaction.atomic():
        post = _editable(post_id, by)
        picture, alt = drawn_for(post)
        if not picture or is_lost(picture, config):
            message = "no picture of this post is in the library"
            raise NotAllowedError(message)
        if post.image != picture:
            before = _carried(post)
            record("picture put back", f"post:{post.key}", by=by, now=now, before=before, after={"image": picture})
            _change(post, picture, alt, by=by, now=now)
        return post


def _editable(post_id: int, by: Person) -> Post:
    require(by, WRITE)
    post = locked(post_id)
    if State(post.state) not in EDITABLE:
        message = "a post that is %(state)s cannot be edited"
        raise NotAllowedError(message, state=State(post.state))
    return post


def _carried(post: Post) -> dict[str, str]:
    return {"image": post.image, "alt": post.alt}


def _change(post: Post, picture: str, alt: str, *, by: Person, now: datetime) -> None:
    post.image, post.alt, post.author = picture, alt, by
    make_changed_draft(post, by=by, now=now)
