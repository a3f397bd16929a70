"""Real channels and their stand-ins: a request that is held arrives when other words are approved already."""

from datetime import timedelta

import pytest

from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.rehearsal.server import Answer, Fault
from comms.services import publish, review, unconfirmed
from comms.services.messages import message_of
from comms.store.models import Post
from tests.channels.labs import BlueskyLab, DrupalLab, TelegramLab
from tests.rows import DUE, a_coordinator, an_approved_post, an_officer, the_config

pytestmark = pytest.mark.django_db
LABS = {"bluesky": (BlueskyLab, "putRecord", 502), "drupal": (DrupalLab, "/jsonapi/node/article", 504)}


class Story:
    """A post whose first request is held behind a gateway that answers in its place."""

    def __init__(self, name):
        lab, self.path, self.status = LABS[name]
        self.lab, self.held = lab(lambda: DUE), []
        self.officer, self.coordinator = an_officer(), a_coordinator()
        self.id = an_approved_post(self.coordinator, author=self.officer).pk

    def hold(self, server):
        real = server.answer

        def answer(asked):
            if asked.method == "POST" and asked.path.endswith(self.path) and not self.held:
                self.held.append(lambda: real(asked))
                return Answer(self.status, b"")
            return real(asked)

        server.answer = answer
        return self.lab.open(server.url)

    def tick(self, channel, seconds):
        now = DUE + timedelta(seconds=seconds)
        unconfirmed.recover({"x": channel}, now)
        publish.send_due(the_config(), {"x": channel}, lambda: now)
        return Post.objects.get()

    def approve_other_words(self, seconds):
        now, post = DUE + timedelta(seconds=seconds), Post.objects.get()
        review.edit(
            self.id, text="Other words today.", alt="", local=None, version=post.version, by=self.officer, now=now
        )
        review.submit(self.id, by=self.officer, now=now)
        seen = fingerprint(message_of(Post.objects.get()))
        review.approve(self.id, seen=seen, by=self.coordinator, now=now, config=the_config())


@pytest.mark.parametrize("name", LABS)
def test_request_that_arrives_after_other_words_are_public_makes_no_second_copy(name):
    story = Story(name)
    with story.lab.serve() as server:
        channel = story.hold(server)
        story.tick(channel, 0)
        unconfirmed.recover({"x": channel}, DUE + timedelta(seconds=6))
        story.approve_other_words(7)
        sent = story.tick(channel, 120)
        story.held[0]()

    assert (State(sent.state), len(story.lab.live())) == (State.PUBLISHED, 1)


@pytest.mark.parametrize("name", LABS)
def test_request_that_arrives_before_other_words_leave_is_shown_as_what_is_public(name):
    story = Story(name)
    words = Post.objects.get().text
    with story.lab.serve() as server:
        channel = story.hold(server)
        story.tick(channel, 0)
        unconfirmed.recover({"x": channel}, DUE + timedelta(seconds=6))
        story.approve_other_words(7)
        story.held[0]()
        post = story.tick(channel, 120)

    assert (State(post.state), post.text, len(story.lab.live())) == (State.UNCONFIRMED, words, 1)
    assert post.note == f"it is public in earlier words: {post.receipt_url}; they are shown here again"


def test_post_in_doubt_cannot_be_sent_back_and_so_not_out_of_sight():
    lab, coordinator = TelegramLab(lambda: DUE), a_coordinator()
    post = an_approved_post(coordinator)
    with lab.serve() as server:
        server.faults.append(Fault.RESET)
        publish.send_due(the_config(), {"x": lab.open(server.url)}, lambda: DUE)

        with pytest.raises(Exception, match="a post that is unconfirmed cannot be sent back"):
            review.reject(post.pk, comment="please mention the city", by=coordinator, now=DUE)

    assert (State(Post.objects.get().state), len(lab.live())) == (State.UNCONFIRMED, 1)
