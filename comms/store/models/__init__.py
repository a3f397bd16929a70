"""One noun, one table."""

from comms.store.models.audit import AuditLine
from comms.store.models.network import Consent, Initiative, Member
from comms.store.models.people import Person
from comms.store.models.posts import Approval, Comment, Delivery, FactCheck, Post
from comms.store.models.slots import Slot

__all__ = [
    "Approval",
    "AuditLine",
    "Comment",
    "Consent",
    "Delivery",
    "FactCheck",
    "Initiative",
    "Member",
    "Person",
    "Post",
    "Slot",
]
