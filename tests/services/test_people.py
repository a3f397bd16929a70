import pytest

from comms.errors import NotAllowedError, NotFoundError
from comms.services import people
from comms.store.models import AuditLine, Person
from tests.rows import MORNING, a_coordinator, a_person, a_post, an_officer

pytestmark = pytest.mark.django_db


def test_demo_accounts_have_random_passwords_that_are_told_once():
    made = people.make_demo_accounts(now=MORNING)
    again = people.make_demo_accounts(now=MORNING)

    assert (sorted(made), again) == (["coordinator", "deputy", "officer"], {})
    assert len(set(made.values())) == 3
    assert Person.objects.get(username="officer").check_password(made["officer"])


@pytest.mark.parametrize(
    ("role", "writes", "approves"), [("reader", False, False), ("officer", True, False), ("coordinator", True, True)]
)
def test_role_says_what_a_person_may_do(role, writes, approves):
    person = a_person(role, role)

    assert (person.has_perm(people.WRITE), person.has_perm(people.APPROVE)) == (writes, approves)


def test_what_a_role_does_not_allow_is_refused():
    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        people.require(an_officer(), people.APPROVE)


def test_new_password_replaces_the_old_one_and_is_in_the_audit():
    coordinator = a_coordinator()

    password = people.reset_password("coordinator", by="the command line", now=MORNING)

    coordinator.refresh_from_db()
    assert coordinator.check_password(password)
    assert AuditLine.objects.get().after == {}


def test_unknown_account_is_told_with_those_that_exist():
    an_officer()

    with pytest.raises(NotFoundError, match="there is no account x; accounts: officer"):
        people.reset_password("x", by="the command line", now=MORNING)


def test_unknown_account_of_an_empty_desk_is_told_so():
    with pytest.raises(NotFoundError, match="accounts: none yet"):
        people.reset_password("x", by="the command line", now=MORNING)


def test_language_of_a_person_is_remembered():
    officer = an_officer()

    people.remember_language(officer, "fr")

    assert Person.objects.get().language == "fr"


def test_account_is_made_with_its_role_and_a_password_that_is_told_once():
    password = people.make_account("amina", role="coordinator", by="the command line", now=MORNING)

    amina = Person.objects.get(username="amina")
    assert (amina.check_password(password), amina.has_perm(people.APPROVE)) == (True, True)
    assert AuditLine.objects.get().who == "the command line"


@pytest.mark.parametrize(
    ("username", "role", "words"),
    [
        ("amina", "boss", "boss is not a role; choose one of reader, officer, coordinator"),
        ("a b", "officer", "a b cannot be a user name"),
        ("officer", "officer", "there is an account officer already"),
    ],
)
def test_account_that_cannot_be_made_is_told_why(username, role, words):
    an_officer()

    with pytest.raises(NotAllowedError, match=words):
        people.make_account(username, role=role, by="the command line", now=MORNING)


def test_post_that_the_coordinator_edited_and_the_officer_submitted_is_for_a_second_approver():
    people.make_demo_accounts(now=MORNING)
    coordinator, officer = (Person.objects.get(username=name) for name in ("coordinator", "officer"))

    post = a_post(author=coordinator, submitted_by=officer)

    assert [one.username for one in people.approvers_of(post)] == ["deputy"]


def test_whoever_would_submit_a_draft_is_not_among_those_who_could_approve_it():
    first, second = a_coordinator(), a_coordinator("second")

    assert people.approvers_of(a_post(), submitted_by=first) == [second]


def test_account_that_is_closed_or_only_writes_approves_nothing():
    an_officer()
    gone = a_coordinator()
    gone.is_active = False
    gone.save()

    assert people.approvers_of(a_post()) == []
