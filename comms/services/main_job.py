"""The main job: from calendars and network to plan, drafts, feeds and the next edition."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from comms.domain.observances import Occurrence, occurrences
from comms.feeds.calendar_listing import as_csv, rows
from comms.feeds.files import write
from comms.services import blackouts, drafts, feeds, kept_matches, network, newsletter, pages, picture_care, slots
from comms.services.drafts import Desk
from comms.services.feed_files import Built
from comms.services.network import Loaded
from comms.services.newsletter import Written
from comms.services.ticks import ticked, ticked_network
from comms.store.models import Post
from comms.store.models import Slot as SlotRow


@dataclass(frozen=True)
class Done:
    """What the main job did."""

    loaded: Loaded
    coming: tuple[Occurrence, ...]
    today: date
    slots: int
    new_slots: int
    featured: int
    posts: int
    new_posts: int
    problems: tuple[str, ...]
    feeds: Built
    pages: pages.Built
    edition: Written


def do_main_job(desk: Desk, templates: Sequence[Path], *, now: datetime) -> Done:
    """Do what is still to do, and say what was done; a second time it repeats nothing."""
    config, rules = desk.config, blackouts.rules_of(desk.config)
    today = now.astimezone(ZoneInfo(config.settings.zone)).date()
    loaded = network.load(desk.network, now=now)
    shown = ticked(desk.calendars)
    coming = occurrences(shown.observances.values(), today, today + timedelta(days=rules.horizon_days))
    for language in config.settings.languages:
        listed = as_csv(rows(coming, language, shown.observances.values()))
        write(config.var / "calendar" / f"coming.{language}.csv", listed.encode("utf-8-sig"))
    matcher = kept_matches.matcher_of(desk.calendars, desk.network)
    _, new_slots = slots.make_plan(desk.calendars, desk.network, rules, first=today, now=now, matcher=matcher)
    kept_matches.keep_current(desk.calendars, kept_matches.place(config), matcher)
    near = slots.stored(today, today + timedelta(days=rules.draft_days))
    new_posts, problems = drafts.make_drafts(desk, near, now=now)
    picture_care.care_for_pictures(desk, now=now)
    # Feeds lead to pages and their pictures, which must be there before.
    public = pages.build(desk, templates, config.var / "pages", now=now, all_cards=False)
    built = feeds.build(shown, ticked_network(desk.network), config, config.var / "feeds", now=now)
    edition = newsletter.write_next(desk, templates, today=today)
    planned, featured, posts = _counts(today)
    return Done(
        loaded=loaded,
        coming=tuple(coming),
        today=today,
        slots=planned,
        new_slots=new_slots,
        featured=featured,
        posts=posts,
        new_posts=new_posts,
        problems=problems,
        feeds=built,
        pages=public,
        edition=edition,
    )


def counted_again(done: Done) -> Done:
    """Return *done* with the slots and posts that stand now; what came since is new too."""
    slots_now, featured, posts = _counts(done.today)
    return replace(
        done,
        slots=slots_now,
        new_slots=done.new_slots + slots_now - done.slots,
        featured=featured,
        posts=posts,
        new_posts=done.new_posts + posts - done.posts,
    )


def _counts(today: date) -> tuple[int, int, int]:
    """Return how many slots, featured members and posts there are from *today* on."""
    planned = SlotRow.objects.filter(day__gte=today)
    members = planned.exclude(member="").values("member").distinct().count()
    return planned.count(), members, Post.objects.filter(day__gte=today).count()
