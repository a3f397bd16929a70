"""Notices in words, in each language, each with the link to what helps."""

from datetime import timedelta

import pytest

from comms import app
from comms.desk.letters import letter
from comms.domain.access import Access
from comms.domain.answers import Stop
from comms.domain.posts import State
from comms.domain.standing import Standing
from comms.services.notices import Ending, Stopped, Waiting
from tests.rows import a_post

STOPPED = Stopped(
    "x", Standing(stop=Stop.CREDENTIALS, reason="X no longer accepts our keys; connect the channel again")
)


@pytest.mark.parametrize(
    ("language", "subject", "reason"),
    [
        ("en", "X stands still: it needs to be connected again", "X no longer accepts our keys"),
        ("es", "necesita volver a conectarse", "X ya no acepta nuestras claves"),
        ("fr", "doit être reconnecté", "X n’accepte plus nos clés"),
    ],
)
def test_stop_is_told_with_its_reason_and_the_page_that_helps(language, subject, reason):
    said, text = letter(STOPPED, language)

    assert subject in said
    assert reason in text
    assert text.endswith(f"{app.config().address}/channels/x/")
    assert "<" not in text


def test_limit_of_spending_is_not_told_as_a_lost_connection():
    _, text = letter(Stopped("x", Standing(stop=Stop.SPENDING, reason="the limit")), "en")

    assert "connected again" not in text


@pytest.mark.parametrize(("days", "words"), [(7, "in 7 days"), (1, "in 1 day"), (0, "the access ended on")])
def test_end_of_access_is_told(days, words):
    access = Access(ends=app.now() + timedelta(days=days) - timedelta(seconds=1 if days else 60))

    said, text = letter(Ending("x", access), "en")

    assert said.startswith("X: the access")
    assert words in text
    assert text.endswith("/channels/x/")


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "lines", "more"), [(1, 1, ""), (22, 20, "and 2 more")])
def test_posts_that_wait_are_told_together_each_with_its_page(number, lines, more):
    posts = [
        a_post(key=f"post-{one}", state=State.HELD_LATE, note="the quiet hours had begun", due_at=app.now())
        for one in range(number)
    ]

    said, text = letter(Waiting(tuple(posts)), "en")

    assert said == ("1 post waits for a person" if number == 1 else f"{number} posts wait for a person")
    assert text.count("the quiet hours had begun") == lines
    assert f"/posts/{posts[0].pk}/" in text
    assert more in text


@pytest.mark.django_db
def test_post_without_hour_or_note_is_told_too():
    _, text = letter(Waiting((a_post(due_at=None),)), "fr")

    assert ", – · X EN · " in text
