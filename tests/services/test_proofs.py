"""A proof that comes late always counts: whatever became of the post meanwhile."""

from datetime import timedelta

import pytest

from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.message import Receipt, fingerprint
from comms.domain.posts import State
from comms.domain.sending import LEASE
from comms.services import publish, review, unconfirmed, withdrawing
from comms.services.audit import CLOCK
from comms.services.messages import message_of
from comms.services.settling import Claim, settle_answer
from comms.store.models import Approval, AuditLine, Delivery, Post
from tests.rows import DUE, a_coordinator, a_post, an_officer, the_config
from tests.services.late_channels import Hangs, LateChannel, PlacedChannel

pytestmark = pytest.mark.django_db
FIRST, SECOND = "https://channel.example/1", "https://channel.example/2"
LATER = DUE + LEASE + timedelta(seconds=1)


class Desk:
    """One post, whoever works on it, and the requests that hang."""

    def __init__(self, channel=None):
        self.channel = channel or LateChannel()
        self.now = DUE
        self.officer, self.coordinator = an_officer(), a_coordinator()
        self.id = a_post(author=self.officer).pk
        self.approve()

    @property
    def post(self):
        return Post.objects.get(pk=self.id)

    def approve(self, text=""):
        by, now = self.officer, self.now
        if text:
            review.edit(self.id, text=text, alt="", local=None, version=self.post.version, by=by, now=now)
        review.submit(self.id, by=by, now=now)
        seen = fingerprint(message_of(self.post))
        review.approve(self.id, seen=seen, by=self.coordinator, now=now, config=the_config())

    def send(self, answer="receipt"):
        self.channel.answer = answer
        try:
            publish.send_due(the_config(), {"x": self.channel}, lambda: self.now)
        except Hangs:
            dispatch, self.channel.hung = self.channel.hung, None
            return Claim(dispatch, self.post.attempts, 1, CLOCK)
        return None

    def hang_and_be_given_up(self):
        claim = self.send("hangs")
        self.now += LEASE
        unconfirmed.give_up_stale_claims(self.now)
        return claim

    def hang_and_be_denied(self):
        claim = self.hang_and_be_given_up()
        unconfirmed.it_is_not(self.id, by=self.coordinator, now=self.now)
        return claim

    def answer(self, claim, answer=None):
        self.now += timedelta(seconds=1)
        settle_answer(self.id, claim, answer or self.channel.land(claim.dispatch), the_config(), self.now)
        return self.told()

    def look(self):
        self.now += timedelta(minutes=1)
        unconfirmed.recover({"x": self.channel}, self.now)
        return self.told()

    def told(self):
        post = self.post
        return State(post.state), post.note, post.receipt_url


def test_receipt_that_comes_after_the_claim_was_given_up_publishes():
    desk = Desk()
    claim = desk.hang_and_be_given_up()

    assert desk.answer(claim) == (State.PUBLISHED, FIRST, FIRST)


def test_receipt_that_comes_after_a_person_saw_nothing_publishes_the_draft():
    desk = Desk()
    claim = desk.hang_and_be_denied()

    assert desk.answer(claim) == (State.PUBLISHED, "an answer came late: it is public", FIRST)
    assert (Delivery.objects.get().state, Delivery.objects.get().note) == ("sent", FIRST)


@pytest.mark.parametrize(
    "until", [State.IN_REVIEW, State.SCHEDULED, State.HELD_LATE, State.MISSED, State.FAILED, State.APPROVED]
)
def test_receipt_publishes_whatever_became_of_the_same_words(until):
    desk = Desk()
    claim = desk.hang_and_be_denied()
    Post.objects.update(state=until)

    assert desk.answer(claim) == (State.PUBLISHED, "an answer came late: it is public", FIRST)


