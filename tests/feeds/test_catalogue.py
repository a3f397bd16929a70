import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from comms.domain.dates import Span
from comms.feeds.catalogue import feeds
from comms.feeds.lint import findings
from tests.factories import a_day, a_decade, a_member, a_taxonomy, a_theme, a_year, an_event
from tests.feeds.values import NOW, WINDOW, a_journal, an_imprint, some_contents, some_feeds

SAID_NO = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NAMES = ("un-days", "city-barcelona", "region-europe")
FIFTH = {"kind": "every-n-years", "every": 5, "counted_from": 2010, "month": 10, "day": 20}


def uids(feed):
    return [uid.decode() for uid in re.findall(rb"UID:(.+)@feeds\.example\.org\r\n", feed)]


def title(feed):
    return re.search(r"X-WR-CALNAME:(.+)\r\n", feed.decode())[1]


def test_there_is_a_feed_for_each_kind_theme_and_member_in_each_language():
    expected = {
        "all-days", "un-days", "human-rights-days", "events", "theme-human-rights", "theme-housing", "region-europe",
        "city-barcelona", "city-gwangju",
    }  # fmt: skip

    assert set(some_feeds()) == {f"{name}.{language}.ics" for name in expected for language in ("en", "es", "fr")}


def test_un_days_are_those_of_the_un_or_on_its_list_with_the_first_and_last_days_of_its_years_and_decades():
    days = [
        a_day(),
        a_day(id="listed", official="agency"),
        a_day(id="agency", official="agency", un_list=False),
        a_year(),
        a_decade(),
        a_decade(id="over", rule={"kind": "years", "first": 2011, "last": 2020}),
        a_decade(id="of-others", official="not-un", un_list=False),
    ]

    found = uids(some_feeds(observances=days, events=[])["un-days.en.ics"])

    assert found == [
        "decade-2021-2021.first", "human-rights-day-2026", "listed-2026", "year-2027-2027.first",
        "human-rights-day-2027", "listed-2027", "year-2027-2027.last", "decade-2021-2021.last",
    ]  # fmt: skip


def test_all_days_are_those_of_everybody_and_the_first_and_last_days_of_years_and_decades():
    days = [a_day(id="agency", official="agency", un_list=False), a_day(id="ours", official="not-un"), a_decade()]

    feed = some_feeds(observances=days)["all-days.fr.ics"]

    assert uids(feed) == [
        "decade-2021-2021.first", "agency-2026", "ours-2026", "agency-2027", "ours-2027", "decade-2021-2021.last",
    ]  # fmt: skip
    assert re.findall(rb"SUMMARY;LANGUAGE=\w\w:(?:D\xc3\xa9but|Fin)", feed.replace(b"\r\n ", b"")) == [
        "SUMMARY;LANGUAGE=fr:Début".encode(), b"SUMMARY;LANGUAGE=fr:Fin",
    ]  # fmt: skip


def test_rarer_day_stands_in_all_days_on_its_nearest_date():
    fifth = a_day(id="fifth", since=2010, rule=FIFTH)
    once = a_day(id="once", since=2025, until=2025)

    assert uids(some_feeds(observances=[fifth, once])["all-days.en.ics"]) == ["once-2025", "fifth-2030"]


def test_all_days_cover_the_near_part_of_the_window_only():
    near = Span(date(2027, 1, 1), date(2027, 12, 31))
    made = feeds(
        some_contents(observances=[a_day()]),
        ["en"],
        window=WINDOW,
        near=near,
        imprint=an_imprint(),
        journal=a_journal(),
    )

    told = {feed.file: [one.entry.uid for one in feed.told] for feed in made}

    assert told["all-days.en.ics"] == ["human-rights-day-2027@feeds.example.org"]
    assert len(told["un-days.en.ics"]) == 2


def test_theme_has_its_days_and_its_events():
    found = uids(some_feeds()["theme-housing.en.ics"])

    assert found == ["habitat-2026", "tenants-2026", "online.event", "habitat-2027", "tenants-2027"]


def test_event_that_only_repeats_a_day_stands_in_no_feed_that_holds_the_day():
    moment = {"id": "moment", "name": {"en": "Human Rights Day 2026"}, "kind": "campaign-moment", "place": None}
    events = [an_event(**moment, first="2026-12-10", last="2026-12-10", country=None)]

    made = some_feeds(observances=[a_day()], events=events, matched={"barcelona": {"human-rights-day"}})

    holding = {name for name, feed in made.items() if b"moment.event" in feed and name.endswith(".en.ics")}
    assert holding == {"events.en.ics", "city-gwangju.en.ics"}


