from datetime import timedelta

import pytest

from comms.domain.holds import NO_CONSENT
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.errors import NotAllowedError, NotFoundError
from comms.feeds.secret_address import digest_of
from comms.services import guests
from comms.services.commenting import LONGEST, comment
from comms.services.guests import Answer, Wanted, agreement, answer, commented, link_of, lives, make_link, revoke_link
from comms.services.holds import reason_for
from comms.services.messages import consent_for, message_of
from comms.services.retelling import worked_on
from comms.services.review import ConflictError
from comms.store.models import AuditLine, Consent, GuestAnswer, GuestLink, Post
from tests.rows import DUE, MORNING, a_person, a_post, a_slot, a_stored_initiative, an_officer, the_config

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def officer():
    return an_officer()


def a_told_post(**fields):
    """Return a post of a story that tells a local government's work."""
    a_stored_initiative()
    slot = a_slot(kind="spotlight", member="a-city", initiative="a-plan")
    return a_post(slot=slot, **fields)


def a_link(posts, by, **fields):
    """Return the secret of a link for *posts* and its row."""
    values = {"name": "City of A", "language": "es", "post_ids": [post.pk for post in posts], "for_member": True}
    secret = make_link(posts[0].slot_id, Wanted(**(values | fields)), by=by, now=MORNING)
    return secret, GuestLink.objects.get(digest=digest_of(secret))


def said(post, kind="agreed", **fields):
    values = {"name": "Ana", "seen": fingerprint(message_of(Post.objects.get(pk=post.pk))), "text": ""}
    return Answer(post.pk, kind, **(values | fields))


def change(post, text="Other words."):
    Post.objects.filter(pk=post.pk).update(text=text)


def test_a_link_keeps_a_digest_and_for_whom_it_is_and_the_audit_never_holds_the_secret(officer):
    post = a_told_post()

    secret, link = a_link([post], officer)

    line = AuditLine.objects.get(act="guest link made")
    assert (len(secret), link.digest, link.for_member) == (43, digest_of(secret), True)
    assert link.ends_at == MORNING + timedelta(days=14)
    assert (line.who, line.subject) == ("officer", f"guest-link:{link.pk}")
    assert line.after == {"for": "City of A", "until": link.ends_at.isoformat(), "posts": [post.key]}
    assert secret not in "".join(f"{row.subject}{row.before}{row.after}" for row in AuditLine.objects.all())


