"""Posts that are sent a second time: under which words and which date, and what a channel answers of others."""

from datetime import time, timedelta

import pytest

from comms.domain.answers import Uncertain
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services import again, moving, publish, review, unconfirmed, withdrawing
from comms.services.messages import message_of
from comms.store.models import Post
from tests.channels.labs import BlueskyLab, LinkedInLab, MastodonLab
from tests.rows import DAY, DUE, a_coordinator, an_approved_post, an_officer, the_config

pytestmark = pytest.mark.django_db


class Story:
    """One post on the stand-in of a channel, its people and the clock."""

    def __init__(self, kind):
        self.now = DUE
        self.lab = kind(lambda: self.now)
        self.server = self.lab.serve()

    def __enter__(self):
        self.channel = self.lab.open(self.server.__enter__().url, channel="x")
        self.officer, self.coordinator = an_officer(), a_coordinator()
        self.id = an_approved_post(self.coordinator, author=self.officer).pk
        self.publish = self.channel.publish
        return self

    def __exit__(self, *error):
        self.server.__exit__(*error)

    @property
    def post(self):
        return Post.objects.get(pk=self.id)

    def lose(self, *, arrives):
        def lost(dispatch):
            if arrives:
                self.publish(dispatch)
            reason = "reset"
            raise Uncertain(reason)

        self.channel.publish = lost
        self.send()
        self.channel.publish = self.publish
        self.now += timedelta(seconds=6)
        unconfirmed.recover({"x": self.channel}, self.now)

    def send(self):
        publish.send_due(the_config(), {"x": self.channel}, lambda: self.now)

    def approve(self, text="", *, despite_repeat=False):
        if text:
            post = self.post
            review.edit(self.id, text=text, alt="", local=None, version=post.version, by=self.officer, now=self.now)
        review.submit(self.id, by=self.officer, now=self.now)
        review.approve(
            self.id,
            seen=fingerprint(message_of(self.post)),
            by=self.coordinator,
            now=self.now,
            config=the_config(),
            despite_repeat=despite_repeat,
        )


def test_words_that_a_repeated_key_brought_back_are_never_shown_as_others():
    with Story(MastodonLab) as story:
        story.lab.stand_in.visible_after = 5
        story.lose(arrives=True)
        unconfirmed.it_is_not(story.id, by=story.coordinator, now=story.now)
        story.approve("Corrected words, 10 December.")
        story.now += timedelta(minutes=1)

        story.send()
        for seconds in (6, 60, 600):
            story.now += timedelta(seconds=seconds)
            unconfirmed.recover({"x": story.channel}, story.now)

    [live] = story.lab.live()
    assert (live["text"], story.post.state) == ("Today, 10 December: Human Rights Day.", State.UNCONFIRMED)
    assert story.post.note.startswith(f"it is public: {live['url']}; ")


def test_post_that_is_refused_as_a_duplicate_never_stands_for_the_other_one():
    with Story(LinkedInLab) as story:
        story.send()
        first, url = story.id, story.post.receipt_url
        story.id = again.say_again(first, by=story.officer, now=story.now).pk
        Post.objects.filter(pk=story.id).update(due_at=story.now + timedelta(minutes=5))
        story.approve(despite_repeat=True)
        story.now += timedelta(minutes=5)

        story.send()

        said = f"LinkedIn takes it for a duplicate of another post of ours: {url}; change its words"
        assert (story.post.state, story.post.note, story.post.receipt_url) == (State.FAILED, said, "")
        withdrawing.take_back(first, {"x": story.channel}, by=story.coordinator, now=story.now)
        assert story.lab.live() == []


def test_post_that_was_moved_after_its_answer_was_lost_is_dated_on_its_new_day():
    with Story(BlueskyLab) as story:
        story.lose(arrives=False)
        place = moving.Place(DAY + timedelta(days=6), time(9, 30))
        version, by = story.post.version, story.officer
        moving.move_to(story.id, place, version=version, config=the_config(), by=by, now=story.now)
        story.approve("Human Rights Day was on 10 December.")
        story.now = DUE + timedelta(days=6, minutes=1)

        story.send()

    assert [one["value"]["createdAt"] for one in story.lab.live()] == ["2026-12-16T08:31:00.000Z"]


def test_post_that_is_asked_for_twice_under_one_approval_keeps_its_date():
    with Story(BlueskyLab) as story:
        story.lose(arrives=False)
        story.now += timedelta(minutes=2)

        story.send()

    assert [one["value"]["createdAt"] for one in story.lab.live()] == ["2026-12-10T08:30:00.000Z"]
