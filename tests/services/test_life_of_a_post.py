"""The whole life of a post, driven at random: only approved bytes leave, never two live copies, always a state."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.message import Receipt, fingerprint
from comms.domain.posts import EDITABLE, MOVES, REOPENABLE, State
from comms.domain.sending import LEASE
from comms.errors import CommsError
from comms.services import publish, review, unconfirmed, withdrawing
from comms.services.audit import CLOCK
from comms.services.messages import message_of
from comms.store.models import Approval, Post
from tests.rows import MORNING, a_coordinator, a_person, a_post, an_officer, the_config

ANSWERS = ("receipt", "refused", "unavailable", "uncertain, done", "uncertain, not done", "broken, done")
LOST = ("uncertain, done", "broken, done")
UNDONE = ("refused", "unavailable", "uncertain, not done")
_PROOF = Receipt("1", "https://channel.example/1")


class CountingChannel:
    """A channel that makes a copy each time it is asked, as most real ones do; copies may show late.

    *meanwhile* happens once, while the answer of a request is on its way.
    """

    withdraws = True

    def __init__(self, *, proves_absence):
        self.proves_absence = proves_absence
        self.copies, self.unapproved = [], []
        self.asked = 0
        self.answer, self.shows, self.meanwhile = "receipt", True, None

    def publish(self, dispatch):
        self.asked += 1
        answer, meanwhile, self.meanwhile = self.answer, self.meanwhile, None
        print_ = fingerprint(dispatch.message)
        if not Approval.objects.filter(voided_at__isnull=True, fingerprint=print_).exists():
            self.unapproved.append(dispatch.message)
        if answer not in UNDONE:
            self.copies.append(dispatch.message)
        if meanwhile:
            meanwhile()
        reason = "as the test wants it"
        match answer:
            case "refused":
                raise Refused(reason)
            case "unavailable":
                raise Unavailable(reason)
            case "uncertain, not done" | "uncertain, done":
                raise Uncertain(reason)
            case "broken, done":
                raise ValueError(reason)
        return _PROOF

    def find(self, _dispatch):
        return _PROOF if self.copies and (self.shows or self.proves_absence) else None

    def withdraw(self, _receipt):
        self.copies.clear()


def while_it_is(*states):
    return precondition(lambda machine: machine.states[-1] in states)


class LifeOfAPost(RuleBasedStateMachine):
    """One post, three people, one channel, and a clock that only goes forward."""

    proves_absence = False
    people = ()

    def __init__(self):
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.now = MORNING
        self.channel = CountingChannel(proves_absence=self.proves_absence)
        self.id = a_post(author=self.people[0], due_at=MORNING + timedelta(minutes=2)).pk
        self.states = [State.DRAFT]

    def teardown(self):
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @property
    def post(self):
        return Post.objects.get(pk=self.id)

    def attempt(self, deed, *arguments, **named):
        with suppress(CommsError):
            deed(self.id, *arguments, **named)

    def tick(self, answer):
        self.channel.answer = answer
        channels = {"x": self.channel}
        unconfirmed.recover(channels, self.now)
        publish.send_due(the_config(), channels, lambda: self.now)

    @initialize(
        shows=st.booleans(),
        opening=st.sampled_from(["draft", "due", "due", "late", "lost", "waits", "failed"]),
        late=st.sampled_from(UNDONE),
    )
    def it_begins(self, shows, opening, late):
        self.channel.shows = shows
        if opening == "draft":
            return
        self.it_goes_the_usual_way()
        self.now += timedelta(minutes=2)
        match opening:
            case "late":
                self.an_answer_comes_after_others_went_on(late, "receipt")
            case "lost":
                self.the_answer_is_lost_and_the_clock_goes_on("uncertain, done", 2)
            case "waits":
                self.tick("unavailable")
                self.another_desk_read_long_ago_that_it_is_due()
            case "failed":
                self.tick("refused")

    @rule(seconds=st.sampled_from([1, 5, 31, 50, 130, 600, 2_400]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def copies_show(self):
        self.channel.shows = True

    @while_it_is(*EDITABLE)
    @rule(text=st.sampled_from(["Human Rights Day", "人权日"]), who=st.integers(0, 2))
    def somebody_edits(self, text, who):
        person, version = self.people[who], self.post.version
        self.attempt(review.edit, text=text, alt="", local=None, version=version, by=person, now=self.now)

    @while_it_is(State.APPROVED, State.SCHEDULED)
    @rule(text=st.sampled_from(["By SQL", "Other"]))
    def somebody_changes_the_row_and_the_clock_ticks(self, text):
        Post.objects.filter(pk=self.id).update(text=text)
        self.tick("receipt")

    @while_it_is(State.DRAFT)
    @rule(who=st.integers(0, 2))
    def somebody_submits(self, who):
        self.attempt(review.submit, by=self.people[who], now=self.now)

    @while_it_is(State.IN_REVIEW, State.SCHEDULED)
    @rule(who=st.integers(0, 2))
    def somebody_approves(self, who):
        seen = fingerprint(message_of(self.post))
        self.attempt(review.approve, seen=seen, by=self.people[who], now=self.now, config=the_config())

    @while_it_is(State.DRAFT)
    @rule()
    def it_goes_the_usual_way(self):
        self.somebody_submits(0)
        self.somebody_approves(2)

    @while_it_is(State.IN_REVIEW, State.SCHEDULED)
    @rule(who=st.integers(0, 2))
    def somebody_sends_it_back(self, who):
        self.attempt(review.reject, comment="shorter", by=self.people[who], now=self.now)

    @rule(answer=st.sampled_from(ANSWERS))
    def the_clock_ticks(self, answer):
        self.tick(answer)
        unconfirmed.miss_what_is_over(self.now)

    @while_it_is(State.SCHEDULED)
    @rule(lost=st.sampled_from(LOST), looks=st.integers(1, 3))
    def the_answer_is_lost_and_the_clock_goes_on(self, lost, looks):
        self.tick(lost)
        for _ in range(looks):
            self.now += timedelta(seconds=31)
            self.tick("receipt")

    @while_it_is(State.SCHEDULED)
    @rule(late=st.sampled_from(ANSWERS), answer=st.sampled_from(ANSWERS))
    def an_answer_comes_after_others_went_on(self, late, answer):
        """As where a process hangs: its claim is given up, the channel looked at, perhaps the post sent again."""

        def others_go_on():
            self.now += LEASE + timedelta(seconds=1)
            self.tick(answer)

        self.channel.meanwhile = others_go_on
        self.tick(late)
        self.channel.meanwhile = None

    @while_it_is(State.SCHEDULED)
    @rule(answer=st.sampled_from(ANSWERS))
    def two_desks_send_at_once(self, answer):
        before = self.channel.asked

        def other_sends():
            publish.deliver(self.id, the_config(), {"x": self.channel}, lambda: self.now, by=CLOCK)

        self.channel.meanwhile = other_sends
        self.tick(answer)
        self.channel.meanwhile = None
        assert self.channel.asked - before <= 1

    @while_it_is(State.SCHEDULED)
    @rule()
    def another_desk_read_long_ago_that_it_is_due(self):
        """What it read holds no more where the channel asked to wait in between."""
        before, waits = self.channel.asked, self.post.next_attempt_at
        publish.deliver(self.id, the_config(), {"x": self.channel}, lambda: self.now, by=CLOCK)
        assert waits is None or waits <= self.now or self.channel.asked == before

    @while_it_is(State.APPROVED, State.SCHEDULED, State.HELD_LATE)
    @rule(answer=st.sampled_from(ANSWERS), who=st.integers(0, 2))
    def somebody_sends_it_now(self, answer, who):
        self.channel.answer = answer
        self.attempt(publish.send_now, the_config(), {"x": self.channel}, lambda: self.now, by=self.people[who])

    @while_it_is(State.UNCONFIRMED)
    @rule()
    def a_person_looks(self):
        if self.channel.copies:
            self.attempt(unconfirmed.it_is_there, url=_PROOF.url, by=self.people[1], now=self.now)
        else:
            self.attempt(unconfirmed.it_is_not, by=self.people[1], now=self.now)

    @while_it_is(*(EDITABLE | {State.UNCONFIRMED}))
    @rule()
    def somebody_withdraws(self):
        self.attempt(review.withdraw, by=self.people[0], now=self.now)

    @while_it_is(State.PUBLISHED)
    @rule()
    def somebody_takes_it_back(self):
        self.attempt(withdrawing.take_back, {"x": self.channel}, by=self.people[1], now=self.now)

    @while_it_is(*REOPENABLE)
    @rule()
    def somebody_opens_it_again(self):
        self.attempt(review.reopen, by=self.people[0], now=self.now)

    @invariant()
    def only_approved_bytes_are_ever_sent(self):
        assert self.channel.unapproved == []

    @invariant()
    def there_are_never_two_live_copies(self):
        assert len(self.channel.copies) <= 1

    @invariant()
    def the_post_has_a_visible_state_that_follows_from_the_last(self):
        state = State(self.post.state)
        assert state is not State.SENDING
        assert self._is_reached(state)
        self.states.append(state)

    @invariant()
    def what_is_live_is_told(self):
        if self.channel.copies:
            assert self.post.state in {State.PUBLISHED, State.UNCONFIRMED}

    @invariant()
    def nobody_approves_their_own(self):
        post = self.post
        for approval in Approval.objects.filter(voided_at__isnull=True).select_related("by"):
            assert approval.by_id not in {post.author_id, post.submitted_by_id}

    def _is_reached(self, state):
        """Tell whether the moves lead from the last state to *state* in a few steps: one rule may do several acts."""
        reached = {self.states[-1]}
        for _ in range(8):
            reached |= {new for old in reached for new in MOVES[old]}
        return state in reached


class LifeOnAChannelThatProvesAbsence(LifeOfAPost):
    """The same on a channel where not found means not there."""

    proves_absence = True


def run(machine, examples):
    """Drive *machine*; only the long form looks for the shortest way to break a law, which takes minutes."""
    case = machine.TestCase
    is_short = examples < 100
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
