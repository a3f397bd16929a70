"""A post on another day or at another hour: one move, one line of the audit, nothing overwritten."""

from datetime import date, datetime, time, timedelta

import pytest

from comms.domain.message import fingerprint
from comms.domain.pauses import Scope
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import holds, pauses, publish, review
from comms.services.messages import findings_of, message_of
from comms.services.moving import Place, foresee, move_to, place_of
from comms.services.retelling import worked_on
from comms.services.review import ConflictError
from comms.store.models import Approval, AuditLine, Consent, Hold, Post
from tests.fakes import FakeChannel
from tests.rows import (
    DAY,
    DUE,
    MORNING,
    a_coordinator,
    a_person,
    a_post,
    a_slot,
    a_stored_initiative,
    an_approved_post,
    an_officer,
    the_config,
)

pytestmark = pytest.mark.django_db
# In Madrid; DUE is half past nine there.
NINE_THIRTY, NOON = time(9, 30), time(12)
NEXT_DAY = DAY + timedelta(days=1)


@pytest.fixture
def officer():
    return an_officer()


@pytest.fixture
def coordinator():
    return a_coordinator()


def moved(post, by, day=DAY, hour=NOON, now=MORNING):
    return move_to(post.pk, Place(day, hour), version=post.version, config=the_config(), by=by, now=now)


def foreseen(post, by, day=DAY, hour=NOON):
    return foresee(Post.objects.get(pk=post.pk), Place(day, hour), config=the_config(), by=by, now=MORNING)


def codes(seen):
    return [one.code for one in seen.against]


def stored(post):
    return Post.objects.get(pk=post.pk)


def test_a_draft_moves_with_one_line_of_the_audit(officer):
    post = a_post()

    moved(post, officer, NEXT_DAY, NINE_THIRTY)

    line = AuditLine.objects.get()
    assert (line.act, line.who, line.subject) == ("moved", "officer", f"post:{post.key}")
    assert line.before == {"day": "2026-12-10", "due_at": "2026-12-10T08:30:00+00:00", "state": "draft"}
    assert line.after == {"day": "2026-12-11", "due_at": "2026-12-11T08:30:00+00:00", "state": "draft"}
    assert place_of(stored(post)) == Place(NEXT_DAY, NINE_THIRTY)
    assert stored(post).version == post.version + 1


def test_a_post_without_an_hour_stands_nowhere():
    assert place_of(a_post(due_at=None)) is None


def test_another_day_takes_an_approval_away_in_the_same_line(coordinator):
    post = an_approved_post(coordinator)
    approval = Approval.objects.get()

    told = moved(post, coordinator, NEXT_DAY, NINE_THIRTY)

    approval.refresh_from_db()
    assert (told.loses_approval, approval.void_reason, approval.voided_at) == (True, "the post was moved", MORNING)
    assert AuditLine.objects.get().before["approval"] == approval.fingerprint
    assert (stored(post).state, stored(post).note) == (State.DRAFT, "moved to another day")


def test_a_moved_post_goes_out_once_at_its_new_hour_alone(coordinator):
    post, channel = an_approved_post(coordinator), FakeChannel()
    moved(post, coordinator)

    publish.send_due(the_config(), {"x": channel}, lambda: DUE + timedelta(minutes=1))
    too_early = channel.accepted
    for minutes in (150, 151, 160):
        publish.send_due(the_config(), {"x": channel}, lambda minutes=minutes: DUE + timedelta(minutes=minutes))

    assert (too_early, channel.accepted) == (0, 1)
    assert Approval.objects.get().voided_at is None


def test_a_post_moved_to_another_day_never_goes_by_its_old_approval(coordinator):
    post, channel = an_approved_post(coordinator), FakeChannel()
    moved(post, coordinator, NEXT_DAY, NINE_THIRTY)

    for hours in (0, 24, 25):
        publish.send_due(the_config(), {"x": channel}, lambda hours=hours: DUE + timedelta(hours=hours))

    assert channel.accepted == 0


def test_a_writers_move_of_an_approved_post_asks_again_on_the_same_day_too(officer, coordinator):
    post = an_approved_post(coordinator)

    told = moved(post, officer)

    assert (told.loses_approval, stored(post).state) == (True, State.DRAFT)