def test_receipt_of_words_that_were_changed_since_brings_them_back_for_a_person_to_see():
    desk = Desk()
    claim, words = desk.hang_and_be_denied(), desk.post.text
    desk.approve("Other words.")

    told = desk.answer(claim)

    assert told == (State.UNCONFIRMED, f"it is public in earlier words: {FIRST}; they are shown here again", FIRST)
    assert desk.post.text == words
    assert Approval.objects.filter(voided_at=None).count() == 0
    line = AuditLine.objects.get(act="words shown again")
    assert (line.before["text"], line.after["text"]) == ("Other words.", words)


def test_post_that_was_sent_again_meanwhile_tells_of_both_copies_and_where():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve()
    desk.send()
    Post.objects.update()

    told = desk.answer(claim)

    assert told == (
        State.UNCONFIRMED,
        f"more than one copy is public: {FIRST} · {SECOND}; delete what should not be there, then say which one stays",
        FIRST,
    )


def test_person_says_which_of_two_copies_stays():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.send()
    desk.answer(claim)

    unconfirmed.it_is_there(desk.id, {"x": desk.channel}, url=SECOND, by=desk.coordinator, now=desk.now)

    assert desk.told() == (State.PUBLISHED, "found by a person", SECOND)
    assert desk.post.text == desk.channel.live[SECOND].text
    assert list(Delivery.objects.values_list("state", flat=True)) == ["confirmed", "absent"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (
            "receipt",
            "more than one copy is public: {0} · {1}; delete what should not be there, then say which one stays",
        ),
        ("lost", "it is public: {0}; another request may have made a second copy: look for it"),
        ("refused", "it is public in earlier words: {0}; they are shown here again"),
        ("unavailable", "it is public in earlier words: {0}; they are shown here again"),
    ],
)
def test_receipt_that_comes_while_another_request_is_under_way_is_weighed_with_its_answer(second, expected):
    desk = Desk()
    first = desk.hang_and_be_denied()
    desk.approve("Other words.")
    other = desk.send("hangs")
    answers = {
        "receipt": None,
        "lost": Uncertain("reset"),
        "refused": Refused("no"),
        "unavailable": Unavailable("busy"),
    }

    meanwhile = desk.answer(first)
    told = desk.answer(other, answers[second])

    assert meanwhile[0] is State.SENDING
    assert told == (State.UNCONFIRMED, expected.format(FIRST, SECOND), FIRST)


def test_claim_that_is_given_up_while_another_is_proven_tells_of_that():
    desk = Desk()
    first = desk.hang_and_be_denied()
    desk.approve()
    desk.send("hangs")
    desk.answer(first)
    desk.now += LEASE

    unconfirmed.give_up_stale_claims(desk.now)

    assert desk.told() == (
        State.UNCONFIRMED,
        f"it is public: {FIRST}; another request may have made a second copy: look for it",
        FIRST,
    )


def test_look_finds_the_second_copy_and_not_the_known_one():
    desk = Desk()
    first = desk.hang_and_be_denied()
    desk.approve()
    desk.send("uncertain, done")
    desk.answer(first)

    told = desk.look()

    assert told[:1] == (State.UNCONFIRMED,)
    assert told[1].startswith(f"more than one copy is public: {SECOND} · {FIRST};")


def test_post_that_was_withdrawn_is_told_to_be_public():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    review.withdraw(desk.id, by=desk.officer, now=desk.now)

    assert desk.answer(claim) == (State.UNCONFIRMED, f"it is public although it was withdrawn: {FIRST}", FIRST)


def test_answer_of_a_copy_that_was_found_and_taken_back_changes_nothing():
    desk = Desk()
    claim = desk.hang_and_be_given_up()
    receipt = desk.channel.land(claim.dispatch)
    desk.look()
    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)

    assert desk.answer(claim, receipt)[0] is State.WITHDRAWN


def test_answer_of_a_copy_that_was_found_already_changes_nothing():
    desk = Desk()
    claim = desk.hang_and_be_given_up()
    receipt = desk.channel.land(claim.dispatch)
    found = desk.look()

    assert desk.answer(claim, receipt) == found == (State.PUBLISHED, "looked for and found", FIRST)


