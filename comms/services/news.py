"""What was published on the site's own pages, as it may still be shown."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db.models import Count, Max

from comms.channels.story import story_of
from comms.channels.website import Record, records
from comms.config import Config
from comms.domain.message import Message
from comms.domain.posts import State
from comms.pages.material import Told
from comms.services.messages import consents
from comms.services.public_work import NO
from comms.store.models import Post


def news(config: Config) -> tuple[Told, ...]:
    """Return the posts that are public on website channels, but for those whose member no longer agrees."""
    return tuple(told for channel in _own_channels(config) for told in _of_channel(channel, config))


def public_now(config: Config) -> tuple[int, datetime | None]:
    """Return what differs whenever a post comes to the site's own pages or goes: how many there are, and the newest."""
    own = _own_channels(config)
    if not own:
        return 0, None
    rows = Post.objects.filter(channel__in=own, state=State.PUBLISHED)
    number, newest = rows.aggregate(number=Count("id"), newest=Max("published_at")).values()
    return number, newest


def _own_channels(config: Config) -> list[str]:
    return [one.id for one in config.settings.channels if one.kind == "website" and not one.pretend]


def _of_channel(channel: str, config: Config) -> Iterator[Told]:
    said, folder = consents(), config.var / "published" / channel
    rows = Post.objects.filter(channel=channel, state=State.PUBLISHED).select_related("slot")
    posts = {post.key: post for post in rows}
    for record in records(folder):
        post = posts.get(record.key)
        if post and record.language in config.settings.languages and said.get(post.slot.initiative) not in NO:
            yield _told(record, post.slot_id, folder)


def _picture(folder: Path, record: Record) -> Path | None:
    """Return the picture of a record; one that somebody took away keeps no page from being made."""
    path = folder / record.picture
    return path if record.picture and path.is_file() else None


def _told(record: Record, story: str, folder: Path) -> Told:
    laid = story_of(
        Message(
            key=record.key,
            channel="",
            account="",
            language=record.language,
            day=date.fromisoformat(record.day),
            text=record.text,
            link=record.link,
        ),
        links=True,
    )
    return Told(
        name=record.name,
        story=story,
        language=record.language,
        title=laid.title,
        html=laid.html,
        day=date.fromisoformat(record.day),
        published=record.at,
        picture=_picture(folder, record),
        alt=record.alt,
    )
