import csv
import shutil
from datetime import date, timedelta

import pytest
from django.db import transaction

from comms.domain.plan_check import violations
from comms.services import slots, ticks
from comms.services.main_job import counted_again, do_main_job
from comms.services.newsletter import month_of_next
from comms.store.models import Post, Slot
from tests.rows import MORNING, an_officer, the_config
from tests.shipped import TEMPLATES, a_desk, the_calendars

pytestmark = pytest.mark.django_db
# Two days whose Spanish name is our translation; people have ticked the first.
TICKED, OPEN = sorted(
    one.id for one in the_calendars().observances.values() if "es" in one.unofficial and one.kind == "day"
)[:2]


@pytest.fixture(scope="module")
def done(request, django_db_blocker):
    """Do the main job once for the tests of this file that only look."""
    request.getfixturevalue("django_db_setup")
    # What other tests built here is not taken away by this job.
    shutil.rmtree(the_config().var / "pages", ignore_errors=True)
    with django_db_blocker.unblock(), transaction.atomic():
        named = {one.tick for one in ticks.waiting(the_calendars()) if one.field == f"observance:{TICKED}:name:es"}
        ticks.tick(the_calendars(), named, by=an_officer(), now=MORNING)
        yield do_main_job(a_desk(), TEMPLATES, now=MORNING)
        transaction.set_rollback(True)


def test_main_job_leaves_a_year_of_slots_that_keep_every_rule(done):
    rules = the_config().settings.plan
    planned = slots.stored(MORNING.date(), MORNING.date() + timedelta(days=rules.horizon_days))

    found = slots.propose(
        the_calendars(),
        the_calendars().network,
        rules,
        first=MORNING.date(),
        last=MORNING.date() + timedelta(days=rules.horizon_days),
        kept=planned,
    )

    assert (len(planned), found.slots) == (done.slots, tuple(planned))
    assert violations(found, rules, network=the_calendars().network) == []


def test_main_job_drafts_every_near_slot_in_every_channel_and_language(done):
    near = Slot.objects.filter(day__lte=MORNING.date() + timedelta(days=60)).count()

    assert (done.problems, Post.objects.count(), done.posts) == ((), near * 9, near * 9)


def test_main_job_writes_feeds_without_a_finding_and_an_edition_in_three_languages(done):
    files = sorted(path.name for path in done.edition.folder.iterdir())

    assert done.feeds.findings == ()
    assert files == ["en.html", "en.txt", "es.html", "es.txt", "fr.html", "fr.txt"]


@pytest.mark.usefixtures("done")
def test_list_of_what_is_coming_shows_the_names_that_were_ticked():
    with (the_config().var / "calendar" / "coming.es.csv").open(encoding="utf-8-sig") as file:
        rows = {row["id"]: (row["name"], row["language"]) for row in csv.DictReader(file)}

    known = the_calendars().observances
    assert (rows[TICKED], rows[OPEN]) == ((known[TICKED].name["es"], "es"), (known[OPEN].name["en"], "en"))


def test_main_job_writes_the_public_pages_and_takes_none_away(done):
    pages = the_config().var / "pages"

    assert (done.pages.written + done.pages.unchanged > 2_000, done.pages.gone) == (True, 0)
    assert (pages / "en" / "days" / "human-rights.html").is_file()


def test_what_was_planned_after_the_main_job_is_counted_as_new(done):
    with transaction.atomic():
        Slot.objects.create(id="since", kind="countdown", day=MORNING.date(), occurrence="x", planned_at=MORNING)
        again = counted_again(done)
        transaction.set_rollback(True)

    assert (again.slots - done.slots, again.new_slots - done.new_slots, again.posts) == (1, 1, done.posts)


def test_main_job_counts_what_is_coming(done):
    assert (done.coming[0].first <= MORNING.date(), len(done.coming) > 300) == (True, True)
    assert done.loaded.new == len(the_calendars().network.members) + len(the_calendars().network.initiatives)


def test_main_job_lists_what_is_coming_for_a_spreadsheet(done):
    listed = (the_config().var / "calendar" / "coming.fr.csv").read_text(encoding="utf-8-sig").splitlines()

    assert len(listed) == len(done.coming) + 1
    assert any("Journée des droits de l'homme" in line for line in listed)


@pytest.mark.usefixtures("done")
def test_second_main_job_repeats_nothing():
    again = do_main_job(a_desk(), TEMPLATES, now=MORNING + timedelta(minutes=5))

    assert (again.loaded.new, again.new_slots, again.new_posts, again.feeds.written, again.edition.changed) == (
        0,
        0,
        0,
        0,
        0,
    )


@pytest.mark.usefixtures("done")
def test_main_job_of_the_next_day_only_adds():
    before = set(Post.objects.values_list("key", "text"))

    again = do_main_job(a_desk(), TEMPLATES, now=MORNING + timedelta(days=1))

    assert (again.slots > 0, before <= set(Post.objects.values_list("key", "text"))) == (True, True)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 2), date(2027, 1, 1)),
        (date(2026, 11, 24), date(2026, 12, 1)),
    ],
)
def test_next_edition_is_about_the_month_ahead(today, month):
    assert month_of_next(today, 1) == month
