"""Everything that the page of a guest shows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from comms.desk.post_page import preview_of
from comms.desk.preview import Preview
from comms.desk.subjects import subject
from comms.domain.message import fingerprint
from comms.services.guests import COMMENTED, LONGEST_NAME, OPEN, Answer, agreement
from comms.services.messages import message_of
from comms.store.models import GuestAnswer, GuestLink, Post


@dataclass(frozen=True)
class Shown:
    """A post as it will leave, and what was said about it by the same link."""

    post: Post
    preview: Preview
    picture: str
    fingerprint: str
    is_open: bool
    agreed: GuestAnswer | None
    comments: list[GuestAnswer]
    name: str
    typed: str
    refused: str

    @property
    def agreed_now(self) -> bool:
        """Tell whether the guest agreed to these very words."""
        return self.agreed is not None and self.agreed.fingerprint == self.fingerprint


def guest_page(link: GuestLink, secret: str, *, said: Answer | None = None, refused: str = "") -> dict[str, Any]:
    """Return what the page of *link* shows; *said* is an answer that was *refused*."""
    posts = link.posts.select_related("slot").order_by("day", "due_at", "channel", "language")
    last = link.answers.last()
    name = said.name if said else last.name if last else ""
    return {
        "link": link,
        "subject": subject(link.slot),
        "secret": secret,
        "longest_name": LONGEST_NAME,
        "shown": [_shown(link, post, secret, name, (said, refused)) for post in posts],
    }


def _shown(link: GuestLink, post: Post, secret: str, name: str, answered: tuple[Answer | None, str]) -> Shown:
    said, refused = answered
    is_own = said is not None and said.post_id == post.pk
    return Shown(
        post=post,
        preview=preview_of(post),
        picture=reverse("guest-picture", args=(secret, post.image)) if post.image else "",
        fingerprint=fingerprint(message_of(post)),
        is_open=post.state in OPEN,
        agreed=agreement(link, post),
        comments=list(link.answers.filter(post=post, kind=COMMENTED)),
        name=name,
        typed=said.text if said and is_own else "",
        refused=refused if is_own else "",
    )