def test_a_post_in_review_stays_there_on_its_day_and_leaves_it_on_another(officer):
    post = a_post(state=State.IN_REVIEW)

    same_day = moved(post, officer)
    other_day = moved(stored(post), officer, NEXT_DAY)

    assert (same_day.leaves_review, other_day.leaves_review) == (False, True)
    assert stored(post).state == State.DRAFT


def test_nothing_is_overwritten_where_somebody_else_was_faster(officer, coordinator):
    post = a_post()
    moved(post, coordinator, NEXT_DAY)

    with pytest.raises(ConflictError, match="somebody else changed this post"):
        moved(post, officer, DAY, time(15))

    assert place_of(stored(post)) == Place(NEXT_DAY, NOON)
    assert AuditLine.objects.count() == 1


def test_a_move_to_where_it_stands_changes_nothing(coordinator):
    post = an_approved_post(coordinator)

    told = moved(post, coordinator, DAY, NINE_THIRTY)

    assert (told.changes, told.wants_a_yes, stored(post).version) == (False, False, post.version)
    assert list(AuditLine.objects.all()) == []


@pytest.mark.parametrize("state", [State.PUBLISHED, State.SENDING, State.UNCONFIRMED, State.WITHDRAWN])
def test_what_went_out_is_never_moved(officer, state):
    post = a_post(state=state)

    with pytest.raises(NotAllowedError, match="cannot be moved"):
        moved(post, officer, NEXT_DAY)


def test_a_reader_moves_nothing():
    with pytest.raises(NotAllowedError, match="your role"):
        moved(a_post(), a_person("reader", "reader"), NEXT_DAY)


def test_an_hour_that_has_passed_is_refused(officer):
    with pytest.raises(NotAllowedError, match="passed already"):
        moved(a_post(), officer, DAY, time(7))


@pytest.mark.parametrize(
    ("day", "hour", "why"),
    [(date(2027, 3, 28), time(2, 30), "does not exist"), (date(2027, 10, 31), time(2, 30), "twice")],
)
def test_an_hour_of_the_night_in_which_the_clocks_change_is_refused(officer, day, hour, why):
    with pytest.raises(NotAllowedError, match=why):
        moved(a_post(), officer, day, hour)


def test_the_hour_stays_the_same_on_the_wall_across_the_change_of_the_clocks(officer):
    post = a_post()

    moved(post, officer, date(2027, 3, 29), NINE_THIRTY)

    assert stored(post).due_at == datetime.fromisoformat("2027-03-29T09:30:00+02:00")


def test_a_pause_and_a_full_day_are_told_before_the_move(officer):
    pauses.begin(Scope(), reason="a war", config=the_config(), by="ana", clock=lambda: MORNING)
    rules = the_config().settings.plan
    for number in range(rules.per_day):
        a_post(key=f"p{number}", slot=a_slot(id=f"s{number}", day=NEXT_DAY), day=NEXT_DAY)
    a_post(key="gone", slot=a_slot(id="gone", day=NEXT_DAY), day=NEXT_DAY, state=State.WITHDRAWN)

    seen = foreseen(a_post(), officer, NEXT_DAY)

    assert (codes(seen), seen.wants_a_yes) == (["paused", "day is full"], True)


def test_a_missing_consent_is_no_matter_of_the_day(officer):
    a_stored_initiative()
    slot = a_slot(id="told", initiative="a-plan", member="a-city")
    Consent.objects.create(
        initiative_id="a-plan", state="refused", said_by="the mayor", recorded_by=officer, at=MORNING
    )

    seen = foreseen(a_post(slot=slot), officer)

    assert (codes(seen), seen.wants_a_yes) == ([], False)


def held(coordinator):
    post = an_approved_post(coordinator)
    pause = pauses.begin(
        Scope(), reason="a war", config=the_config(), by="ana", clock=lambda: DUE - timedelta(minutes=1)
    ).pause
    holds.hold_what_is_due(the_config(), DUE)
    return stored(post), pause


