"""What people are told by mail: that a channel stopped, that access ends, that posts wait. Each once an address."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from comms.config import Config
from comms.domain.access import Access
from comms.domain.answers import DeliveryState, Stop
from comms.domain.posts import State
from comms.domain.standing import Standing
from comms.mail.post_office import Letter, NotTakenError
from comms.services.connections import endings
from comms.services.standings import standings
from comms.store.models import ChannelStanding, Notice, Person, Post

logger = logging.getLogger(__name__)
_POST = "post:"
_TELLING = "telling now: "
# Whoever tells for longer than that was killed.
_LEASE = timedelta(minutes=5)
# A person who is told of ten posts decides about all of them at once.
_BETWEEN_DIGESTS = timedelta(hours=1)
# What waits for longer was told while it was new, or nobody wished to be told.
_NEW = timedelta(days=2)
_NOT_SENT = "not sent: "


@dataclass(frozen=True)
class Stopped:
    """A channel stands still."""

    channel: str
    standing: Standing


@dataclass(frozen=True)
class Ending:
    """Access to a channel ends."""

    channel: str
    access: Access


@dataclass(frozen=True)
class Waiting:
    """Posts wait for a person."""

    posts: tuple[Post, ...]


Matter = Stopped | Ending | Waiting
# Returns the subject and the text of a matter in a language.
Wording = Callable[[Matter, str], tuple[str, str]]
Send = Callable[[Letter], None]


def tell(config: Config, wording: Wording, send: Send, *, now: datetime) -> bool:
    """Tell every address what it was not told yet; return whether all of it was taken."""
    languages = dict(Person.objects.exclude(email="").values_list("email", "language"))
    known = {address.lower(): language for address, language in languages.items()}
    taken = True
    for address in config.settings.notices.to:
        language = known.get(address.lower(), config.settings.languages[0])
        for abouts, matter in _untold(config, address, now):
            subject, text = wording(matter, language)
            taken = _told(abouts, Letter(address, abouts[0], language, subject, text), send, now) and taken
    return taken


def _told(abouts: Sequence[str], letter: Letter, send: Send, now: datetime) -> bool:
    """Tell it, then note that it is told; where the server does not take it, it is told another time.

    Whoever is killed while telling leaves it to others: at worst a mail comes twice, and none is lost.
    """
    if not _begin(abouts, letter.to, now):
        # Another process of the desk was faster.
        return True
    begun = Notice.objects.filter(about__in=[_TELLING + about for about in abouts], address=letter.to)
    try:
        send(letter)
    except NotTakenError as error:
        logger.warning("%s", error)
        begun.delete()
        return False
    # Only what kind of fault: its words may hold a password.
    except Exception as error:  # noqa: BLE001
        logger.warning("a notice could not be handed over: %s", type(error).__name__)
        begun.delete()
        return False
    with transaction.atomic():
        begun.delete()
        Notice.objects.bulk_create(Notice(about=about, address=letter.to, told_at=now) for about in abouts)
    return True


def _begin(abouts: Sequence[str], address: str, now: datetime) -> bool:
    """Write, for all to see, that *address* is being told just now; return False where somebody does or did."""
    try:
        with transaction.atomic():
            Notice.objects.filter(about__startswith=_TELLING, address=address, told_at__lte=now - _LEASE).delete()
            Notice.objects.bulk_create(Notice(about=_TELLING + one, address=address, told_at=now) for one in abouts)
            # Looked at once these rows stand: whoever was faster took theirs away as they noted what they told.
            was_told = Notice.objects.filter(about__in=abouts, address=address).exists()
            transaction.set_rollback(was_told)
    except IntegrityError:
        return False
    return not was_told


def _untold(config: Config, address: str, now: datetime) -> list[tuple[list[str], Matter]]:
    """Return what *address* was not told: each stop and each ending by itself, all posts together."""
    known = Notice.objects.filter(address=address)
    told = set(known.values_list("about", flat=True))
    single = [*_stops(config, now), *_endings(config, now)]
    found: list[tuple[list[str], Matter]] = [([about], matter) for about, matter in single if about not in told]
    posts = [(about, post) for about, post in _waiting(config, now) if about not in told]
    recent = Q(about__startswith=_POST, told_at__gt=now - _BETWEEN_DIGESTS)
    under_way = Q(about__startswith=_TELLING + _POST, told_at__gt=now - _LEASE)
    if posts and not known.filter(recent | under_way).exists():
        found.append(([about for about, _ in posts], Waiting(tuple(post for _, post in posts))))
    return found


def _stops(config: Config, now: datetime) -> list[tuple[str, Matter]]:
    since = dict(ChannelStanding.objects.values_list("channel", "changed_at"))
    known = standings(now)
    return [
        (f"stop:{one.id}:{since[one.id].isoformat()}", Stopped(one.id, known[one.id]))
        for one in config.settings.channels
        if one.id in known and known[one.id].stop
    ]


def _endings(config: Config, now: datetime) -> list[tuple[str, Matter]]:
    return [
        (f"ending:{channel}:{access.needs_person_by:%Y-%m-%d}:{access.warning(now)}", Ending(channel, access))
        for channel, access in endings(config, now).items()
    ]


def _waiting(config: Config, now: datetime) -> list[tuple[str, Post]]:
    """Return the posts that go nowhere before a person decides: what the desk still looks for is not among them.

    Where a channel stands still, nothing is looked for, unless the site's own limit stopped it.
    """
    held = Q(state__in=(State.HELD_LATE, State.FAILED)) | Q(state=State.DRAFT, note__startswith=_NOT_SENT)
    is_looked_for = Q(deliveries__state=DeliveryState.UNCERTAIN, deliveries__next_look_at__isnull=False)
    stopped = [channel for channel, one in standings(now).items() if one.stop not in {None, Stop.SPENDING}]
    looked_for = Post.objects.filter(is_looked_for).exclude(channel__in=stopped)
    doubted = Q(state=State.UNCONFIRMED) & ~Q(pk__in=looked_for.values("pk"))
    channels = [one.id for one in config.settings.channels]
    recent = Post.objects.filter(channel__in=channels, day__gte=(now - _NEW).date())
    posts = recent.filter(held | doubted).order_by("due_at", "id")
    return [(f"{_POST}{post.key}:{post.version}", post) for post in posts]
