"""The whole life of a post, driven at random: only approved bytes leave, never two live copies, always a state.

Two copies can only be where a person said wrongly that nothing is there; a proof that comes later is never lost.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.message import fingerprint
from comms.domain.posts import EDITABLE, REOPENABLE, State
from comms.domain.sending import LEASE
from comms.errors import CommsError
from comms.services import publish, review, unconfirmed, withdrawing
from comms.services.audit import CLOCK
from comms.services.deliveries import DOUBT
from comms.services.messages import message_of
from comms.services.settling import Claim, settle_answer
from comms.store.models import Approval, AuditLine, Post
from tests.rows import MORNING, a_coordinator, a_person, a_post, an_officer, the_config
from tests.services.late_channels import ANSWERS, LOST, REASON, Hangs, LateChannel, PlacedChannel
from tests.services.moves_of_a_post import MOVES_OF

TEXTS = ("Human Rights Day", "人权日", "Water is a right")


def while_it_is(*states):
    return precondition(lambda machine: machine.state in states)


class LifeOfAPost(RuleBasedStateMachine):
    """One post, three people, one channel, and a clock that only goes forward.

    *hung* holds the requests of processes that stand still: each its claim, and the answer once it has arrived.
    *denials* counts how often a person said that nothing is there although something was, or was under way.
    """

    channel_kind = LateChannel
    people = ()

    def __init__(self):
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.now = MORNING
        self.channel = self.channel_kind()
        self.id = a_post(author=self.people[0], text=TEXTS[0], due_at=MORNING + timedelta(minutes=2)).pk
        self.hung, self.denials, self.found_by_hand = [], 0, False
        self.event, self.read, self.state = "nothing", 0, State.DRAFT

    def teardown(self):
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @property
    def post(self):
        return Post.objects.get(pk=self.id)

    @property
    def channels(self):
        return {"x": self.channel}

    def act(self, event, deed, *arguments, **named):
        """Do one deed, which may be refused, and hold its moves against the table."""
        self.event = event
        with suppress(CommsError, Hangs):
            deed(*arguments, **named)
        if self.channel.hung:
            claim = Claim(self.channel.hung, self.post.attempts, 1, CLOCK)
            self.hung.append([claim, None])
            self.channel.hung = None
        self.check_moves()
        self.event = "nothing"

    def check_moves(self):
        lines = AuditLine.objects.filter(pk__gt=self.read, after__has_key="state").order_by("pk")
        for line in lines:
            old, new = State(line.before["state"]), State(line.after["state"])
            assert old is self.state, f"{self.event}: {old} is not where it stood"
            assert (old, new) in MOVES_OF[self.event], f"{self.event}: {old} became {new}"
            self.read, self.state = line.pk, new
        assert self.state == self.post.state, f"{self.event}: {self.post.state} without a line in the audit"

    def tick(self, answer):
        self.channel.answer = answer
        self.act("tick", unconfirmed.recover, self.channels, self.now)
        self.act("tick", publish.send_due, the_config(), self.channels, lambda: self.now)

    @initialize(
        shows=st.booleans(),
        opening=st.sampled_from(
            ["draft", "due", "lost", "hangs", "denied", "denied", "sent again", "edited", "failed"]
        ),
        lost=st.sampled_from(LOST),
        text=st.sampled_from(TEXTS),
    )
    def it_begins(self, shows, opening, lost, text):
        """Begin where it is likely to go wrong; from there, anything may follow."""
        self.channel.shows = shows
        if opening == "draft":
            return
        self.it_goes_the_usual_way()
        self.now += timedelta(minutes=2)
        match opening:
            case "lost":
                self.the_answer_is_lost_and_the_clock_goes_on(lost, 2)
            case "hangs":
                self.tick("hangs")
            case "denied":
                self.a_process_hangs_and_its_claim_is_given_up()
                self.somebody_says_that_it_is_not_there()
            case "sent again":
                self.a_process_hangs_and_its_claim_is_given_up()
                self.somebody_says_that_it_is_not_there()
                self.it_is_changed_and_approved_again(text)
                self.tick("hangs")
            case "edited":
                self.the_answer_is_lost_and_the_clock_goes_on(lost, 1)
                self.somebody_says_that_it_is_not_there()
                self.it_is_changed_and_approved_again(text)
            case "failed":
                self.tick("refused")

    @rule(seconds=st.sampled_from([1, 5, 31, 50, 130, 600, 2_400]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(late=st.booleans())
    def copies_show(self, late):
        self.channel.show()
        self.channel.shows = not late

    @while_it_is(*EDITABLE)
    @rule(text=st.sampled_from(TEXTS), who=st.integers(0, 2))
    def somebody_edits(self, text, who):
        person, version = self.people[who], self.post.version
        self.act("edit", review.edit, self.id, text=text, alt="", local=None, version=version, by=person, now=self.now)

    @while_it_is(State.APPROVED, State.SCHEDULED)
    @rule(text=st.sampled_from(["By SQL", "Other"]))
    def somebody_changes_the_row_and_the_clock_ticks(self, text):
        Post.objects.filter(pk=self.id).update(text=text)
        self.tick("receipt")

    @while_it_is(State.DRAFT)
    @rule(who=st.integers(0, 2))
    def somebody_submits(self, who):
        self.act("submit", review.submit, self.id, by=self.people[who], now=self.now)

    @while_it_is(State.IN_REVIEW)
    @rule(who=st.integers(0, 2))
    def somebody_approves(self, who):
        seen, by = fingerprint(message_of(self.post)), self.people[who]
        self.act("approve", review.approve, self.id, seen=seen, by=by, now=self.now, config=the_config())

    @while_it_is(State.DRAFT)
    @rule()
    def it_goes_the_usual_way(self):
        self.somebody_submits(0)
        self.somebody_approves(2)

    @while_it_is(State.IN_REVIEW, State.SCHEDULED, State.HELD_LATE)
    @rule(who=st.integers(0, 2))
    def somebody_sends_it_back(self, who):
        self.act("send back", review.reject, self.id, comment="shorter", by=self.people[who], now=self.now)

    @while_it_is(*EDITABLE)
    @rule(text=st.sampled_from(TEXTS))
    def it_is_changed_and_approved_again(self, text):
        self.somebody_edits(text, 0)
        self.it_goes_the_usual_way()

    @rule(answer=st.sampled_from(ANSWERS))
    def the_clock_ticks(self, answer):
        self.tick(answer)
        self.act("tick", unconfirmed.miss_what_is_over, self.now)

    @while_it_is(State.SCHEDULED)
    @rule(lost=st.sampled_from(LOST), looks=st.integers(1, 3))
    def the_answer_is_lost_and_the_clock_goes_on(self, lost, looks):
        self.tick(lost)
        for _ in range(looks):
            self.now += timedelta(seconds=31)
            self.act("tick", unconfirmed.recover, self.channels, self.now)

    @while_it_is(State.SCHEDULED)
    @rule()
    def a_process_hangs_and_its_claim_is_given_up(self):
        self.tick("hangs")
        self.now += LEASE
        self.act("tick", unconfirmed.give_up_stale_claims, self.now)

    @precondition(lambda machine: machine.hung)
    @rule(data=st.data())
    def a_hung_request_arrives(self, data):
        request = data.draw(st.sampled_from(self.hung))
        request[1] = request[1] or self.channel.arrival(request[0].dispatch)

    @precondition(lambda machine: machine.hung)
    @rule(data=st.data(), how=st.sampled_from(["told", "told", "lost", "refused", "unavailable"]))
    def a_hung_request_is_answered(self, data, how):
        """Whatever has become of the post meanwhile."""
        request = data.draw(st.sampled_from(self.hung))
        self.hung.remove(request)
        claim, answer = request
        if how == "lost":
            self.let_loose(request)
            answer = Uncertain(REASON)
        elif answer is None and how != "told":
            answer = Refused(REASON) if how == "refused" else Unavailable(REASON)
        answer = answer or self.channel.arrival(claim.dispatch)
        if not isinstance(answer, Exception):
            self.channel.tell(answer)
        self.act("answer", settle_answer, self.id, claim, answer, the_config(), self.now)

    @precondition(lambda machine: machine.hung)
    @rule(data=st.data())
    def a_hung_process_dies(self, data):
        request = data.draw(st.sampled_from(self.hung))
        self.hung.remove(request)
        self.let_loose(request)

    def let_loose(self, request):
        claim, answer = request
        if answer is None:
            self.channel.loose.append(claim.dispatch)

    @precondition(lambda machine: machine.channel.loose)
    @rule()
    def a_request_that_nobody_waits_for_arrives(self):
        self.channel.arrival(self.channel.loose.pop(0))

    @while_it_is(State.SCHEDULED)
    @rule(answer=st.sampled_from(ANSWERS))
    def two_desks_send_at_once(self, answer):
        before = self.channel.asked

        def other_sends():
            self.channel.meanwhile = None
            publish.deliver(self.id, the_config(), self.channels, lambda: self.now, by=CLOCK)

        self.channel.meanwhile = other_sends
        self.tick(answer)
        self.channel.meanwhile = None
        assert self.channel.asked - before <= 1

    @while_it_is(State.SCHEDULED)
    @rule()
    def another_desk_read_long_ago_that_it_is_due(self):
        """What it read holds no more where the channel asked to wait in between."""
        before, waits, self.channel.answer = self.channel.asked, self.post.next_attempt_at, "receipt"
        self.act("tick", publish.deliver, self.id, the_config(), self.channels, lambda: self.now, by=CLOCK)
        assert waits is None or waits <= self.now or self.channel.asked == before

    @while_it_is(State.APPROVED, State.SCHEDULED, State.HELD_LATE)
    @rule(answer=st.sampled_from(ANSWERS), who=st.integers(0, 2))
    def somebody_sends_it_now(self, answer, who):
        self.channel.answer, by = answer, self.people[who]
        self.act("send now", publish.send_now, self.id, the_config(), self.channels, lambda: self.now, by=by)

    @while_it_is(State.UNCONFIRMED)
    @rule()
    def somebody_looks_at_the_channel(self):
        """An honest person: of several copies one is left there, and what cannot be seen is not there."""
        seen = self.channel.visible()
        if not seen:
            self.somebody_says_that_it_is_not_there()
        elif self.state is State.UNCONFIRMED:
            for url in seen[1:]:
                del self.channel.live[url]
            self.found_by_hand = True
            by, url = self.people[1], seen[0]
            self.act("it is there", unconfirmed.it_is_there, self.id, self.channels, url=url, by=by, now=self.now)

    @while_it_is(State.UNCONFIRMED)
    @rule()
    def somebody_says_that_it_is_not_there(self):
        if self.state is not State.UNCONFIRMED:
            return
        self.denials += bool(self.channel.live or self.channel.loose or self.hung)
        # Whoever says so wrongly has thrown away what the desk knew: from here on only a new proof counts.
        self.channel.told.clear()
        self.act("it is not", unconfirmed.it_is_not, self.id, by=self.people[1], now=self.now)

    @while_it_is(*EDITABLE)
    @rule()
    def somebody_withdraws(self):
        self.act("withdraw", review.withdraw, self.id, by=self.people[0], now=self.now)

    @while_it_is(State.PUBLISHED)
    @rule()
    def somebody_takes_it_back(self):
        by = self.people[1]
        self.act("take back", withdrawing.take_back, self.id, self.channels, by=by, now=self.now)

    @while_it_is(State.PUBLISHED)
    @rule()
    def somebody_deletes_it_by_hand(self):
        self.channel.live.pop(self.post.receipt_url, None)
        by = self.people[1]
        self.act("take back", withdrawing.was_deleted_by_hand, self.id, self.channels, by=by, now=self.now)

    @while_it_is(*REOPENABLE)
    @rule()
    def somebody_opens_it_again(self):
        self.act("reopen", review.reopen, self.id, by=self.people[0], now=self.now)

    @rule(data=st.data())
    def somebody_does_what_the_page_does_not_offer(self, data):
        """As with an old page that is still open: each deed in any state."""
        deeds = (
            lambda: self.somebody_edits(TEXTS[2], 0),
            lambda: self.somebody_submits(0),
            lambda: self.somebody_approves(2),
            lambda: self.somebody_sends_it_back(1),
            lambda: self.somebody_sends_it_now("receipt", 1),
            self.somebody_withdraws,
            self.somebody_takes_it_back,
            self.somebody_opens_it_again,
        )
        deeds[data.draw(st.integers(0, len(deeds) - 1))]()

    @invariant()
    def the_laws_hold(self):
        post, deliveries = self.post, dict(self.post.deliveries.values_list("attempt", "state"))
        self.only_approved_bytes_are_ever_sent()
        self.there_are_never_two_live_copies_unless_a_person_was_wrong()
        self.the_post_has_a_visible_state(post, deliveries)
        self.no_proof_is_ever_lost(post)
        self.a_published_post_says_what_is_public(post)
        self.nobody_approves_their_own(post)

    def only_approved_bytes_are_ever_sent(self):
        assert self.channel.unapproved == []

    def there_are_never_two_live_copies_unless_a_person_was_wrong(self):
        allowed = 1 if self.channel.proves_absence else 1 + self.denials
        assert len(self.channel.live) <= allowed

    def the_post_has_a_visible_state(self, post, deliveries):
        assert post.state == self.state, f"{post.state} came of nothing"
        if self.state is State.SENDING:
            assert deliveries[post.attempts] == "claimed"
        if set(deliveries.values()) & set(DOUBT):
            assert self.state in {State.SENDING, State.UNCONFIRMED}

    def no_proof_is_ever_lost(self, post):
        """Hold against the post what was proven to the desk and is still public: it names every copy of it."""
        proven = self.channel.told & set(self.channel.live)
        if proven and self.state is not State.SENDING:
            assert self.state in {State.PUBLISHED, State.UNCONFIRMED}
            assert {url for url in proven if url != post.receipt_url and url not in post.note} == set()

    def a_published_post_says_what_is_public(self, post):
        there = self.channel.live.get(post.receipt_url)
        if self.state is State.PUBLISHED and there and not self.found_by_hand:
            assert there.text == post.text

    def nobody_approves_their_own(self, post):
        for approver in Approval.objects.filter(voided_at__isnull=True).values_list("by_id", flat=True):
            assert approver not in {post.author_id, post.submitted_by_id}


class LifeOnAChannelThatProvesAbsence(LifeOfAPost):
    """The same on a channel where not found means not there, and each post has its place."""

    channel_kind = PlacedChannel


def run(machine, examples):
    """Drive *machine*; only the long form looks for the shortest way to break a law, which takes minutes."""
    case = machine.TestCase
    is_short = examples < 200
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=20 if is_short else 40,
        phases=[Phase.generate] if is_short else [Phase.generate, Phase.shrink],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=is_short,
        database=None,
    )
    case("runTest").runTest()


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [LifeOfAPost, LifeOnAChannelThatProvesAbsence])
@pytest.mark.parametrize("examples", [60, pytest.param(300, marks=pytest.mark.slow)])
def test_post_lives_by_the_laws(machine, examples, monkeypatch):
    monkeypatch.setattr(LifeOfAPost, "people", (an_officer(), a_coordinator(), a_person("deputy", "coordinator")))

    run(machine, examples)

    assert Post.objects.count() == 0
