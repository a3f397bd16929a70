from datetime import timedelta

import pytest

from comms.config import Config
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.domain.repeats import core
from comms.services import publish, review
from comms.services.messages import findings_of, message_of
from comms.services.repeats import said_lately, said_or_planned
from comms.store.models import Post
from tests.fakes import FakeChannel
from tests.rows import DAY, DUE, MORNING, a_coordinator, a_post, the_config

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "other",
    ["Water is a right", "WATER  is\na right", "Water is a right https://un.org/water", "Ｗater is a right"],
)
def test_text_is_the_same_whatever_blanks_and_links_it_carries(other):
    assert core(other) == core("Water is a right")


def test_other_words_are_another_text():
    assert core("Water is a right!") != core("Water is a right")


@pytest.mark.parametrize(
    ("state", "lately", "planned"),
    [
        (State.PUBLISHED, True, True),
        (State.UNCONFIRMED, True, True),
        (State.SCHEDULED, False, True),
        (State.DRAFT, False, False),
        (State.WITHDRAWN, False, False),
    ],
)
def test_what_went_out_or_is_planned_counts(state, lately, planned):
    earlier = a_post(key="earlier", day=DAY - timedelta(days=3), state=state)
    post = a_post()

    found = (said_lately(post, the_config()), said_or_planned(post, the_config()))

    assert found == (earlier if lately else None, earlier if planned else None)


@pytest.mark.parametrize(
    "fields",
    [{"channel": "linkedin"}, {"account": "other"}, {"day": DAY - timedelta(days=31)}, {"text": "Other words"}],
)
def test_another_place_or_time_or_text_does_not_count(fields):
    a_post(**({"key": "earlier", "day": DAY - timedelta(days=3), "state": State.PUBLISHED} | fields))

    assert said_lately(a_post(), the_config()) is None


def renamed(**changes):
    """Return the site with its channel x under another id."""
    site = the_config()
    first, *others = site.settings.channels
    channels = (first.model_copy(update={"id": "x-main"} | changes), *others)
    return Config(site.site, site.settings.model_copy(update={"channels": channels}), {})


def approved(config, coordinator, **fields):
    post = a_post(state=State.IN_REVIEW, **fields)
    return review.approve(post.pk, seen=fingerprint(message_of(post)), by=coordinator, now=MORNING, config=config)


def test_channel_under_another_name_does_not_say_the_same_again():
    coordinator, channel = a_coordinator(), FakeChannel()
    approved(the_config(), coordinator)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)

    later = approved(renamed(), coordinator, key="later", channel="x-main")
    publish.send_due(renamed(), {"x-main": channel}, lambda: DUE)

    later.refresh_from_db()
    note = "not sent: this channel said the same lately; approve it again to say it again"
    assert (channel.accepted, later.state, later.note) == (1, State.DRAFT, note)
    assert [one.code for one in findings_of(later, renamed())] == ["said lately"]


@pytest.mark.parametrize("here", [{"kind": "bluesky"}, {"server": "https://b.example"}])
def test_channel_of_another_kind_or_server_may_say_the_same(here):
    approved(the_config(), a_coordinator(), key="earlier")
    Post.objects.update(state=State.PUBLISHED)

    assert said_lately(a_post(channel="x-main"), renamed(**here)) is None


def test_post_of_a_lost_channel_counts_where_nobody_wrote_down_of_which_kind_it_was():
    earlier = a_post(key="earlier", state=State.PUBLISHED)

    assert said_lately(a_post(channel="x-main"), renamed()) == earlier


def test_post_that_a_lost_channel_had_planned_does_not_count():
    a_post(key="earlier", state=State.SCHEDULED)

    assert said_or_planned(a_post(channel="x-main"), renamed()) is None


def test_second_channel_of_the_same_account_counts():
    site = the_config()
    both = (*site.settings.channels, site.channel("x").model_copy(update={"id": "x-too"}))
    config = Config(site.site, site.settings.model_copy(update={"channels": both}), {})
    earlier = a_post(key="earlier", channel="x-too", state=State.PUBLISHED)

    assert said_lately(a_post(), config) == earlier


def test_post_of_a_lost_channel_is_compared_with_its_own():
    earlier = a_post(key="earlier", state=State.PUBLISHED)

    assert said_lately(a_post(), renamed()) == earlier