def test_late_answer_at_an_address_that_was_taken_back_is_looked_for():
    desk = Desk(PlacedChannel())
    first = desk.hang_and_be_denied()
    desk.approve()
    desk.send()
    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)

    told = desk.answer(first)
    found = desk.look()

    said = "an answer came after it was taken back; look whether it is public again"
    assert (told, found[:2]) == ((State.UNCONFIRMED, said, ""), (State.PUBLISHED, "looked for and found"))


def test_late_answer_that_a_look_does_not_confirm_leaves_a_draft_that_nobody_sends():
    desk = Desk(PlacedChannel())
    first = desk.hang_and_be_denied()
    desk.approve()
    desk.send()
    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)
    desk.answer(first)
    desk.channel.live.clear()

    assert desk.look()[:2] == (State.DRAFT, "looked for and not there")


@pytest.mark.parametrize(("answer", "delivery"), [(Refused("no"), "refused"), (Unavailable("busy"), "unavailable")])
def test_late_answer_that_nothing_came_of_it_is_noted_and_moves_nothing(answer, delivery):
    desk = Desk()
    claim = desk.hang_and_be_denied()

    assert desk.answer(claim, answer)[0] is State.DRAFT
    assert Delivery.objects.get().state == delivery


def test_late_answer_that_tells_nothing_changes_nothing():
    desk = Desk()
    claim = desk.hang_and_be_denied()

    assert desk.answer(claim, Uncertain("reset"))[0] is State.DRAFT
    assert Delivery.objects.get().state == "absent"


def test_late_answer_is_told_in_the_log(caplog):
    desk = Desk()
    desk.answer(desk.hang_and_be_denied())

    assert "the answer to attempt 1 came after it was given up" in caplog.text


def test_same_proof_twice_is_one_proof():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    receipt = desk.channel.land(claim.dispatch)
    desk.answer(claim, receipt)
    before = desk.post.version

    desk.answer(claim, receipt)

    assert desk.post.version == before


def test_third_proof_that_tells_nothing_new_leaves_the_post_as_it_is():
    desk = Desk()
    first = desk.hang_and_be_denied()
    desk.approve()
    desk.send("uncertain, not done")
    desk.answer(first)
    before = desk.post.version

    desk.look()

    assert desk.post.version == before


def test_receipt_without_words_that_were_kept_is_taken_for_the_present_ones():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    Approval.objects.update(message={})
    desk.approve("Other words.")

    assert desk.answer(claim)[0] is State.PUBLISHED


def test_address_of_a_copy_names_it_where_its_number_is_not_kept():
    desk = Desk()
    first = desk.hang_and_be_denied()
    desk.approve()
    other = desk.send("hangs")
    desk.answer(first)
    desk.answer(other, Refused("no"))

    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)

    assert (desk.channel.live, desk.told()[0]) == ({}, State.WITHDRAWN)


def test_receipt_is_forgotten_where_a_post_becomes_a_draft_again():
    desk = Desk()
    desk.send()
    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)

    review.reopen(desk.id, by=desk.officer, now=desk.now)

    post = desk.post
    assert (post.receipt_id, post.receipt_url, post.published_at) == ("", "", None)


def test_what_is_taken_back_is_the_copy_that_a_person_found_and_not_an_older_one():
    desk = Desk()
    desk.send()
    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)
    review.reopen(desk.id, by=desk.officer, now=desk.now)
    desk.approve()
    desk.send("uncertain, done")
    unconfirmed.it_is_there(desk.id, {"x": desk.channel}, url=SECOND, by=desk.coordinator, now=desk.now)

    withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)

    assert desk.channel.live == {}


def test_receipt_is_proof_by_its_number_or_its_address():
    dispatch = Desk().send("hangs").dispatch.__class__

    assert dispatch(None, DUE, known=frozenset({"7"})).knows(Receipt("7", FIRST))
    assert dispatch(None, DUE, known=frozenset({FIRST})).knows(Receipt("8", FIRST))
    assert not dispatch(None, DUE, known=frozenset({SECOND})).knows(Receipt("8", FIRST))
