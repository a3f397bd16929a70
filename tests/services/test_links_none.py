import pytest

from comms.config import Config
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import publish, review
from comms.services.messages import message_of
from comms.store.models import Post
from tests.fakes import FakeChannel
from tests.rows import DUE, MORNING, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db


@pytest.fixture
def config():
    """Return the site with no channel that carries links."""
    site = the_config()
    channels = tuple(one.model_copy(update={"links": "none"}) for one in site.settings.channels)
    return Config(site.site, site.settings.model_copy(update={"channels": channels}), {})


@pytest.mark.parametrize("text", ["See https://un.org/en", "See un.org"])
def test_approved_post_with_a_link_goes_back_to_draft_where_none_may_be(config, text):
    channel = FakeChannel()
    an_approved_post(a_coordinator(), text=text)

    publish.send_due(config, {"x": channel}, lambda: DUE)

    assert (channel.accepted, Post.objects.get().state) == (0, State.DRAFT)


def test_post_with_a_link_cannot_be_approved_where_none_may_be(config):
    post, coordinator = a_post(text="See un.org", state=State.IN_REVIEW), a_coordinator()

    with pytest.raises(NotAllowedError, match="error"):
        review.approve(post.pk, config=config, by=coordinator, seen=fingerprint(message_of(post)), now=MORNING)


def test_post_without_a_link_goes_out_where_none_may_be(config):
    channel, post = FakeChannel(), an_approved_post(a_coordinator(), text="See the page", link="https://un.org/en")

    publish.send_due(config, {"x": channel}, lambda: DUE)

    assert [message.link for message in channel.live.values()] == [""]
    assert Post.objects.get(pk=post.pk).state == State.PUBLISHED
