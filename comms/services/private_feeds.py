"""Private feeds: the team's posts and editions, and for a member what is planned about it."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from comms.config import Config
from comms.domain.channels import CHANNEL_RULES
from comms.domain.feed_journal import midnight
from comms.feeds import planned
from comms.feeds.entries import reviewed
from comms.feeds.feed import Feed, in_order, nearest_that_fit, newest
from comms.feeds.feed_event import FeedEvent
from comms.feeds.journal import Journal
from comms.feeds.secret_address import folder
from comms.feeds.shelf import told
from comms.readers.calendars import Calendars
from comms.services.feed_addresses import in_use
from comms.services.feed_files import Built, Press
from comms.services.feed_titles import Titles
from comms.store.models import FeedAddress, Post, Slot

_LOOK_BACK = timedelta(days=30)


def build(calendars: Calendars, config: Config, journal: Journal, *, now: datetime) -> Iterator[Built]:
    """Write the feeds of every address in use, and remove what no address leads to any more."""
    addresses = in_use()
    _clear({address.digest for address in addresses}, config)
    made = _Private(calendars, config, journal, now)
    for address in addresses:
        with Press(folder(config.var) / address.digest, prefix=f"private/{address.digest}/", now=now) as press:
            for language in config.settings.languages:
                press.offer(made.feed(address, language))
            yield press.finish()


def _clear(wanted: set[str], config: Config) -> None:
    for found in folder(config.var).glob("*"):
        if found.name not in wanted:
            shutil.rmtree(found)


class _Private:
    def __init__(self, calendars: Calendars, config: Config, journal: Journal, now: datetime) -> None:
        self._calendars, self._config, self._journal, self._now = calendars, config, journal, now
        self._titles = Titles(calendars)
        settings = config.settings
        self._desk = config.address
        self._host, self._zone = settings.feeds.host, settings.zone
        self._first = now.astimezone(ZoneInfo(settings.zone)).date() - _LOOK_BACK

    def feed(self, address: FeedAddress, language: str) -> Feed:
        """Return the feed that *address* leads to."""
        if not address.member:
            return self._feed("team", "team", [*self._groups(language), *self._editions(language)], "", language)
        member = self._calendars.network.members.get(address.member)
        name = reviewed(member.name, member.unreviewed, language)[0] if member else address.member
        return self._feed("plan", f"plan-{address.member}", self._features(address.member, language), name, language)

    def _feed(self, kind: str, name: str, entries: Iterable[FeedEvent], subject: str, language: str) -> Feed:
        known = [each for entry in entries for each in told(entry, language, self._journal)]
        shown = in_order(nearest_that_fit(known, self._first + _LOOK_BACK))
        return Feed(
            kind=kind,
            file=f"{name}.{language}.ics",
            language=language,
            told=shown,
            newest=newest(shown, midnight(self._first)),
            subject=subject,
            about=subject,
        )

    def _groups(self, language: str) -> Iterator[FeedEvent]:
        rows = Post.objects.filter(day__gte=self._first).select_related("slot").order_by("slot_id", "channel", "key")
        for (_, channel), posts in groupby(rows, key=lambda post: (post.slot_id, post.channel)):
            yield planned.group_entry(
                self._group(channel, list(posts), language), language, host=self._host, zone=self._zone
            )

    def _group(self, channel: str, posts: Sequence[Post], language: str) -> planned.PlannedGroup:
        first = posts[0]
        kinds = {one.id: one.kind for one in self._config.settings.channels}
        return planned.PlannedGroup(
            slot=first.slot_id,
            channel=channel,
            label=CHANNEL_RULES[kinds[channel]].label if channel in kinds else channel,
            day=first.day,
            written=min(post.drafted_at for post in posts).date(),
            title=self._titles.title(first.slot, language),
            posts=[planned.PlannedPost(post.language, post.state, post.due_at, post.text) for post in posts],
            page=f"{self._desk}/posts/{first.pk}/",
        )

    def _editions(self, language: str) -> Iterator[FeedEvent]:
        settings = self._config.settings.newsletter
        for path in sorted((self._config.var / "newsletter").glob("????-??")):
            year, month = map(int, path.name.split("-"))
            first = date(year, month, 1)
            yield planned.edition_entry(first, first.replace(day=settings.day_of_month), language, host=self._host)

    def _features(self, member: str, language: str) -> Iterator[FeedEvent]:
        slots = Slot.objects.filter(member=member, day__gte=self._first).prefetch_related("posts")
        for slot in slots:
            yield planned.feature_entry(self._feature(slot, language), language, host=self._host)

    def _feature(self, slot: Slot, language: str) -> planned.PlannedFeature:
        initiative = self._calendars.network.initiatives.get(slot.initiative)
        return planned.PlannedFeature(
            slot=slot.id,
            day=slot.day,
            written=slot.planned_at.date(),
            title=self._titles.title(slot, language),
            initiative=reviewed(initiative.title, initiative.unreviewed, language)[0] if initiative else "",
            page=initiative.source if initiative else "",
            states=sorted(post.state for post in slot.posts.all()),
        )
