"""News feeds of what was published, per language and theme."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from comms.config import Config
from comms.domain.feed_journal import midnight
from comms.domain.posts import State
from comms.domain.written import in_language
from comms.feeds.entries import Imprint
from comms.feeds.stories import MOST_STORIES, News, Story
from comms.readers.calendars import Calendars
from comms.services.addresses import is_public, public_address
from comms.services.feed_titles import Titles
from comms.services.messages import consents
from comms.services.public_work import NO
from comms.store.models import Post

# The fullest text first.
_KINDS = ("website", "drupal", "wordpress", "handoff", "linkedin", "telegram", "mastodon", "bluesky", "x")
_FORMS = ("atom", "json")


def news(calendars: Calendars, config: Config, imprint: Imprint) -> Iterator[News]:
    """Yield every news feed, also those that have no story yet: an address once given stays."""
    settings = config.settings
    for language in settings.languages:
        told = _stories(Titles(calendars), config, language)
        by_theme = [
            (
                f"published-{theme.id}",
                in_language(theme.label, language),
                [one for one in told if theme.id in one.themes],
            )
            for theme in calendars.taxonomy.roots
        ]
        for name, label, stories in [("published", "", told), *by_theme]:
            for suffix in _FORMS:
                yield News(
                    name=name,
                    language=language,
                    stories=stories[:MOST_STORIES],
                    otherwise=midnight(imprint.compiled),
                    host=imprint.host,
                    site=imprint.home,
                    home=settings.organisation.page,
                    author=in_language(settings.organisation.name, language),
                    theme=label,
                    suffix=suffix,
                )


def _stories(titles: Titles, config: Config, language: str) -> list[Story]:
    """Return what was published in *language* and may still be told, newest first."""
    kinds = {channel.id: _KINDS.index(channel.kind) for channel in config.settings.channels}
    rows = Post.objects.filter(state=State.PUBLISHED, language=language, published_at__isnull=False)
    found = []
    shown = _shown(rows.select_related("slot").order_by("slot_id", "key"), titles, config)
    for _, group in groupby(shown, key=lambda post: post.slot_id):
        posts = sorted(group, key=lambda post: (kinds.get(post.channel, len(_KINDS)), post.key))
        found.append(_story(posts, titles, config))
    return sorted(found, key=lambda story: (story.published, story.id), reverse=True)


def _shown(rows: Iterable[Post], titles: Titles, config: Config) -> Iterator[Post]:
    """Yield the posts that may be told here: a feed must not outlive consent, nor tell what only pretended."""
    said = consents()
    records = titles.calendars.network.initiatives
    no = {id_ for id_, state in said.items() if state in NO} | {one.id for one in records.values() if one.consent in NO}
    for post in rows:
        if post.slot.initiative not in no and is_public(post.channel, post.receipt_url, config):
            yield post


def _story(posts: list[Post], titles: Titles, config: Config) -> Story:
    main = posts[0]
    times = [post.published_at for post in posts if post.published_at]
    first = public_address(main.receipt_url, config)
    pages = [page for post in posts if (page := public_address(post.receipt_url, config))]
    return Story(
        id=f"tag:{config.settings.feeds.host},2026:{main.slot_id}.{main.language}",
        title=titles.title(main.slot, main.language),
        text=main.text,
        page=first or main.link or config.settings.organisation.page,
        published=min(times),
        changed=max(times),
        themes=titles.themes(main.slot),
        labels=titles.labels(main.slot, main.language),
        elsewhere=tuple(page for page in pages if page != first),
    )
