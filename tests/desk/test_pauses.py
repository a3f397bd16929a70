"""Pauses at the desk: what one sees, begins, ends and decides."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from comms import app
from comms.config import Config
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.services import blackouts, holds, pauses
from comms.store.models import Blackout, Member, Pause, Post
from tests.desk.conftest import a_coming_post, at, days_ahead, visit
from tests.desk.pages import told, words
from tests.rows import MORNING, a_slot, an_approved_post, the_config

PAUSES, BEGIN, INSIDE = reverse("pauses"), reverse("pause"), reverse("inside")


@pytest.fixture
def city(db):  # noqa: ARG001 - a fixture asks for it
    body = {"name": {"en": "A City", "fr": "Une ville"}, "country": "ES", "zone": "Europe/Madrid"}
    return Member.objects.create(id="a-city", body=body, digest="", loaded_at=MORNING)


def pause(scope=None, **fields):
    given = {"reason": "a war", "config": the_config(), "by": "ana", "clock": app.now}
    return pauses.begin(scope or Scope(), **(given | fields)).pause


def end_of(made, now=None):
    return pauses.resume(made.pk, config=the_config(), by="ana", now=now or app.now())


def an_approved_one(coordinator, days=3, **fields):
    day = days_ahead(days)
    slot = fields.pop("slot", None) or a_slot(id=f"told-{days}", day=day)
    return an_approved_post(coordinator, slot=slot, **({"day": day, "due_at": at(day)} | fields))


def a_held_post(coordinator, **fields):
    """Return a post of today whose hour fell inside a pause that is over."""
    now = app.now()
    post = an_approved_one(coordinator, 0, **({"due_at": now - timedelta(minutes=5)} | fields))
    made = pause(clock=lambda: now - timedelta(minutes=6))
    end_of(made, now - timedelta(minutes=1))
    return Post.objects.get(pk=post.pk)


def test_every_page_says_what_is_paused_by_whom_and_why(officer, city):  # noqa: ARG001 - stored
    pause(Scope(Kind.MEMBER, "a-city"), end=at(days_ahead(2)))
    client = visit(officer)

    for address in (reverse("today"), reverse("calendar"), reverse("outbox"), PAUSES):
        page = client.get(address, follow=True).content.decode()
        assert "Paused: A City." in page
        assert "a war" in page
        assert "By ana, since" in page


def test_banner_goes_with_the_pause(officer):
    end_of(pause())

    assert 'class="paused"' not in visit(officer).get(PAUSES).content.decode()


@pytest.mark.parametrize(
    ("scope", "language", "expected"),
    [
        (Scope(), "en", "Everything"),
        (Scope(Kind.CHANNEL, "x"), "es", "X"),
        (Scope(Kind.LANGUAGE, "fr"), "es", "Publicaciones en francés"),
        (Scope(Kind.COUNTRY, "ES"), "fr", "Espagne"),
        (Scope(Kind.MEMBER, "a-city"), "fr", "Une ville"),
    ],
)
def test_what_a_pause_covers_is_told_in_words(officer, city, scope, language, expected):  # noqa: ARG001 - stored
    pause(scope)

    assert f"{expected}" in words(visit(officer, language).get(PAUSES))


def test_member_that_the_records_forgot_is_told_by_its_id(officer, city):
    pause(Scope(Kind.MEMBER, "a-city"))
    city.delete()

    assert "a-city" in words(visit(officer).get(PAUSES))


def test_a_page_asks_the_store_no_more_often_for_many_silent_members_than_for_one(officer):
    client, asked = visit(officer), []

    for members in (slice(1), slice(1, 13)):
        for member in list(app.network().members)[members]:
            Member.objects.create(id=member, body={}, digest="", loaded_at=MORNING)
            pause(Scope(Kind.MEMBER, member))
            Blackout.objects.create(first=days_ahead(0), last=days_ahead(9), member=member, note="A vote.", who="ana")
        questions = []
        with connection.execute_wrapper(
            lambda execute, sql, *rest, q=questions: (q.append(sql), execute(sql, *rest))[1]
        ):
            client.get(PAUSES)
        asked.append(len(questions))

    assert asked[0] == asked[1] > 0


def test_nothing_paused_is_told_too(officer):
    said = words(visit(officer).get(PAUSES))

    assert "Nothing is paused: approved posts go out at their hours." in said
    assert "No blackout is declared." in said
    assert "Begin a pause" not in said


def test_confirmation_shows_what_the_pause_would_hold(coordinator):
    an_approved_one(coordinator)
    an_approved_one(coordinator, 4, key="other", channel="linkedin", text="Other.")

    said = words(visit(coordinator).get(BEGIN))

    assert "2 approved posts are ahead." in said
    assert "X 1" in said
    assert "Nothing is on its way at this moment." in said


def test_confirmation_tells_what_is_on_its_way(coordinator):
    Post.objects.filter(pk=an_approved_one(coordinator).pk).update(state=State.SENDING)

    assert "Already on their way: they finish" in words(visit(coordinator).get(BEGIN))


def test_pause_begins_once_exactly_this_was_shown(coordinator):
    client = visit(coordinator)
    asked = {"scope": "channel:x", "reason": "a war", "until": ""}

    first = client.post(BEGIN, asked | {"seen": "everything"})
    before = Pause.objects.count()
    second = client.post(BEGIN, asked | {"seen": "channel:x"}, follow=True)

    assert (before, told(first)) == (0, ["Look at what this would hold, and confirm."])
    assert 'name="seen" value="channel:x"' in first.content.decode()
    assert told(second) == ["Paused: nothing that it covers begins to be sent from now on."]
    stored = Pause.objects.get()
    assert (stored.kind, stored.value, stored.who, stored.ends_at) == ("channel", "x", "coordinator", None)


def test_pause_tells_what_was_already_on_its_way(coordinator):
    Post.objects.filter(pk=an_approved_one(coordinator).pk).update(state=State.SENDING)

    response = visit(coordinator).post(
        BEGIN, {"scope": "everything", "reason": "a war", "seen": "everything"}, follow=True
    )

    assert "1 post was already on its way, and finishes." in told(response)[0]


def test_end_of_a_pause_is_an_hour_of_the_sites_zone(coordinator):
    given = {"scope": "everything", "reason": "a war", "seen": "everything", "until": "2099-01-01T09:00"}

    visit(coordinator).post(BEGIN, given)

    assert Pause.objects.get().ends_at.isoformat() == "2099-01-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"reason": ""}, "This field is required."),
        ({"scope": "nonsense"}, "Select a valid choice."),
        ({"until": "2000-01-01T09:00"}, "A pause ends after it begins."),
        ({"until": "2099-10-25T02:30"}, "exists twice in Europe/Madrid"),
    ],
)
def test_pause_that_is_not_filled_in_is_explained(coordinator, given, expected):
    asked = {"scope": "everything", "reason": "a war", "seen": "everything", "until": ""}

    response = visit(coordinator).post(BEGIN, asked | given)

    assert (response.status_code, expected in words(response), Pause.objects.count()) == (422, True, 0)


def test_officer_sees_pauses_and_begins_and_ends_none(officer):
    made = pause()
    client = visit(officer)

    client.post(reverse("resume", args=(made.pk,)))
    response = client.post(BEGIN, {"scope": "everything", "reason": "x", "seen": "everything"})

    assert "Publishers of pauses begin and end them" in words(client.get(PAUSES))
    assert "Your role does not allow this." in words(response)
    assert [one.pk for one in pauses.on(app.now())] == [made.pk]


def test_end_of_a_pause_says_what_fell_inside_and_what_goes_on(coordinator):
    now = app.now()
    an_approved_one(coordinator, 0, due_at=now - timedelta(minutes=5))
    an_approved_one(coordinator, 4, key="ahead", text="Later.")
    made = pause(clock=lambda: now - timedelta(minutes=6))

    response = visit(coordinator).post(reverse("resume", args=(made.pk,)), follow=True)

    assert told(response) == [
        "The pause is over. 1 post is still ahead and goes on as approved.",
        "1 post fell inside and was not sent: decide about it.",
    ]
    assert response.request["PATH_INFO"] == INSIDE


def test_end_of_a_pause_that_held_nothing_leads_back(coordinator):
    made, client = pause(), visit(coordinator)

    first = client.post(reverse("resume", args=(made.pk,)), follow=True)
    again = client.post(reverse("resume", args=(made.pk,)), follow=True)

    assert told(first) == ["The pause is over. 0 posts are still ahead and go on as approved."]
    assert told(again) == ["This pause is over already."]
    assert "0 posts fell inside" in words(again)


def test_pause_to_come_is_listed_and_taken_back(coordinator):
    made = pause(start=at(days_ahead(2)))
    client = visit(coordinator)

    said = words(client.get(PAUSES))
    client.post(reverse("resume", args=(made.pk,)))

    assert "To come" in said
    assert "To come" not in words(client.get(PAUSES))


def test_post_that_is_held_is_shown_so_with_the_reason(coordinator, officer):
    post = an_approved_one(coordinator)
    pause()
    client = visit(officer)

    assert "X EN 09:30 held Everything: paused by ana. a war" in words(client.get(reverse("today")))
    assert "It is held: Everything: paused by ana. a war" in words(client.get(reverse("post", args=(post.pk,))))


def test_post_that_was_held_leads_to_the_decision(coordinator):
    post = a_held_post(coordinator)
    client = visit(coordinator)

    page = client.get(reverse("post", args=(post.pk,)))

    assert "It was held at its hour: Everything: paused by ana. a war" in words(page)
    assert "1 post was held at its hour and waits for a decision." in words(client.get(reverse("today")))
    assert "Held: too late for its hour" not in words(client.get(reverse("today")))
    assert "1 waits for a decision" in words(client.get(PAUSES))


def test_held_posts_are_decided_one_by_one(coordinator):
    first = a_held_post(coordinator, key="first", text="First words.")
    second = a_held_post(coordinator, key="second", text="Second words.")
    client = visit(coordinator)
    said = words(client.get(INSIDE))
    answers = {
        f"version-{first.pk}": first.version,
        f"answer-{first.pk}": "hour",
        f"hour-{first.pk}": "23:59",
        f"version-{second.pk}": second.version,
        f"answer-{second.pk}": "never",
    }

    response = client.post(INSIDE, answers, follow=True)

    assert ("First words." in said, "Second words." in said) == (True, True)
    assert told(response) == ["1 post has a new hour.", "1 post is not told at all."]
    assert "Nothing waits: whatever was held has been decided." in words(response)
    assert [one.state for one in Post.objects.order_by("key")] == [State.SCHEDULED, State.WITHDRAWN]


def test_held_posts_are_decided_together_once_somebody_says_they_were_read(coordinator):
    posts = [a_held_post(coordinator, key=f"p{number}", text=f"P{number}") for number in range(2)]
    client = visit(coordinator)
    answers = {f"version-{post.pk}": post.version for post in posts}
    answers |= {"others": "hours", "first": "23:50", "apart": "5"}

    unread = client.post(INSIDE, answers)
    response = client.post(INSIDE, answers | {"read": "yes"}, follow=True)

    assert "Read them first" in told(unread)[0]
    assert told(response) == ["2 posts have a new hour."]
    hours = [post.due_at - Post.objects.earliest("due_at").due_at for post in Post.objects.order_by("key")]
    assert hours == [timedelta(0), timedelta(minutes=5)]


def test_what_is_refused_is_explained_beside_the_post(coordinator):
    post = a_held_post(coordinator)
    answers = {f"version-{post.pk}": post.version, f"answer-{post.pk}": "hour", f"hour-{post.pk}": "00:00"}

    response = visit(coordinator).post(INSIDE, answers)

    assert (response.status_code, "This hour has passed already." in words(response)) == (422, True)


@pytest.mark.parametrize(
    "answers", [{}, {"answer": "hour", "hour": "25:61"}, {"others": "hours", "read": "yes", "first": ""}]
)
def test_nothing_decided_is_told(coordinator, answers):
    post = a_held_post(coordinator)
    given = {f"{name}-{post.pk}" if name in {"answer", "hour"} else name: value for name, value in answers.items()}

    response = visit(coordinator).post(INSIDE, given | {f"version-{post.pk}": post.version})

    assert told(response) == ["Nothing was decided: choose at least for one post."]


def test_reader_sees_what_was_held_and_decides_nothing(coordinator, reader):
    a_held_post(coordinator)

    said = words(visit(reader).get(INSIDE))

    assert ("Your role lets you read, not change." in said, "What becomes of it?" in said) == (True, False)


def test_officer_drops_and_is_told_who_gives_new_hours(coordinator, officer):
    a_held_post(coordinator)

    assert "Whoever approves can give it a new hour." in words(visit(officer).get(INSIDE))


def test_missed_post_leads_to_its_story(coordinator):
    a_held_post(coordinator)
    Post.objects.update(state=State.MISSED)

    assert "Its day is over: its words would be untrue on another." in words(visit(coordinator).get(INSIDE))


def test_more_than_a_page_of_held_posts_says_so(coordinator, monkeypatch):
    monkeypatch.setattr("comms.desk.views.inside.SHOWN", 1)
    a_held_post(coordinator, key="a", text="A.")
    a_held_post(coordinator, key="b", text="B.")

    assert "1 more follows once these are decided." in words(visit(coordinator).get(INSIDE))


def test_blackout_is_declared_and_taken_back(coordinator, city):  # noqa: ARG001 - stored
    client, day = visit(coordinator), days_ahead(3).isoformat()
    given = {"who": "country:ES", "first": day, "last": day, "note": "elections"}

    made = client.post(reverse("declare-blackout"), given, follow=True)
    listed = words(client.get(PAUSES))
    gone = client.post(reverse("take-blackout-back", args=(Blackout.objects.get().pk,)), follow=True)
    again = client.post(reverse("take-blackout-back", args=(Blackout.objects.get().pk,)), follow=True)

    assert told(made) == ["Declared: nothing of it goes out on these days, and the plan leaves it out."]
    assert ("Spain" in listed, "elections" in listed, "by coordinator" in listed) == (True, True, True)
    assert (told(gone), told(again)) == (["The blackout is taken back."], ["This blackout is not in force any more."])


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"first": ""}, "This field is required."), ({"last": "2020-01-01"}, "The last day is before the first.")],
)
def test_blackout_that_is_not_filled_in_is_explained(coordinator, city, given, expected):  # noqa: ARG001 - stored
    day = days_ahead(3).isoformat()
    asked = {"who": "member:a-city", "first": day, "last": day, "note": ""}

    response = visit(coordinator).post(reverse("declare-blackout"), asked | given)

    assert (response.status_code, expected in words(response), Blackout.objects.count()) == (422, True, 0)


def test_blackout_holds_the_posts_of_the_member_on_its_days(coordinator, city):  # noqa: ARG001 - stored
    day = days_ahead(3)
    post = an_approved_one(coordinator, slot=a_slot(id="told-city", day=day, member="a-city"))
    blackouts.declare(first=day, last=day, member="a-city", note="elections", by="ana", now=app.now())

    said = words(visit(coordinator).get(reverse("post", args=(post.pk,))))

    assert "It is held: Silence is kept until" in said
    assert "elections" in said


def test_blackouts_of_the_site_are_listed_as_such(officer, city, monkeypatch):  # noqa: ARG001 - stored
    from comms.domain.planning import Blackout as Written  # noqa: PLC0415 - beside its only user

    config = app.config()
    last = days_ahead(30)
    dark = (
        Written(last=last),
        Written(first=days_ahead(1), last=last, member="a-city", note="elections"),
        Written(last=last, country="FR"),
        Written(last=last, initiative="a-plan"),
    )
    plan = config.settings.plan.model_copy(update={"blackouts": dark})
    dark_one = Config(config.site, config.settings.model_copy(update={"plan": plan}), {})
    monkeypatch.setattr("comms.desk.blackout_list.app.config", lambda: dark_one)

    page = visit(officer).get(PAUSES).content.decode()

    assert page.count("config.yaml</span>") == 4
    assert all(name in page for name in ("Everybody", "A City", "France", "a-plan"))


def test_waiting_holds_are_those_of_nobody_else(coordinator):
    a_coming_post(key="late", state=State.HELD_LATE)

    assert holds.waiting().count() == 0
    assert "Held: too late for its hour (1)" in words(visit(coordinator).get(reverse("today")))


def test_story_shows_which_of_its_posts_are_held_and_why(coordinator, officer):
    post = an_approved_one(coordinator)
    pause()

    said = words(visit(officer).get(reverse("story", args=(post.slot_id,))))

    assert "held Everything: paused by ana. a war" in said