@pytest.mark.parametrize(
    ("event", "cities"),
    [
        ({"country": "KR"}, {"gwangju"}),
        ({"country": None}, set()),
        ({"country": None, "place": None}, set()),
        ({"country": None, "worldwide": True}, {"barcelona", "gwangju"}),
        ({"country": None, "kind": "anniversary"}, {"barcelona", "gwangju"}),
    ],
)
def test_event_is_near_the_cities_of_its_country_or_all_where_it_is_for_everybody(event, cities):
    made = some_feeds(events=[an_event(**event)], matched={})

    holding = {name for name, feed in made.items() if b"forum-2027.event" in feed and name.endswith(".en.ics")}
    assert {name.split(".")[0].removeprefix("city-") for name in holding if name.startswith("city-")} == cities
    assert "events.en.ics" in holding


@pytest.mark.parametrize("kind", ["city-barcelona", "region-europe"])
def test_feed_without_a_day_that_may_be_told_says_so_and_keeps_its_events(kind):
    feed = some_feeds(members=[a_member()], matched={})[f"{kind}.en.ics"].replace(b"\r\n ", b"")

    assert uids(feed) == ["madrid.event", "online.event"]
    assert b"told at present." in feed.partition(b"BEGIN:VEVENT")[0]


def taken_back(now=NOW, known=None, **fields):
    """Return the Barcelona feed after its consent was taken back on 20 November, and what was learnt."""
    journal = a_journal(known, now=now)
    given = {"observances": [a_day(changed="2026-11-01")], "events": [], "matched": {}}
    made = some_feeds(
        journal=journal, **(given | {"taken_back": {"barcelona": {"human-rights-day": SAID_NO}}} | fields)
    )
    told = {name: icalendar.Calendar.from_ical(made[f"{name}.en.ics"]).walk("VEVENT") for name in NAMES}
    return told, {**(known or {}), **journal.learnt}


def test_day_whose_consent_was_taken_back_is_cancelled_in_that_feed_alone_and_says_nothing_of_the_work():
    told, _ = taken_back()

    (city, _), (un, _) = told["city-barcelona"], told["un-days"]
    assert (city["UID"], city["STATUS"], city["SEQUENCE"], city["DTSTAMP"].dt) == (un["UID"], "CANCELLED", 1, SAID_NO)
    assert str(city["SUMMARY"]) == "CANCELLED: Human Rights Day"
    assert str(city["DESCRIPTION"]) == "No longer in this calendar. The day itself takes place."
    assert (un["STATUS"], un["SEQUENCE"], len(told["region-europe"])) == ("CONFIRMED", 0, 2)


def test_day_whose_consent_was_taken_back_goes_after_thirty_days():
    assert [len(taken_back(SAID_NO + timedelta(days=days))[0]["city-barcelona"]) for days in (30, 31)] == [2, 0]


def test_region_keeps_the_day_that_another_of_its_members_stands_for():
    told, _ = taken_back(members=[a_member(), a_member(id="paris")], matched={"paris": {"human-rights-day"}})

    assert {str(one["STATUS"]) for one in told["region-europe"]} == {"CONFIRMED"}


def test_day_whose_consent_is_given_again_counts_on_from_where_it_was_cancelled():
    _, known = taken_back()

    told, known = taken_back(NOW, known, matched={"barcelona": {"human-rights-day"}})
    once_more, _ = taken_back(NOW + timedelta(days=2), known)

    (again, _), (un, _) = told["city-barcelona"], told["un-days"]
    assert (again["STATUS"], again["SEQUENCE"], again["DTSTAMP"].dt, un["SEQUENCE"]) == ("CONFIRMED", 2, NOW, 0)
    assert [(one["STATUS"], one["SEQUENCE"]) for one in once_more["city-barcelona"]] == [("CANCELLED", 3)] * 2


def test_event_that_is_not_announced_is_in_no_feed():
    assert [name for name, feed in some_feeds().items() if b"later.event" in feed] == []


def test_events_are_those_that_fall_into_the_window():
    spans = {"before": ("2025-12-30", "2025-12-31"), "into": ("2025-12-30", "2026-01-01"), "after": ("2028-01-01",) * 2}
    events = [an_event(id=name, first=first, last=last) for name, (first, last) in spans.items()]

    assert uids(some_feeds(events=events)["events.en.ics"]) == ["into.event"]


def test_member_has_the_days_that_match_and_the_events_in_its_country_or_online():
    made = some_feeds()

    assert uids(made["city-barcelona.en.ics"]) == [
        "habitat-2026", "tenants-2026", "madrid.event", "online.event", "habitat-2027", "tenants-2027",
    ]  # fmt: skip
    assert uids(made["city-gwangju.en.ics"]) == ["evening.event", "forum-2027.event", "online.event"]


def test_human_rights_days_are_those_that_the_desk_leads_or_features():
    days = [a_day(id=tier, tier=tier) for tier in ("lead", "feature", "mention", "skip")]

    found = uids(some_feeds(observances=days)["human-rights-days.en.ics"])

    assert found == ["feature-2026", "lead-2026", "feature-2027", "lead-2027"]


