from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.errors import NotAllowedError, NotFoundError
from comms.services import holds, pauses
from comms.store.models import AuditLine, Hold, Member, Pause, Post
from tests.rows import DUE, MORNING, a_coordinator, a_person, a_slot, an_approved_post, an_officer, the_config

pytestmark = pytest.mark.django_db
CITY = {"name": {"en": "A City"}, "country": "ES", "zone": "Europe/Madrid"}


def a_city(id_="a-city", **body):
    return Member.objects.create(id=id_, body=CITY | body, digest="", loaded_at=MORNING)


def begin(scope=Scope(), *, by=None, now=MORNING, **fields):  # noqa: B008 - a frozen value
    given = {"reason": "a war"} | fields
    return pauses.begin(scope, config=the_config(), by=by or "the command line", clock=lambda: now, **given)


def end(pause, *, by="the command line", now=DUE):
    return pauses.resume(pause.pk, config=the_config(), by=by, now=now)


def told_posts(coordinator):
    """Return a post of a city on X in Spanish, and one of nobody on LinkedIn in French."""
    slot = a_slot(id="told-city", member="a-city")
    return (
        an_approved_post(coordinator, key="city", slot=slot, language="es"),
        an_approved_post(coordinator, key="alone", channel="linkedin", language="fr", text="Other."),
    )


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (Scope(), ["alone", "city"]),
        (Scope(Kind.CHANNEL, "linkedin"), ["alone"]),
        (Scope(Kind.LANGUAGE, "es"), ["city"]),
        (Scope(Kind.COUNTRY, "ES"), ["city"]),
        (Scope(Kind.MEMBER, "a-city"), ["city"]),
    ],
)
def test_effect_of_a_pause_is_what_it_then_holds(scope, covered):
    a_city()
    told_posts(a_coordinator())

    effect = pauses.effect(scope, now=MORNING)
    begin(scope)
    holds.hold_what_is_due(the_config(), DUE)

    assert sorted(post.key for post in effect.coming) == covered
    assert effect.total == len(covered)
    assert sorted(Hold.objects.values_list("post__key", flat=True)) == covered


def test_effect_tells_what_is_on_its_way_and_the_next_by_channel():
    coordinator = a_coordinator()
    for number in range(10):
        an_approved_post(coordinator, key=f"p{number}", text=f"P{number}", due_at=DUE + timedelta(minutes=number))
    an_approved_post(coordinator, State.SENDING, key="under-way", text="Now.")

    effect = pauses.effect(Scope(), now=MORNING)

    assert (effect.by_channel, [one.key for one in effect.coming[:2]]) == ({"x": 10}, ["p0", "p1"])
    assert (len(effect.coming), [one.key for one in effect.on_their_way]) == (pauses.SHOWN, ["under-way"])


def test_pause_is_kept_with_its_reason_and_whoever_made_it_and_is_in_the_audit():
    coordinator = a_coordinator()
    an_approved_post(coordinator, State.SENDING)

    begun = begin(by=coordinator, end=DUE)

    stored = Pause.objects.get()
    assert (begun.on_their_way, stored.reason, stored.who) == (1, "a war", "coordinator")
    assert (stored.starts_at, stored.ends_at) == (MORNING, DUE)
    line = AuditLine.objects.get(act="paused")
    assert (line.who, line.subject) == ("coordinator", f"pause:{stored.pk}")
    assert line.after == {
        "kind": "everything",
        "value": "",
        "reason": "a war",
        "from": str(MORNING),
        "until": str(DUE),
        "on their way": 1,
    }


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_only_publishers_of_pauses_pause_and_resume(role):
    person, begun = a_person(role, role), begin()

    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        begin(by=person)
    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        end(begun.pause, by=person)


