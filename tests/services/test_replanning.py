from datetime import timedelta

import pytest

from comms.domain.differences import Difference
from comms.errors import NotAllowedError
from comms.services import planning_reports, slots
from comms.services.plan_report import write_report
from comms.services.replanning import apply, replanned
from comms.store.models import AuditLine, Post, Slot
from tests.rows import DAY, MORNING, a_person, a_post, a_slot, the_config
from tests.shipped import TEMPLATES, the_calendars

TODAY = MORNING.date()
RULES = the_config().settings.plan.model_copy(update={"horizon_days": 40})


@pytest.fixture(scope="module")
def known():
    calendars = the_calendars()
    return slots.material(calendars, calendars.network, first=TODAY, last=TODAY + timedelta(days=40))


def changes_of(known):
    return replanned(known.calendars, known.network, RULES, first=TODAY, known=known)


@pytest.mark.django_db
def test_a_plan_that_was_accepted_whole_has_no_more_differences(known):
    first = changes_of(known)

    stored = apply(first.changes, now=MORNING)

    assert (stored, Slot.objects.count()) == (len(first.changes), len(first.plan.slots))
    assert changes_of(known).changes == ()
    assert AuditLine.objects.filter(act="plan changed").count() == stored


@pytest.mark.django_db
def test_a_slot_that_somebody_works_on_stays(known):
    slot = a_slot(day=DAY)
    a_post(slot=slot, author=a_person())

    assert slot.id not in [one.id for one in changes_of(known).changes]


@pytest.mark.django_db
def test_an_accepted_change_takes_the_untouched_draft_with_it():
    a_post(slot=a_slot(id="old:told"))
    gone = Difference("old:told", "removed", slots.slot_of(Slot.objects.get()), None)

    apply([gone], now=MORNING)

    assert (Post.objects.count(), Slot.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_work_begun_since_the_differences_were_shown_is_never_lost():
    a_post(slot=a_slot(id="old:told"), author=a_person())
    gone = Difference("old:told", "removed", slots.slot_of(Slot.objects.get()), None)

    with pytest.raises(NotAllowedError, match="somebody has worked on its posts"):
        apply([gone], now=MORNING)

    assert Slot.objects.count() == 1


@pytest.mark.django_db
def test_work_that_left_the_network_is_a_forced_change(known):
    a_slot(id="old:told", member="gone", initiative="gone-work", kind="spotlight")

    forced = [one.id for one in changes_of(known).changes if one.forced]

    assert forced == ["old:told"]


def test_a_promise_is_no_more_than_the_room(known):
    told = planning_reports.promise(known, RULES, first=TODAY, last=TODAY + timedelta(days=40))

    assert 0 < told.features <= 7 * RULES.per_week
    assert [more.features >= 0 for more in told.more] == [True, True, True]


def test_every_featured_work_is_explained(known):
    last = TODAY + timedelta(days=40)
    made = slots.propose(known.calendars, known.network, RULES, first=TODAY, last=last, known=known)

    explained = planning_reports.why(made, known, RULES, first=TODAY)

    assert {one.slot for one in explained} == {slot.id for slot in made.slots if slot.initiative and slot.occurrence}


def test_a_year_is_simulated_with_the_network_as_it_is():
    calendars = the_calendars()
    found = planning_reports.simulate(calendars, calendars.network, RULES, first=TODAY.replace(month=1, day=1), years=1)

    assert [(one.year, one.violations, one.too_early) for one in found.years] == [(2026, 0, 0)]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_report_has_each_picture_with_its_table(known, language, tmp_path):
    last = TODAY + timedelta(days=40)

    page = write_report(known, RULES, TEMPLATES, tmp_path, first=TODAY, last=last, language=language)

    html = page.read_text(encoding="utf-8")
    assert (html.count("<svg"), html.count("<table>")) == (7, 7)
    assert len(list(tmp_path.glob(f"*.{language}.svg"))) == 7


def test_a_greedy_report_does_not_say_how_good_it_is(known, tmp_path):
    rules = RULES.model_copy(update={"solver_seconds": 0})
    page = write_report(known, rules, TEMPLATES, tmp_path, first=TODAY, last=TODAY + timedelta(days=40), language="en")

    assert "below the best possible plan" not in page.read_text(encoding="utf-8")