def test_a_held_post_gets_another_hour_once_nothing_holds_it(coordinator):
    post, pause = held(coordinator)
    with pytest.raises(NotAllowedError, match="held at that hour too"):
        moved(post, coordinator, now=DUE + timedelta(minutes=5))

    pauses.resume(pause.pk, config=the_config(), by="ana", now=DUE + timedelta(minutes=5))
    moved(post, coordinator, now=DUE + timedelta(minutes=6))

    assert (stored(post).state, stored(post).hold, Approval.objects.get().voided_at) == (State.SCHEDULED, None, None)
    assert Hold.objects.count() == 1


def test_a_draft_that_a_person_moved_outlives_a_new_plan(officer):
    post = a_post()
    before = worked_on()

    moved(post, officer)

    assert (before, worked_on()) == (set(), {post.slot_id})


def said(post):
    return [(one.level, one.code, dict(one.values).get("words")) for one in findings_of(post, the_config())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Today, 10 December: Human Rights Day.", ("error", "true on another day", "Today")),
        ("Hoy, 10 de diciembre.", ("error", "true on another day", "Hoy")),
        ("Save the date: tomorrow.", ("error", "true on another day", "tomorrow")),
        ("Aujourd’hui, les droits humains.", ("error", "true on another day", "Aujourd’hui")),
        ("Hoy en día, por la mañana, las ciudades cuidan.", ("warning", "written for another day", None)),
        ("Human Rights Day is on 10 December.", ("warning", "written for another day", None)),
    ],
)
def test_words_that_were_true_on_another_day_are_found(officer, text, found):
    post = a_post(text=text)
    assert said(post) == []

    moved(post, officer, NEXT_DAY)

    assert said(stored(post)) == [found]


def test_a_count_of_days_is_true_on_one_day_alone(officer):
    fact = {
        "text": "7 days",
        "field": "observance:human-rights:rule",
        "source": "",
        "confidence": "",
        "needs_check": False,
    }
    date_ = fact | {"text": "10 December"}
    post = a_post(text="In 7 days: Human Rights Day, 10 December.", sentences=[{"text": "", "facts": [fact, date_]}])

    moved(post, officer, NEXT_DAY)

    assert said(stored(post)) == [("error", "true on another day", "7 days")]


def test_an_approval_on_the_new_day_schedules_it_there(officer, coordinator):

    post = a_post(text="Human Rights Day is on 10 December.")
    moved(post, coordinator, NEXT_DAY, NINE_THIRTY)
    review.submit(post.pk, by=officer, now=MORNING)
    seen = fingerprint(message_of(stored(post)))

    review.approve(post.pk, seen=seen, by=a_coordinator("deputy"), now=MORNING, config=the_config())

    assert (stored(post).state, stored(post).day) == (State.SCHEDULED, NEXT_DAY)


def test_whoever_chose_the_day_does_not_approve_it(officer, coordinator):
    post = a_post(text="Our cities care.", author=officer)
    moved(post, coordinator, NEXT_DAY)
    review.submit(post.pk, by=officer, now=MORNING)
    seen = fingerprint(message_of(stored(post)))

    with pytest.raises(NotAllowedError, match="whoever moved a post to its day"):
        review.approve(post.pk, seen=seen, by=coordinator, now=MORNING, config=the_config())

    review.approve(post.pk, seen=seen, by=a_coordinator("deputy"), now=MORNING, config=the_config())
    assert review.mover_of(stored(post)) == "coordinator"


def test_whoever_chose_the_hour_alone_may_approve(officer, coordinator):
    post = a_post(text="Our cities care.", author=officer)
    moved(post, coordinator)
    review.submit(post.pk, by=officer, now=MORNING)

    seen = fingerprint(message_of(stored(post)))
    review.approve(post.pk, seen=seen, by=coordinator, now=MORNING, config=the_config())

    assert stored(post).state == State.SCHEDULED


def test_a_new_hour_of_the_same_day_keeps_what_the_channel_asked_for(coordinator):
    post = an_approved_post(coordinator, text="Our cities care.", next_attempt_at=DUE)

    moved(post, coordinator)

    assert stored(post).next_attempt_at == DUE
