from datetime import timedelta

import pytest

from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services.commenting import LONGEST, asked_for, asks, comment
from comms.store.models import AuditLine, Comment, Post
from tests.rows import MORNING, a_coordinator, a_person, a_post, an_approved_post, an_officer

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


def say(post, text, by, now=MORNING):
    return comment(post.pk, text=text, by=by, now=now)


def test_a_comment_is_kept_with_its_line_and_leaves_the_approval():
    officer, coordinator = an_officer(), a_coordinator()
    post = an_approved_post(coordinator)

    say(post, "  Ask @coordinator.\n", officer)

    line = AuditLine.objects.get(act="commented")
    assert Comment.objects.get().text == "Ask @coordinator."
    assert (line.subject, line.who, line.after) == (f"post:{post.key}", "officer", {"asked": ["coordinator"]})
    assert (Post.objects.get().version, Post.objects.get().state) == (post.version, State.SCHEDULED)
    assert post.approvals.get().voided_at is None


@pytest.mark.parametrize("text", ["", "  \n", "a" * (LONGEST + 1)])
def test_nothing_and_too_much_is_refused(text):
    post = a_post()

    with pytest.raises(NotAllowedError):
        say(post, text, an_officer())
    assert (Comment.objects.count(), AuditLine.objects.count()) == (0, 0)


def test_a_name_is_found_where_it_is_one_and_of_whoever_may_enter():
    ana, _gone = an_officer("ana"), an_officer("gone")
    type(ana).objects.filter(username="gone").update(is_active=False)

    assert asked_for("@Ana, look. And @gone, @nobody, mail@ana.example") == [ana]
    assert asked_for("@ana.") == [ana]
    assert asked_for("Nobody, not ana") == []


def test_whoever_is_asked_sees_it_until_they_answer():
    officer, coordinator = an_officer(), a_coordinator()
    post = a_post()
    say(post, "@coordinator, is it true?", officer)

    assert (asks(coordinator, LATER), asks(officer, LATER)) == ([post], [])
    say(post, "Yes.", coordinator, LATER)
    assert asks(coordinator, LATER) == []
    say(post, "And now, @coordinator?", officer, LATER)
    assert asks(coordinator, LATER) == [post]


def test_an_own_comment_an_old_one_and_one_on_what_is_over_ask_for_nobody():
    officer, coordinator = an_officer(), a_coordinator()
    reader = a_person("coord", "reader")
    post = a_post()
    say(post, "@coordinator", coordinator)
    say(a_post(key="b", state=State.WITHDRAWN), "@coordinator", officer)
    say(a_post(key="c"), "@coordinator", officer, MORNING - timedelta(days=31))

    assert asks(coordinator, LATER) == []
    say(post, "@coordinator", officer)
    assert asks(reader, LATER) == []


def test_the_newest_question_comes_first():
    officer, coordinator = an_officer(), a_coordinator()
    older, newer = a_post(), a_post(key="b")
    say(older, "@coordinator", officer)
    say(newer, "@coordinator", officer, LATER)

    assert asks(coordinator, LATER) == [newer, older]
