import pytest

from comms.errors import NotAllowedError, NotFoundError
from comms.services import subscriptions
from comms.services.imported_events import state
from comms.services.pending_events import answer
from comms.store.models import AuditLine, EventSubscription, ImportedEvent
from tests.rows import MORNING, a_person, an_officer
from tests.services.test_subscriptions import (
    FIRST,
    PAGE,
    URL,
    Host,
    a_followed_event,
    calendars,
    foreign,
    pending,
    refresh,
    shown,
    told,
)

pytestmark = pytest.mark.django_db
MOVED = "DTSTART;VALUE=DATE:20270601"
AGAIN = "DTSTART;VALUE=DATE:20270701"
OTHER = foreign(FIRST, PAGE, uid="other", name="Other")


@pytest.fixture
def officer():
    return an_officer()


def seen():
    return {(one.id, one.digest) for one in subscriptions.pending()}


def said(word, by, chosen=None):
    return answer(seen() if chosen is None else chosen, word, by=by, now=MORNING)


def acts():
    return [(line.who, line.act) for line in AuditLine.objects.order_by("id")][-2:]


def test_accepted_change_is_shown_and_signed(officer):
    refresh(told(foreign(FIRST, PAGE)))

    assert said("accept", officer) == 1
    assert (pending(), shown()) == ([], [("Forum", "2027-05-12", "scheduled")])
    assert acts()[-1] == ("officer", "event accepted")


def test_refused_event_is_shown_nowhere_and_not_offered_again(officer):
    refresh(told(foreign(FIRST, PAGE)))

    assert said("refuse", officer) == 1
    refresh(told(foreign(FIRST, PAGE)))
    assert (pending(), shown()) == ([], [])
    assert acts()[-1] == ("officer", "event change refused")


def test_refused_change_leaves_the_event_and_a_later_one_is_offered(officer):
    a_followed_event()
    refresh(told(foreign(MOVED, PAGE)))
    said("refuse", officer)
    refresh(told(foreign(MOVED, PAGE)))
    before = (pending(), shown())

    refresh(told(foreign(AGAIN, PAGE)))

    assert before == ([], [("Forum", "2027-05-12", "scheduled")])
    assert pending() == [("changed", ["first", "last"], ())]
    said("accept", officer)
    assert shown() == [("Forum", "2027-07-01", "scheduled")]


def test_answer_to_what_has_changed_since_it_was_read_counts_for_nothing(officer):
    a_followed_event()
    refresh(told(foreign(MOVED, PAGE)))
    read = seen()
    refresh(told(foreign(AGAIN, PAGE)))

    assert [said(word, officer, read) for word in ("accept", "refuse")] == [0, 0]
    assert shown() == [("Forum", "2027-05-12", "scheduled")]


def test_only_the_chosen_are_answered(officer):
    refresh(told(foreign(FIRST, PAGE), OTHER))
    one = next(one for one in subscriptions.pending() if one.name == "Other")

    assert said("accept", officer, {(one.id, one.digest)}) == 1
    assert [name for name, *_ in shown()] == ["Other"]
    assert [what for what, *_ in pending()] == ["new"]


def a_gone_event():
    a_followed_event()
    refresh(told(OTHER))
    ImportedEvent.objects.exclude(uid="u1").filter(body={}).delete()


def test_gone_event_is_cancelled_only_on_request(officer):
    a_gone_event()
    before = (pending(), shown())

    wrong = said("accept", officer)
    number = said("cancel", officer)

    assert before == ([("gone", [], ())], [("Forum", "2027-05-12", "scheduled")])
    assert (wrong, number, pending()) == (0, 1, [])
    assert shown() == [("Forum", "2027-05-12", "cancelled")]
    assert acts()[-1] == ("officer", "event cancelled")


def test_gone_event_that_is_kept_is_asked_about_again_only_after_it_was_back(officer):
    a_gone_event()
    said("keep", officer)
    kept = (pending(), shown(), acts()[-1])

    refresh(told(foreign(FIRST, PAGE), OTHER))
    back = ImportedEvent.objects.get(base__name__en="Forum").refused
    refresh(told(OTHER))

    assert kept == ([], [("Forum", "2027-05-12", "scheduled")], ("officer", "event kept"))
    assert back is None
    assert ("gone", [], ()) in pending()


def test_reader_answers_nothing():
    reader = a_person("reader", "reader")
    refresh(told(foreign(FIRST, PAGE)))

    for word in ("accept", "refuse", "cancel", "keep"):
        with pytest.raises(NotAllowedError):
            said(word, reader)
    assert pending() == [("new", ["first", "last"], ())]


def test_calendar_that_is_left_takes_nothing_along_that_was_accepted(officer):
    a_followed_event()
    refresh(told(foreign(MOVED, PAGE), OTHER))

    subscriptions.leave(EventSubscription.objects.get().id, by=officer, now=MORNING)

    assert EventSubscription.objects.count() == 0
    assert (pending(), shown()) == ([], [("Forum", "2027-05-12", "scheduled")])
    assert acts()[-1] == ("officer", "calendar left")


def test_calendar_that_is_followed_again_finds_its_events(officer):
    row = a_followed_event()
    subscriptions.leave(EventSubscription.objects.get().id, by=officer, now=MORNING)

    refresh(told(foreign(MOVED, PAGE)))

    assert pending() == [("changed", ["first", "last"], ())]
    assert ImportedEvent.objects.get().id == row.id


def test_calendar_that_nobody_follows_cannot_be_left(officer):
    with pytest.raises(NotFoundError, match="not followed"):
        subscriptions.leave(0, by=officer, now=MORNING)


def test_reader_follows_and_leaves_nothing():
    reader = a_person("reader", "reader")

    with pytest.raises(NotAllowedError):
        subscriptions.subscribe("https://example.org/x.ics", zone="UTC", by=reader, now=MORNING)
    with pytest.raises(NotAllowedError):
        subscriptions.leave(0, by=reader, now=MORNING)


def test_calendar_is_asked_at_once_by_who_may_and_the_audit_says_so(officer):
    row = subscriptions.subscribe(URL, zone="UTC", by="the desk", now=MORNING)
    only = EventSubscription.objects.filter(pk=row.id)

    found = subscriptions.ask_now(Host(told(status=500)), calendars(), only, by=officer, now=MORNING)

    note = f"{URL} answered 500; nothing was changed"
    assert [one.note for one in found] == [note]
    line = AuditLine.objects.order_by("id").last()
    assert (line.who, line.act, line.after) == ("officer", "calendar asked", {"note": note})


def test_reader_asks_no_calendar():
    host = Host(told(status=500))

    with pytest.raises(NotAllowedError):
        subscriptions.ask_now(
            host, calendars(), EventSubscription.objects.all(), by=a_person("reader", "reader"), now=MORNING
        )
    assert host.asked == []


def test_state_of_imported_events_is_another_as_soon_as_one_of_them_is():
    before = state()
    row = a_followed_event()
    first = state()

    row.body["name"] = {"en": "Ours"}
    row.save()

    assert before == ""
    assert len({before, first, state()}) == 3
