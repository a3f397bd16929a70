from datetime import UTC, date, datetime

import icalendar
import pytest

from comms.feeds import planned
from comms.feeds.lint import findings
from tests.feeds.values import a_cover, a_feed

DAY, DUE = date(2026, 12, 10), datetime(2026, 12, 10, 8, 30, tzinfo=UTC)


def a_group(*states, **fields):
    posts = [
        planned.PlannedPost(code, state, DUE, f"Text {code}.")
        for code, state in zip(("en", "es"), states, strict=False)
    ]
    defaults = {
        "slot": "human-rights-2026:told",
        "channel": "x",
        "label": "X",
        "day": DAY,
        "written": date(2026, 11, 24),
        "title": "Human Rights Day",
        "posts": posts,
        "page": "https://desk.example.org/posts/7/",
    }
    return planned.PlannedGroup(**(defaults | fields))


def told(group, language="en"):
    return planned.group_entry(group, language, host="feeds.example.org", zone="Europe/Madrid")


def test_group_is_told_with_its_states_hours_and_texts():
    entry = told(a_group("draft", "scheduled"))

    assert entry.summary == "X: Human Rights Day (draft, scheduled)"
    assert entry.description == "EN 09:30: draft\nText en.\n\nES 09:30: scheduled\nText es."
    assert (entry.uid, entry.hours[0]) == ("human-rights-2026.told.x.post@feeds.example.org", DUE)
    assert findings(a_feed(entry, cover=a_cover(source=""))) == []


def test_posts_in_one_state_name_it_once_in_the_language_of_the_feed():
    assert told(a_group("draft", "draft"), "fr").summary == "X: Human Rights Day (brouillon)"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("draft", "scheduled"), "TENTATIVE"),
        (("in review",), "TENTATIVE"),
        (("scheduled", "published"), "CONFIRMED"),
        (("withdrawn", "published"), "CONFIRMED"),
        (("withdrawn", "missed"), "CANCELLED"),
    ],
)
def test_status_follows_the_states(states, expected):
    assert told(a_group(*states)).status == expected


def test_group_that_will_not_go_out_says_so_in_its_title():
    assert told(a_group("withdrawn")).summary == "CANCELLED: X: Human Rights Day (withdrawn)"


def test_group_without_an_hour_takes_the_day():
    entry = told(a_group(posts=[planned.PlannedPost("en", "draft", None, "Text.")]))

    assert (entry.hours, entry.first, entry.description) == (None, DAY, "EN: draft\nText.")


def test_edition_is_told_on_the_day_it_is_due():
    entry = planned.edition_entry(date(2026, 12, 1), date(2026, 12, 3), "es", host="feeds.example.org")

    assert (entry.first, entry.summary, entry.uid) == (
        date(2026, 12, 3), "Boletín de 2026-12 (por escrito)", "2026-12.edition@feeds.example.org",
    )  # fmt: skip


def a_feature(**fields):
    defaults = {
        "slot": "human-rights-2026:barcelona",
        "day": DAY,
        "written": date(2026, 11, 24),
        "title": "Human Rights Day - Barcelona",
        "initiative": "Office for rights",
        "page": "https://example.org/office",
        "states": ["draft", "draft"],
    }
    return planned.feature_entry(planned.PlannedFeature(**(defaults | fields)), "en", host="feeds.example.org")


def test_member_is_told_the_day_and_its_initiative():
    entry = a_feature()

    assert (entry.summary, entry.description, entry.status) == (
        "Human Rights Day - Barcelona", "Office for rights\ndraft", "TENTATIVE",
    )  # fmt: skip
    assert findings(a_feed(entry, cover=a_cover(source=""))) == []


def test_slot_without_posts_or_initiative_is_planned():
    assert a_feature(states=[], initiative="", page="").description == "planned"


@pytest.mark.parametrize("states", [["withdrawn"], ["missed", "withdrawn"]])
def test_feature_that_will_not_be_told_is_cancelled_and_says_so_in_its_title(states):
    entry = a_feature(states=states)

    assert (entry.status, entry.summary) == ("CANCELLED", "CANCELLED: Human Rights Day - Barcelona")
    assert findings(a_feed(entry, cover=a_cover(source=""))) == []


def test_feature_of_which_something_is_left_is_not_cancelled():
    assert a_feature(states=["withdrawn", "scheduled"]).status == "TENTATIVE"


def test_published_feature_is_confirmed():
    assert a_feature(states=["draft", "published"]).status == "CONFIRMED"


def test_entries_are_read_by_others():
    (event,) = icalendar.Calendar.from_ical(a_feed(told(a_group("draft")))).walk("VEVENT")

    assert event["DTEND"].dt - event["DTSTART"].dt == planned._SHOWN_FOR