@pytest.mark.parametrize(
    "fields",
    [
        {"name": " "},
        {"name": "a" * 121},
        {"language": "de"},
        {"days": 0},
        {"days": 61},
        {"post_ids": []},
        {"post_ids": [0]},
    ],
)
def test_a_link_that_makes_no_sense_is_refused(officer, fields):
    post = a_told_post()

    with pytest.raises(NotAllowedError):
        a_link([post], officer, **fields)
    assert (GuestLink.objects.count(), AuditLine.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", [state for state in State if state not in guests.SHOWN])
def test_only_posts_that_are_to_come_can_be_shown(officer, state):
    with pytest.raises(NotAllowedError):
        a_link([a_told_post(state=state)], officer)


def test_a_post_of_another_story_cannot_be_shown(officer):
    own, other = a_told_post(), a_post(key="b", slot=a_slot(id="another:told"))

    with pytest.raises(NotAllowedError):
        a_link([own, other], officer)


def test_a_reader_makes_and_revokes_none(officer):
    reader, post = a_person("reader", "reader"), a_told_post()
    _secret, link = a_link([post], officer)

    with pytest.raises(NotAllowedError):
        a_link([post], reader)
    with pytest.raises(NotAllowedError):
        revoke_link(post.slot_id, link.pk, by=reader, now=LATER)
    with pytest.raises(NotFoundError):
        make_link("nowhere", Wanted("A", "en", [post.pk]), by=officer, now=MORNING)


def test_a_link_lives_until_its_end_or_until_it_is_revoked(officer):
    post = a_told_post()
    secret, link = a_link([post], officer, days=1)

    assert lives(link, link.ends_at - timedelta(seconds=1))
    assert not lives(link, link.ends_at)
    revoke_link(post.slot_id, link.pk, by=officer, now=LATER)
    assert not lives(link_of(secret), LATER)
    assert AuditLine.objects.get(act="guest link revoked").subject == f"guest-link:{link.pk}"
    with pytest.raises(NotAllowedError):
        revoke_link(post.slot_id, link.pk, by=officer, now=LATER)
    assert link_of("a" * 43) is None


def test_a_link_is_revoked_on_the_page_of_its_own_story_only(officer):
    _secret, link = a_link([a_told_post()], officer)

    with pytest.raises(NotAllowedError):
        revoke_link("another:told", link.pk, by=officer, now=LATER)


def test_a_story_that_a_guest_was_shown_is_not_planned_anew(officer):
    post = a_told_post()

    assert worked_on() == set()
    a_link([post], officer)
    assert worked_on() == {post.slot_id}


def test_an_agreement_is_noted_as_consent_and_approves_nothing(officer):
    post = a_told_post(state=State.IN_REVIEW)
    secret, link = a_link([post], officer)

    answer(secret, said(post, name=" Ana ", text="ignored"), now=LATER)

    kept, consent, line = GuestAnswer.objects.get(), Consent.objects.get(), AuditLine.objects.get(act="guest agreed")
    assert (kept.name, kept.text, kept.fingerprint) == ("Ana", "", fingerprint(message_of(post)))
    assert (consent.state, consent.said_by, consent.recorded_by) == ("given", "Ana (by link)", officer)
    assert (line.who, line.subject) == (f"guest link {link.pk}", f"post:{post.key}")
    assert AuditLine.objects.get(act="consent recorded").who == f"guest link {link.pk}"
    assert (Post.objects.get().state, post.approvals.count()) == (State.IN_REVIEW, 0)


def test_agreeing_twice_says_it_once_and_all_posts_of_a_work_have_one_consent(officer):
    first = a_told_post()
    second = a_post(key="b", language="fr")
    secret, link = a_link([first, second], officer)

    for post in (first, first, second):
        answer(secret, said(post), now=LATER)

    assert (GuestAnswer.objects.count(), Consent.objects.count()) == (2, 1)
    assert agreement(link, second).post == second


def test_whoever_does_not_answer_for_the_local_government_gives_no_consent(officer):
    post = a_told_post()
    secret, link = a_link([post], officer, for_member=False)

    answer(secret, said(post), now=LATER)

    assert (agreement(link, post).name, Consent.objects.count()) == ("Ana", 0)


def test_a_story_that_features_nobody_or_a_lost_work_has_no_consent(officer):
    alone = a_post()
    lost = a_post(key="b", slot=a_slot(id="lost:told", initiative="no-longer-there"))

    for post in (alone, lost):
        secret, _link = a_link([post], officer)
        answer(secret, said(post), now=LATER)

    assert (GuestAnswer.objects.count(), Consent.objects.count()) == (2, 0)


def test_an_agreement_taken_back_holds_the_post_at_its_hour(officer):
    post = a_told_post(state=State.SCHEDULED, account="")
    secret, link = a_link([post], officer)
    answer(secret, said(post), now=LATER)
    before = reason_for(post, the_config(), now=DUE)

    change(post)
    answer(secret, said(post, "taken back", seen="older words"), now=LATER)

    held = reason_for(Post.objects.get(), the_config(), now=DUE)
    assert (before, held.code, held.values["consent"]) == (None, NO_CONSENT, "withdrawn")
    assert (agreement(link, post), consent_for("a-plan")) == (None, "withdrawn")
    assert AuditLine.objects.filter(act="guest took back").count() == 1


def test_what_nobody_agreed_to_cannot_be_taken_back(officer):
    post = a_told_post()
    secret, _link = a_link([post], officer)

    with pytest.raises(NotAllowedError):
        answer(secret, said(post, "taken back"), now=LATER)


def test_an_answer_to_words_that_changed_since_is_refused(officer):
    post = a_told_post()
    secret, link = a_link([post], officer)
    agreed, other = said(post), said(post, "commented", text="Why?")
    change(post)

    for one in (agreed, other):
        with pytest.raises(ConflictError):
            answer(secret, one, now=LATER)
    assert GuestAnswer.objects.count() == 0
    answer(secret, said(post), now=LATER)
    change(post, "Yet other words.")
    answer(secret, said(post), now=LATER)
    assert [one.kind for one in link.answers.all()] == ["agreed", "agreed"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("agreed", {"name": " "}),
        ("agreed", {"name": "a" * 121}),
        ("commented", {"text": " \n"}),
        ("commented", {"text": "a" * (LONGEST + 1)}),
        ("approved", {}),
    ],
)
def test_an_answer_that_says_nothing_is_refused(officer, kind, fields):
    post = a_told_post()
    secret, _link = a_link([post], officer)

    with pytest.raises(NotAllowedError):
        answer(secret, said(post, kind, **fields), now=LATER)
    assert (GuestAnswer.objects.count(), Consent.objects.count()) == (0, 0)


