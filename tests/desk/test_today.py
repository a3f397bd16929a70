import pytest
from django.urls import reverse

from comms.domain.posts import State
from tests.desk.conftest import a_coming_post, at, days_ahead, visit
from tests.desk.pages import words
from tests.rows import a_slot

TODAY = reverse("today")


def test_an_empty_desk_says_what_to_do_first(officer):
    said = words(visit(officer).get(TODAY))

    assert "Nothing waits for you." in said
    assert "No post has been drafted yet." in said


def test_posts_are_listed_by_day_with_hour_zone_language_and_state(officer):
    a_coming_post(days=3, language="es", state=State.SCHEDULED)

    said = words(visit(officer).get(TODAY))

    assert "Human Rights Day" in said
    assert "X ES 09:30 scheduled Europe/Madrid" in said


def test_a_post_beyond_two_weeks_is_listed_only_when_asked_for(officer):
    a_coming_post(days=20)
    client = visit(officer)

    assert "No post is planned in this period." in words(client.get(TODAY))
    asked = {"first": days_ahead(20).isoformat(), "last": days_ahead(21).isoformat()}
    assert "1 post" in words(client.get(TODAY, asked))


def test_filters_keep_only_what_they_name(officer):
    a_coming_post(language="en")
    a_coming_post(language="fr", state=State.IN_REVIEW)
    client = visit(officer)

    for asked in ({"language": "fr"}, {"state": "in review"}):
        said = words(client.get(TODAY, asked))
        assert "1 post" in said
        assert "FR 09:30 in review" in said
    assert "No post fits these filters" in words(client.get(TODAY, {"channel": "website"}))


def test_a_period_that_makes_no_sense_is_explained_and_lists_nothing(officer):
    a_coming_post()
    client = visit(officer)

    backwards = {"first": days_ahead(5).isoformat(), "last": days_ahead(4).isoformat()}
    too_long = {"first": days_ahead(0).isoformat(), "last": days_ahead(400).isoformat()}
    assert "The period ends before it begins." in words(client.get(TODAY, backwards))
    assert "Ask for three months at most." in words(client.get(TODAY, too_long))
    assert client.get(TODAY, {"state": "nonsense", "first": "never"}).status_code == 200


def test_the_neighbouring_periods_keep_the_filters(officer):
    page = visit(officer).get(TODAY, {"language": "fr"}).content.decode()

    assert f"?language=fr&amp;first={days_ahead(14)}&amp;last={days_ahead(27)}" in page


def test_a_coordinator_first_sees_what_colleagues_submitted(coordinator, officer):
    a_coming_post(state=State.IN_REVIEW, submitted_by=officer)
    a_coming_post(language="fr", state=State.IN_REVIEW, submitted_by=coordinator)

    said = words(visit(coordinator).get(TODAY))

    assert "To approve (1)" in said


def test_an_officer_is_not_asked_to_approve(officer):
    a_coming_post(state=State.IN_REVIEW)

    assert "To approve" not in words(visit(officer).get(TODAY))


def test_what_is_in_doubt_held_or_refused_waits_for_everybody(officer):
    for language, state in (("en", State.UNCONFIRMED), ("es", State.HELD_LATE), ("fr", State.FAILED)):
        a_coming_post(language=language, state=state)

    said = words(visit(officer).get(TODAY))

    assert "Is it public? Look on the channel (1)" in said
    assert "Held: too late for its hour (1)" in said
    assert "Refused by the channel (1)" in said


def test_what_was_sent_back_waits_for_whoever_submitted_it(officer, coordinator):
    a_coming_post(submitted_by=officer, note="changes requested")

    assert "Sent back to you (1)" in words(visit(officer).get(TODAY))
    assert "Sent back to you" not in words(visit(coordinator).get(TODAY))


def test_a_draft_due_within_days_waits_for_those_who_write(officer, reader):
    a_coming_post(days=2)

    assert "Due within three days, still a draft (1)" in words(visit(officer).get(TODAY))
    assert "Due within three days" not in words(visit(reader).get(TODAY))


def test_a_slot_that_the_calendars_forgot_is_listed_by_its_name(officer):
    slot = a_slot(id="gone-2026:told", occurrence="gone-2026", day=days_ahead(1))
    a_coming_post(days=1, slot=slot)

    assert "gone-2026" in words(visit(officer).get(TODAY))


def test_a_list_of_500_posts_asks_the_store_few_questions(coordinator, django_assert_max_num_queries):
    for number in range(56):
        slot = a_slot(id=f"s{number}", day=days_ahead(number % 13), member="a-city", initiative="a-plan")
        for channel in ("x", "linkedin", "website"):
            for language in ("en", "es", "fr"):
                day = slot.day
                fields = {"key": f"{slot.id}:{channel}:{language}", "day": day, "due_at": at(day)}
                a_coming_post(slot=slot, channel=channel, language=language, **fields)
    client = visit(coordinator)

    with django_assert_max_num_queries(30):
        response = client.get(TODAY)

    assert "504 posts" in words(response)


@pytest.mark.parametrize(
    ("first", "last"), [("0001-01-01", "0001-02-01"), ("9999-12-01", "9999-12-31"), ("2200-01-01", "2200-01-02")]
)
def test_period_outside_the_calendars_is_refused_and_not_an_error(officer, first, last):
    response = visit(officer).get(reverse("today"), {"first": first, "last": last})

    assert response.status_code == 200
    assert "Give a day from 1 January 1946 to 31 December 2199." in words(response)
