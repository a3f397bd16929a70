"""The calendar as people see it: a month, a week, a list of days; what lies on them, and how it is narrowed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from comms import app
from comms.desk.calendar_days import days_of
from comms.desk.calendar_filters import asked
from comms.desk.calendar_silences import editions, silences
from comms.desk.dates import first_weekday, weekday_name
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.services import blackouts, pauses
from comms.store.models import Member
from tests.desk.conftest import a_coming_post, at, days_ahead, visit
from tests.desk.pages import words
from tests.rows import MORNING, a_slot, a_stored_initiative, an_approved_post, the_config

DECEMBER = reverse("month", args=(2026, 12))
LIST = reverse("agenda", args=(2026, 12))
WEEK = reverse("week", args=(2026, 50))
DAY = date(2026, 12, 10)
PERIOD = [date(2026, 12, 1) + timedelta(days=number) for number in range(31)]
MANY = 30


def a_post_on(day, **fields):
    slot = fields.pop("slot", None) or a_slot(id=f"told-{day}", day=day)
    key = f"{slot.id}:{fields.get('channel', 'x')}:{fields.get('language', 'en')}"
    return a_coming_post(slot=slot, **({"key": key, "day": day, "due_at": at(day)} | fields))


def a_busy_month(coordinator, numbers):
    for number in numbers:
        day, works = DAY + timedelta(days=number % 3), {"member": "a-city", "initiative": f"work-{number}"}
        slot = a_slot(id=f"s{number}", day=day, **works)
        a_stored_initiative(f"work-{number}", title={"en": f"Work {number}"})
        Member.objects.update(body={"name": {"en": "A City"}, "country": "ES", "zone": "Europe/Madrid"})
        an_approved_post(coordinator, key=f"p{number}", slot=slot, day=day, due_at=at(day))
        blackouts.declare(first=day, last=day, country="ES", by="ana", now=MORNING)
        a_slot(id=f"planned-{number}", day=day, **works)


def shown(most=18, **chosen):
    return days_of(PERIOD, asked(chosen), most=most)


def on(day, **chosen):
    return next(one for one in shown(**chosen).days if one.day == day)


@pytest.mark.parametrize("name", ["calendar", "this-week", "this-agenda"])
def test_each_view_opens_at_the_present_and_keeps_what_was_chosen(officer, name):
    response = visit(officer).get(f"{reverse(name)}?channel=x&state=nonsense", follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[0][0].endswith("?channel=x")


@pytest.mark.parametrize("address", [DECEMBER, LIST, WEEK])
def test_each_view_shows_days_events_and_posts_by_state(officer, address):
    a_post_on(DAY, state=State.SCHEDULED)

    said = words(visit(officer).get(address))

    assert "Human Rights Day" in said
    assert "✓ 1 scheduled" in said
    assert "EN" in said
    assert "09:30" in said
    assert "Hours in Europe/Madrid" in said


def test_months_and_weeks_are_called_by_their_names_in_every_language(officer):
    assert "Diciembre de 2026" in words(visit(officer, "es").get(DECEMBER))
    assert "Décembre 2026" in words(visit(officer, "fr").get(DECEMBER))
    assert "Week 53: 28 December 2026 – 3 January 2027" in words(visit(officer).get(reverse("week", args=(2026, 53))))


@pytest.mark.parametrize(
    "address",
    [
        "/calendar/2026/13/",
        "/calendar/2026/0/",
        "/calendar/1/1/",
        "/calendar/9999/12/",
        "/calendar/2026/13/list/",
        "/calendar/2025/week-53/",
        "/calendar/2026/week-0/",
        "/calendar/1/week-1/",
    ],
)
def test_a_period_that_no_rule_knows_does_not_exist(officer, address):
    assert visit(officer).get(address).status_code == 404


def test_neighbours_cross_the_year_and_keep_the_filters(officer):
    page = visit(officer).get(f"{DECEMBER}?language=fr").content.decode()

    assert '"/calendar/2026/11/?language=fr"' in page
    assert '"/calendar/2027/1/?language=fr"' in page
    week = visit(officer).get(reverse("week", args=(2026, 53))).content.decode()
    assert '"/calendar/2027/week-1/"' in week


def test_the_week_of_a_row_is_its_iso_week(officer):
    page = visit(officer).get(reverse("month", args=(2027, 1))).content.decode()

    assert re.findall(r'class="week-link" href="/calendar/(\d+/week-\d+)/"', page) == [
        "2026/week-53",
        "2027/week-1",
        "2027/week-2",
        "2027/week-3",
        "2027/week-4",
    ]


def test_a_week_begins_as_the_language_does():
    with translation.override("fr"):
        assert (first_weekday(), weekday_name(DAY)) == (0, "jeu.")
    with translation.override("pt-br"):
        assert first_weekday() == 6


@pytest.mark.usefixtures("db")
def test_what_lasts_several_days_stands_on_the_first_day_shown():
    first = shown().days[0]

    assert "sixteen-days-gbv" in {one.observance.id for one in first.observances}
    assert all(one.observance.is_period for one in shown().all_year)


@pytest.mark.usefixtures("db")
def test_a_story_is_not_told_twice_beside_its_day():
    before = {one.observance.id for one in on(DAY).untold}
    a_post_on(DAY)

    assert before - {one.observance.id for one in on(DAY).untold} == {"human-rights"}


@pytest.mark.usefixtures("db")
def test_a_countdown_leaves_its_day_where_it_is():
    a_post_on(DAY, slot=a_slot(id="soon", kind="countdown", day=DAY))

    assert "human-rights" in {one.observance.id for one in on(DAY).untold}


@pytest.mark.usefixtures("db")
def test_an_event_that_is_told_is_not_told_twice():
    event = next(one for one in app.calendars().events.values() if one.first and one.first.month == 12)
    day = event.first
    period = days_of([day], asked({}), most=9).days[0]
    a_post_on(day, slot=a_slot(id="event", kind="event", day=day, occurrence="", event=event.id))

    assert event in period.other_events
    assert event not in days_of([day], asked({}), most=9).days[0].other_events


@pytest.mark.usefixtures("db")
def test_posts_stand_by_hour_and_those_without_one_apart():
    early = a_post_on(DAY, channel="x", due_at=at(DAY, 8))
    late = a_post_on(DAY, channel="linkedin", due_at=at(DAY, 21))
    without = a_post_on(DAY, channel="website", due_at=None)

    day = on(DAY)

    assert day.posts == [without, early, late]
    assert (day.at_hour(8, "Europe/Madrid"), day.at_hour(7, "UTC")) == ([early], [early])
    assert day.without_hour == [without]
    assert [line.channel for line in day.stories[0].lines] == ["website", "x", "linkedin"]


def test_a_week_shows_each_hour_that_has_a_post(officer):
    a_post_on(DAY, due_at=at(DAY, 22, 15))
    a_post_on(DAY, channel="website", due_at=None)

    page = visit(officer).get(WEEK)

    hours = re.findall(rf'data-day="{DAY}" data-hour="(\d+)"', page.content.decode())
    assert hours == [f"{hour:02}" for hour in range(8, 23)]
    assert "Hour to be chosen:" in words(page)


@pytest.mark.usefixtures("db")
def test_an_hour_is_that_of_the_site_on_both_sides_of_the_night_in_which_the_clocks_change():
    before, after = date(2027, 3, 27), date(2027, 3, 29)
    posts = [a_post_on(day, due_at=at(day, 9)) for day in (before, after)]

    days = days_of([before, before + timedelta(days=1), after], asked({}), most=9).days

    assert [one.at_hour(9, "Europe/Madrid") for one in days] == [[posts[0]], [], [posts[1]]]
    assert [post.due_at.astimezone(UTC).hour for post in posts] == [8, 7]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("chosen", "posts"),
    [
        ({}, 4),
        ({"channel": "linkedin"}, 1),
        ({"language": "fr"}, 1),
        ({"state": "in review"}, 1),
        ({"kind": "spotlight"}, 1),
        ({"tier": "lead"}, 3),
        ({"tier": "lead", "state": "draft"}, 2),
        ({"theme": "water"}, 1),
    ],
)
def test_posts_are_narrowed_by_what_is_chosen(chosen, posts):
    a_post_on(DAY)
    a_post_on(DAY, channel="linkedin", state=State.IN_REVIEW)
    a_post_on(DAY, language="fr")
    a_stored_initiative(themes=["water"])
    a_post_on(DAY, slot=a_slot(id="alone", kind="spotlight", day=DAY, occurrence="", initiative="a-plan"))

    found = shown(**chosen)

    assert (found.total, sum(len(day.posts) for day in found.days)) == (posts, posts)


@pytest.mark.usefixtures("db")
def test_days_and_events_are_narrowed_by_theme_and_tier():
    theme = app.calendars().taxonomy.root(app.calendars().observances["human-rights"].themes[0]).id

    lead, of_theme, everything = shown(tier="lead"), shown(theme=theme), shown()

    assert {one.observance.tier for day in lead.days for one in day.observances} == {"lead"}
    assert [event for day in lead.days for event in day.events] == []
    count = [sum(len(day.observances) for day in one.days) for one in (of_theme, everything)]
    assert 0 < count[0] < count[1]


@pytest.mark.usefixtures("db")
def test_more_posts_than_a_day_can_show_are_counted():
    for number in range(7):
        a_post_on(DAY, slot=a_slot(id=f"s{number}", day=DAY))

    day = next(one for one in shown(most=5).days if one.day == DAY)

    assert (len(day.posts), day.more, sum(day.counts.values())) == (5, 2, 7)


def test_the_rest_of_a_full_day_is_listed_with_the_same_filters(officer):
    for number in range(20):
        a_post_on(DAY, slot=a_slot(id=f"s{number}", day=DAY))

    page = visit(officer).get(f"{DECEMBER}?channel=x&tier=lead")

    assert "2 more posts" in words(page)
    assert 'href="/?first=2026-12-10&amp;last=2026-12-10&amp;channel=x"' in page.content.decode()


@pytest.mark.usefixtures("db")
def test_days_outside_of_the_month_are_shown_and_not_counted():
    before = date(2026, 11, 30)
    a_post_on(before)
    a_post_on(DAY)

    found = days_of([before, *PERIOD], asked({}), most=9, month=12)

    assert [len(day.posts) for day in found.days if day.posts] == [1, 1]
    assert (found.total, found.days[0].is_inside) == (1, False)


@pytest.mark.usefixtures("db")
def test_a_story_that_is_planned_without_posts_is_shown_unless_posts_are_asked_for():
    slot = a_slot(id="planned", day=DAY)

    assert [story.subject.slot for story in on(DAY).planned] == [slot]
    assert on(DAY, channel="x").stories == []
    assert on(DAY, kind="event").stories == []
    assert [story.subject.slot for story in on(DAY, tier="lead").stories] == [slot]


@pytest.mark.usefixtures("db")
def test_leading_days_to_come_with_nothing_planned_are_named():
    today = days_ahead(0)
    period = [today + timedelta(days=number) for number in range(-30, 200)]
    empty = [one.day for one in days_of(period, asked({}), most=9).open]
    a_post_on(empty[0])

    found = days_of(period, asked({}), most=9)

    assert empty[0] >= today
    assert [one.day for one in found.open] == empty[1:]
    assert days_of(period, asked({"tier": "lead"}), most=9).open == []


def test_what_a_pause_holds_is_counted_as_held(officer, coordinator):
    day = days_ahead(3)
    for number, channel in enumerate(("x", "linkedin")):
        an_approved_post(
            coordinator, slot=a_slot(id=f"s{number}", day=day), key=channel, channel=channel, day=day, due_at=at(day)
        )
    given = {"config": the_config(), "by": "ana", "clock": app.now}
    pauses.begin(Scope(Kind.CHANNEL, "x"), reason="a strike", **given)

    found = days_of([day], asked({}), most=9)

    assert dict(found.counts) == {"scheduled": 1, "held late": 1}
    assert [post.held_for != "" for post in found.days[0].posts] == [False, True]
    page = words(visit(officer).get(reverse("agenda", args=(day.year, day.month))))
    assert "‖ 1 held" in page
    assert "Paused: X" in page


@pytest.mark.usefixtures("db")
def test_pauses_and_blackouts_stand_on_their_days():
    for member in ("a-city", "b-city"):
        body = {"name": {"en": member.title()}, "country": "ES", "zone": "Europe/Madrid"}
        Member.objects.create(id=member, body=body, digest="", loaded_at=MORNING)
    given = {"config": the_config(), "by": "ana", "clock": lambda: MORNING}
    first, last = datetime(2026, 12, 11, 23, 30, tzinfo=UTC), datetime(2026, 12, 13, 23, 0, tzinfo=UTC)
    pauses.begin(Scope(Kind.MEMBER, "a-city"), reason="mourning", start=first, end=last, **given)
    told = {"by": "ana", "now": MORNING}
    blackouts.declare(first=date(2026, 12, 13), last=date(2026, 12, 14), member="b-city", note="elections", **told)
    blackouts.declare(first=date(2026, 12, 14), last=date(2026, 12, 14), country="ES", **told)

    found = silences(PERIOD[0], PERIOD[-1], the_config())

    assert {day.day: [(one.kind, one.who, one.note) for one in lines] for day, lines in found.items()} == {
        12: [("pause", "A-City", "mourning")],
        13: [("pause", "A-City", "mourning"), ("blackout", "B-City", "elections")],
        14: [("blackout", "B-City", "elections"), ("blackout", "Spain", "")],
    }


@pytest.mark.usefixtures("db")
def test_a_pause_without_an_end_lasts_to_the_end_of_the_page_and_one_taken_back_is_not_told():
    given = {"config": the_config(), "by": "ana", "clock": lambda: MORNING}
    pauses.begin(Scope(), reason="a war", start=datetime(2026, 12, 30, 9, tzinfo=UTC), **given)
    gone = pauses.begin(Scope(), reason="a slip", start=datetime(2026, 12, 20, 9, tzinfo=UTC), **given).pause
    pauses.resume(gone.pk, config=the_config(), by="ana", now=MORNING)

    found = silences(PERIOD[0], PERIOD[-1], the_config())

    assert [(day.day, [one.who for one in lines]) for day, lines in sorted(found.items())] == [
        (30, ["Everything"]),
        (31, ["Everything"]),
    ]


@pytest.mark.usefixtures("db")
def test_newsletter_editions_stand_on_the_day_on_which_they_are_due():
    due = the_config().settings.newsletter.day_of_month
    today = days_ahead(0)
    coming = (today.replace(day=1) + timedelta(days=70)).replace(day=due)

    assert editions(coming, coming, the_config()) == {coming: coming.replace(day=1)}
    past = today - timedelta(days=400)
    assert editions(past, past + timedelta(days=60), the_config()) == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "No post has been drafted yet."),
        ("?channel=x", "No post has been drafted yet."),
    ],
)
def test_an_empty_calendar_says_how_posts_come(officer, query, said):
    assert said in words(visit(officer).get(DECEMBER + query))


def test_an_empty_period_says_why(officer):
    a_post_on(DAY)
    august = reverse("month", args=(2027, 8))

    assert "posts are drafted some weeks before their day" in words(visit(officer).get(august))
    assert "No post fits these filters in this period. Show everything" in words(
        visit(officer).get(f"{DECEMBER}?channel=linkedin")
    )


def test_only_who_may_write_can_move(officer, reader):
    a_post_on(DAY)
    a_post_on(DAY, channel="linkedin", state=State.PUBLISHED)

    assert visit(officer).get(DECEMBER).content.decode().count("data-move") == 1
    assert visit(reader).get(DECEMBER).content.decode().count("data-move") == 0
    assert visit(officer).get(LIST).content.decode().count('class="move"') == 1


@pytest.mark.parametrize("address", [DECEMBER, LIST, WEEK, f"{DECEMBER}?theme=water&tier=lead"])
def test_as_many_questions_are_asked_of_the_store_whatever_it_holds(
    officer, coordinator, address, django_assert_max_num_queries, django_assert_num_queries
):
    pauses.begin(Scope(), reason="a war", config=the_config(), by="ana", clock=app.now)
    a_busy_month(coordinator, range(1))
    client = visit(officer)
    client.get(address)
    with django_assert_max_num_queries(26) as few:
        client.get(address)
    a_busy_month(coordinator, range(1, MANY))

    with django_assert_num_queries(len(few)):
        response = client.get(address)

    assert response.status_code == 200
