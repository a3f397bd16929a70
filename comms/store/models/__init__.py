"""One noun, one table."""

from comms.store.models.audit import AuditLine, AuditSeal
from comms.store.models.channels import ChannelStanding, Credential
from comms.store.models.events import EventSubscription, ImportedEvent
from comms.store.models.feeds import FeedAddress, FeedEntry, FeedFile
from comms.store.models.guests import GuestAnswer, GuestLink
from comms.store.models.network import Consent, Initiative, Member
from comms.store.models.notices import Notice
from comms.store.models.pauses import Blackout, Hold, Pause
from comms.store.models.people import Person
from comms.store.models.posts import Approval, Comment, Delivery, FactCheck, Post
from comms.store.models.slots import Slot
from comms.store.models.verdicts import Verdict

__all__ = [
    "Approval",
    "AuditLine",
    "AuditSeal",
    "Blackout",
    "ChannelStanding",
    "Comment",
    "Consent",
    "Credential",
    "Delivery",
    "EventSubscription",
    "FactCheck",
    "FeedAddress",
    "FeedEntry",
    "FeedFile",
    "GuestAnswer",
    "GuestLink",
    "Hold",
    "ImportedEvent",
    "Initiative",
    "Member",
    "Notice",
    "Pause",
    "Person",
    "Post",
    "Slot",
    "Verdict",
]