def test_region_has_the_days_of_its_members_and_the_events_in_their_countries_or_online():
    members = [a_member(), a_member(id="gwangju", country="KR", region="asia-pacific")]

    found = uids(some_feeds(members=members)["region-europe.en.ics"])

    assert found == [
        "habitat-2026", "tenants-2026", "madrid.event", "online.event", "habitat-2027", "tenants-2027",
    ]  # fmt: skip


def test_day_says_in_which_year_and_decades_it_lies_the_nearest_by_themes_first():
    periods = [
        a_decade(id="a", name={"en": "Decade of One"}, themes=["human-rights"]),
        a_decade(id="b", name={"en": "Decade of Two"}, themes=["human-rights", "housing"]),
        a_decade(id="c", name={"en": "Decade of Others"}, themes=["housing-abroad"]),
        a_year(name={"en": "Year of Tests"}, themes=["human-rights"]),
    ]
    days = [a_day(themes=["human-rights", "housing"]), *periods]
    themes = a_taxonomy(a_theme(), a_theme(id="housing"), a_theme(id="housing-abroad"))

    feed = (
        some_feeds(observances=days, imprint=an_imprint(taxonomy=themes))["un-days.en.ics"]
        .decode()
        .replace("\r\n ", "")
    )

    told = [re.findall(r"Within the [^\\]+", event) for event in feed.split("BEGIN:VEVENT") if "UID:human" in event]
    assert told == [
        ["Within the Decade of Two (2021-2030)", "Within the Decade of One (2021-2030)"],
        [
            "Within the Decade of Two (2021-2030)",
            "Within the Year of Tests (2027)",
            "Within the Decade of One (2021-2030)",
        ],
    ]


def test_titles_are_in_the_language_of_the_feed():
    made = some_feeds()

    assert [title(made[f"city-barcelona.{language}.ics"]) for language in ("en", "es", "fr")] == [
        "Barcelona - days and events",
        "Barcelona - días y eventos",
        "Barcelone - journées et événements",
    ]


def test_member_whose_name_we_translated_keeps_the_english_one():
    made = some_feeds(members=[a_member(unreviewed=["fr"])])

    assert title(made["city-barcelona.fr.ics"]) == "Barcelona - journées et événements"


def test_every_feed_is_sound():
    assert {name: found for name, feed in some_feeds().items() if (found := findings(feed))} == {}


def test_feed_says_when_its_last_changed_entry_did():
    days = [a_day(changed="2026-02-01"), a_day(id="other", changed="2026-03-01")]

    feed = some_feeds(observances=days, events=[])["un-days.en.ics"]

    assert feed.partition(b"BEGIN:VEVENT")[0].count(b"LAST-MODIFIED:20260301T000000Z") == 1


def test_day_is_the_same_date_for_every_city_on_earth():
    zones = {"kiribati": "Pacific/Kiritimati", "niue": "Pacific/Niue"}
    members = [a_member(id=name, zone=zone) for name, zone in zones.items()]
    environment = a_day(id="environment", rule={"kind": "fixed", "month": 6, "day": 5})

    made = some_feeds(observances=[environment], members=members, matched={name: {"environment"} for name in zones})

    told = {re.findall(rb"DTSTART;VALUE=DATE:(\d+)", made[f"city-{name}.en.ics"])[0] for name in zones}
    assert told == {b"20260605"}


def test_order_of_what_is_given_does_not_change_a_byte():
    days = [a_day(), a_day(id="apple"), a_day(id="zebra")]
    members = [a_member(), a_member(id="gwangju", country="KR")]

    turned = some_feeds(observances=days[::-1], members=members[::-1])

    assert turned == some_feeds(observances=days, members=members)


DIGEST = """
import hashlib
from tests.feeds.values import some_feeds
made = some_feeds()
print(hashlib.sha256(b"".join(name.encode() + made[name] for name in sorted(made))).hexdigest())
"""


def test_bytes_are_the_same_in_every_process_and_zone():
    def digest(seed, zone):
        command, environment = [sys.executable, "-c", DIGEST], {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        return subprocess.run(command, env=environment, capture_output=True, check=True).stdout

    zones = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Pacific/Niue", "Asia/Kathmandu")
    told = {digest(str(seed), zone) for seed, zone in enumerate(zones)}

    assert [len(one) for one in told] == [65]


@pytest.mark.parametrize("label", ["Work, pay; C:\\new", "END:VEVENT"])
def test_label_of_a_theme_cannot_break_its_feed(label):
    imprint = an_imprint(taxonomy=a_taxonomy(a_theme(label={"en": label}), a_theme(id="housing")))

    made = some_feeds(imprint=imprint)

    assert findings(made["theme-human-rights.en.ics"]) == []