@pytest.mark.parametrize(
    ("scope", "fields", "words"),
    [
        (Scope(), {"reason": " "}, "say why"),
        (Scope(), {"end": MORNING}, "a pause ends after it begins"),
        (Scope(Kind.CHANNEL, "myspace"), {}, "nothing called myspace"),
        (Scope(Kind.LANGUAGE, "xx"), {}, "nothing called xx"),
        (Scope(Kind.EVERYTHING, "x"), {}, "nothing called x"),
        (Scope(Kind.COUNTRY, "XX"), {}, "no local government here is in the country XX"),
        (Scope(Kind.MEMBER, "atlantis"), {}, "no city, region or network atlantis"),
    ],
)
def test_pause_that_would_hold_nothing_it_should_is_refused(scope, fields, words):
    with pytest.raises(NotAllowedError, match=words):
        begin(scope, **fields)

    assert not Pause.objects.exists()


def test_several_pauses_hold_at_once_and_each_ends_by_itself():
    first, second = begin(), begin(Scope(Kind.CHANNEL, "x"))

    end(first.pause)

    assert [one.pk for one in pauses.on(DUE)] == [second.pause.pk]
    assert [one.pk for one in pauses.over(DUE)] == [first.pause.pk]


def test_resuming_holds_what_fell_inside_and_lets_the_rest_go_on():
    coordinator = a_coordinator()
    inside = an_approved_post(coordinator, key="inside")
    ahead = an_approved_post(coordinator, key="ahead", text="Later.", due_at=DUE + timedelta(hours=1))
    begun = begin(now=DUE - timedelta(minutes=1))

    resumed = end(begun.pause, by=coordinator, now=DUE + timedelta(minutes=5))

    assert resumed == pauses.Resumed(inside=1, ahead=1)
    inside.refresh_from_db()
    ahead.refresh_from_db()
    assert (inside.state, ahead.state) == (State.HELD_LATE, State.SCHEDULED)
    line = AuditLine.objects.get(act="resumed")
    assert (line.who, line.after) == ("coordinator", {"inside": 1, "ahead": 1})
    assert (pauses.held_by(begun.pause), pauses.waiting_by_pause()) == (1, {begun.pause.pk: 1})


def test_pause_ends_once():
    begun = begin()
    end(begun.pause)

    with pytest.raises(NotFoundError, match="this pause is over already"):
        end(begun.pause)


def test_pause_to_come_holds_nothing_before_it_begins_and_nothing_once_taken_back():
    coordinator, post = a_coordinator(), None
    post = an_approved_post(coordinator)
    begun = begin(start=DUE - timedelta(minutes=1), end=DUE + timedelta(hours=1))

    coming = [one.pk for one in pauses.ahead(MORNING)]
    end(begun.pause, now=MORNING)
    holds.hold_what_is_due(the_config(), DUE)

    post.refresh_from_db()
    assert (begun.on_their_way, coming, post.state) == (0, [begun.pause.pk], State.SCHEDULED)
    assert (pauses.on(DUE), pauses.ahead(MORNING), list(pauses.over(DUE))) == ([], [], [])


def test_pause_with_an_end_is_over_by_itself():
    begin(end=DUE)

    assert (len(pauses.on(DUE - timedelta(seconds=1))), pauses.on(DUE), len(pauses.over(DUE))) == (1, [], 1)


def test_pause_that_should_have_begun_earlier_begins_now():
    begun = begin(start=datetime(2020, 1, 1, tzinfo=UTC))

    assert begun.pause.starts_at == MORNING


def test_language_of_one_channel_alone_can_be_paused():
    config = the_config()
    catalan = config.settings.channels[0].model_copy(update={"languages": ("ca",)})
    settings = config.settings.model_copy(update={"channels": (catalan,)})

    pauses.check(Scope(Kind.LANGUAGE, "ca"), type("Config", (), {"settings": settings})())


def test_officer_reads_what_is_paused():
    an_officer()
    begin()

    assert Post.objects.count() == 0
    assert str(Pause.objects.get()) == "everything"
