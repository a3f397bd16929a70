from dataclasses import replace
from hashlib import sha256

import pytest
from PIL import Image

from comms.config import Config
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.services import drafts
from comms.services.messages import findings_of, message_of
from comms.services.picture_library import library
from comms.services.story_cards import takes_card
from comms.store.models import Post
from tests.rows import DAY, MORNING, a_slot, the_config
from tests.shipped import a_desk

pytestmark = pytest.mark.django_db
SLOT = Slot("human-rights-2026:told", "day", DAY, "human-rights-2026", None)
EMOJI = "👩🏽‍🚒"


@pytest.fixture
def a_site(tmp_path):
    def make(*kinds, **changes):
        plain = the_config()
        one = plain.settings.channels[0]
        made = tuple(
            one.model_copy(update={"id": kind, "kind": kind, "languages": ("fr",)} | changes) for kind in kinds
        )
        return Config(tmp_path, plain.settings.model_copy(update={"channels": made}), {})

    return make


def drafted(config):
    a_slot()
    drafts.make_drafts(a_desk(config=config), [SLOT], now=MORNING)
    return {post.channel: post for post in Post.objects.all()}


def a_draft(config, text, **changes):
    """Return the draft of the only channel of a site, in other words."""
    ((_, channel, one),) = drafts.propose(a_desk(config=config), [SLOT]).drafts
    return channel, replace(one, text=text, **changes)


def test_draft_carries_its_card_in_the_size_of_its_channel_and_the_words_of_its_language(a_site):
    config = a_site("x", "linkedin", "website", "bluesky", "mastodon", "telegram", "wordpress", "drupal", "handoff")

    posts = drafted(config)

    sizes = {}
    for channel, post in posts.items():
        with Image.open(config.var / "pictures" / post.image) as picture:
            sizes[channel] = picture.size
    wide, link = (1600, 900), (1200, 627)
    assert sizes == {
        "x": wide,
        "bluesky": wide,
        "mastodon": wide,
        "telegram": (1080, 1080),
        "linkedin": link,
        "website": link,
        "wordpress": link,
        "drupal": link,
        "handoff": link,
    }
    assert {post.alt for post in posts.values()} == {
        "Journée des droits de l'homme. 10 décembre 2026. Droits humains. RdV."
    }


def test_card_is_part_of_what_is_approved_and_stands_against_nothing(a_site):
    config = a_site("x")

    post = drafted(config)["x"]

    message = message_of(post)
    assert sha256(library(config).read(message.image)).hexdigest() == message.image
    assert (message.alt, [one.code for one in findings_of(post, config)]) == (post.alt, [])


def test_posts_that_say_the_same_on_their_cards_share_the_picture(a_site):
    config = a_site("linkedin", "website")

    posts = drafted(config)

    assert posts["linkedin"].image == posts["website"].image
    assert len(list((config.var / "pictures").iterdir())) == 1


def test_site_may_do_without_pictures(a_site):
    config = a_site("x", pictures="none")

    post = drafted(config)["x"]

    assert (post.image, post.alt, (config.var / "pictures").exists()) == ("", "", False)


def test_post_that_exists_is_given_no_picture_later(a_site):
    drafted(a_site("x", pictures="none"))

    assert drafted(a_site("x"))["x"].image == ""


@pytest.mark.parametrize(("text", "takes"), [("a" * 1_024, True), ("a" * 1_025, False)])
def test_text_that_is_too_long_for_a_caption_goes_without_a_picture(a_site, text, takes):
    assert takes_card(*a_draft(a_site("telegram"), text)) is takes


@pytest.mark.parametrize(("text", "takes"), [("See https://un.org/en now", True), ("See", False)])
def test_link_that_only_its_card_shows_is_worth_more_than_a_picture(a_site, text, takes):
    assert takes_card(*a_draft(a_site("bluesky"), text, link="https://un.org/en")) is takes


def test_card_that_cannot_be_written_leaves_the_draft_without_a_picture(a_site):
    settings = a_site("x").settings
    organisation = settings.organisation.model_copy(update={"name": {"en": "인권"}, "acronym": {"en": "인권"}})
    config = Config(a_site("x").site, settings.model_copy(update={"organisation": organisation}), {})

    post = drafted(config)["x"]

    assert (post.image, post.state) == ("", State.DRAFT)
