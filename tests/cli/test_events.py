import csv
import io
import shutil

import icalendar
import pytest

from tests.cli.desk_command import comms, lines
from tests.readers.test_foreign_ics import an_event, an_ics
from tests.site import SITE_FILE

LINES = ("DTSTART;VALUE=DATE:20270512", "DTEND;VALUE=DATE:20270515", "URL:https://example.org/forum")

# No name below .invalid is ever known.
NOWHERE = "webcal://calendar.invalid/c.ics"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a new site, which these tests share in their order."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(SITE_FILE, folder / "config.yaml")
    (folder / "forum.ics").write_bytes(an_ics(an_event(*LINES)))
    return folder


def ran(site, *arguments):
    found = comms("events", *arguments, site=site)
    assert found.stderr == ""
    return found.stdout


def test_every_format_is_read_back_without_a_change(site):
    for form in ("yaml", "csv", "ics"):
        (site / f"all.{form}").write_text(ran(site, "export", "--format", form), encoding="utf-8", newline="")

        told = lines(ran(site, "import", f"all.{form}"))

        rows = [line for line in told if "outside the period" not in line]
        assert {line.split()[0] for line in rows} == {"unchanged"}, form


def test_import_is_shown_and_then_done(site):
    shown = lines(ran(site, "import", "forum.ics"))
    before = ran(site, "export", "--format", "csv")

    done = lines(ran(site, "import", "forum.ics", "--apply"))

    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(ran(site, "export", "--format", "csv")))}
    (id_,) = [name for name in rows if name.startswith("forum-") and name not in before]
    assert (shown, done) == ([f"new        {id_}  Forum"], [f"new        {id_}  Forum", "1 events imported"])
    assert (rows[id_]["first"], rows[id_]["last"]) == ("2027-05-12", "2027-05-14")


def test_imported_event_is_exported_with_an_exclusive_end(site):
    calendar = icalendar.Calendar.from_ical(ran(site, "export", "--format", "ics"))

    (end,) = [event["DTEND"].dt.isoformat() for event in calendar.walk("VEVENT") if event["SUMMARY"] == "Forum"]
    assert end == "2027-05-15"


def test_imported_event_is_given_its_place(site):
    (id_,) = [line.split()[1] for line in lines(ran(site, "import", "forum.ics"))]

    said = [
        *lines(ran(site, "place", "KR", id_)),
        *lines(ran(site, "import", "forum.ics", "--where", "ES")),
        *lines(ran(site, "place", "worldwide", id_)),
    ]

    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(ran(site, "export", "--format", "csv")))}
    assert said == ["1 events placed", f"unchanged  {id_}  Forum", "1 events placed"]
    assert (rows[id_]["country"], rows[id_]["worldwide"]) == ("", "true")


def test_calendar_is_followed_and_its_silence_is_told(site):
    followed = lines(ran(site, "subscribe", NOWHERE))

    found = comms("events", "refresh", site=site)

    assert followed == ["following https://calendar.invalid/c.ics; now: comms events refresh"]
    assert (found.returncode, lines(found.stdout)) == (0, [])
    assert found.stderr == "calendar.invalid is not known; check the spelling\n"
    assert ran(site, "pending") == ""


def test_followed_calendars_are_listed_with_what_went_wrong_and_left(site):
    listed = lines(ran(site, "calendars"))

    left = lines(ran(site, "leave", NOWHERE))

    assert [line.split()[0] for line in listed] == ["https://calendar.invalid/c.ics", "calendar.invalid"]
    assert left == [
        "no longer following https://calendar.invalid/c.ics; accepted events that stay: 0, offers that went: 0",
    ]
    assert ran(site, "calendars") == ""


def test_events_outside_the_period_are_told(site):
    old = an_event("DTSTART;VALUE=DATE:19990512", uid="old")
    (site / "old.ics").write_bytes(an_ics(an_event(*LINES, uid="new"), old))

    *_, line = lines(ran(site, "import", "old.ics"))

    assert line.startswith("1 event lies outside the period from ")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("import", "none.ics"),
            "none.ics: cannot be read (no such file or directory); make it a file that you may read",
        ),
        (("import", "config.txt"), "config.txt: is not a file of events; give one that ends in .ics, .csv or .yaml"),
        (
            ("subscribe", "c.ics", "--zone", "Nowhere"),
            "--zone: “Nowhere” is not a time zone; write an IANA name such as Europe/Madrid",
        ),
        (("subscribe", "c.ics"), "“c.ics” is not a web address; write it in full, from https:// on"),
        (("subscribe", "https://a b/c"), "“https://a b/c” is not a web address; write it in full, from https:// on"),
        (
            ("subscribe", "http://127.0.0.1/c"),
            "127.0.0.1 is not on the open Internet; the desk asks only public addresses",
        ),
        (("leave", "https://example.org/c"), "this calendar is not followed"),
        (
            ("accept", "--all", "--where", "Spain"),
            "“Spain” is no country; write its code of ISO 3166, such as ES, or worldwide",
        ),
        (("place", "ES", "x"), "x: no event from elsewhere that was accepted or imported"),
        (("accept",), "name the events, or write --all; `comms events pending` lists what waits"),
        (("accept", "x"), "nothing waits for x; `comms events pending` lists what does"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(site, arguments, line):
    found = comms("events", *arguments, site=site)

    assert (found.returncode, lines(found.stderr)) == (1, [line])


def test_accepting_nothing_is_no_error(site):
    assert lines(ran(site, "accept", "--all")) == ["0 events accepted"]