def test_no_secret_but_that_of_a_living_link_answers_and_only_for_its_own_posts(officer):
    post = a_told_post()
    other = a_post(key="b")
    secret, link = a_link([post], officer, days=1)

    for key, one, now in (("a" * 43, post, LATER), (secret, post, link.ends_at), (secret, other, LATER)):
        with pytest.raises(NotFoundError):
            answer(key, said(one), now=now)
    revoke_link(post.slot_id, link.pk, by=officer, now=LATER)
    with pytest.raises(NotFoundError):
        answer(secret, said(post), now=LATER)
    assert GuestAnswer.objects.count() == 0


def test_a_post_that_went_out_is_answered_no_more_and_one_that_is_held_is(officer):
    post = a_told_post()
    secret, _link = a_link([post], officer)

    Post.objects.update(state=State.PUBLISHED)
    with pytest.raises(NotAllowedError):
        answer(secret, said(post), now=LATER)
    Post.objects.update(state=State.HELD_LATE)
    answer(secret, said(post), now=LATER)
    assert consent_for("a-plan") == "given"


def test_a_link_takes_only_so_many_answers_but_always_lets_an_agreement_be_taken_back(officer, monkeypatch):
    monkeypatch.setattr(guests, "_MOST_ANSWERS", 1)
    post = a_told_post()
    secret, _link = a_link([post], officer)
    answer(secret, said(post), now=LATER)

    with pytest.raises(NotAllowedError):
        answer(secret, said(post, "commented", text="Why?"), now=LATER)
    answer(secret, said(post, "taken back"), now=LATER)
    assert consent_for("a-plan") == "withdrawn"


def test_a_comment_waits_for_whoever_made_the_link_until_a_colleague_answers(officer):
    colleague, post = an_officer("colleague"), a_told_post()
    secret, _link = a_link([post], officer)

    answer(secret, said(post, "commented", text=" Our name is wrong. "), now=LATER)

    assert (commented(officer), commented(colleague)) == ([post], [])
    assert (GuestAnswer.objects.get().text, Consent.objects.count()) == ("Our name is wrong.", 0)
    comment(post.pk, text="I look at it.", by=colleague, now=LATER + timedelta(minutes=1))
    assert commented(officer) == []


def test_a_comment_waits_until_the_post_changes_or_goes(officer):
    post, other = a_told_post(), a_post(key="b")
    secret, _link = a_link([post, other], officer)
    answer(secret, said(post, "commented", text="One."), now=LATER)
    answer(secret, said(post, "commented", text="Two."), now=LATER)
    answer(secret, said(other, "commented", text="Three."), now=LATER + timedelta(minutes=1))

    assert commented(officer) == [other, post]
    change(post)
    assert commented(officer) == [other]
    Post.objects.filter(pk=other.pk).update(state=State.WITHDRAWN)
    assert commented(officer) == []
