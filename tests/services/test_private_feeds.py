from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from comms.config import Config
from comms.domain.posts import State
from comms.errors import NotAllowedError, NotFoundError
from comms.feeds.lint import MOST_EVENTS, MOST_OCTETS, findings
from comms.feeds.secret_address import digest_of, folder
from comms.services import feeds
from comms.services.feed_addresses import in_use, make_address, revoke_address
from comms.store.models import AuditLine, FeedAddress, Post, Slot
from tests.rows import DAY, DUE, MORNING, a_person, a_post, a_slot, an_officer, the_config
from tests.shipped import the_calendars

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(tmp_path):
    return Config(tmp_path, the_config().settings, {})


def made(site, member="", by=None):
    secret = make_address(member, the_calendars().network, by=by or "the command line", now=NOW)
    feeds.build_private(the_calendars(), site, now=NOW)
    return folder(site.var) / digest_of(secret)


def events(path):
    content = path.read_bytes()
    assert findings(content) == []
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_team_is_told_each_story_on_each_channel_with_its_drafts(site):
    a_post(text="A draft, in English.")
    a_post(key="two", language="es", state=State.SCHEDULED, text="Un texto.", due_at=DUE + timedelta(minutes=10))
    a_post(key="three", channel="linkedin", due_at=None)

    linkedin, x = sorted(events(made(site) / "team.en.ics"), key=lambda event: str(event["SUMMARY"]))

    assert str(x["SUMMARY"]) == "X: Human Rights Day (draft, scheduled)"
    assert "A draft, in English." in str(x["DESCRIPTION"])
    assert "ES 09:40: scheduled\nUn texto." in str(x["DESCRIPTION"])
    assert (x["DTSTART"].dt, linkedin["DTSTART"].dt) == (DUE, DAY)


def test_team_feed_never_outgrows_what_programs_read(site):
    text = "A long text about the work of a city. " * 80
    slots = [a_slot(id=f"day-{number}:told", day=DAY + timedelta(days=number // 9)) for number in range(300)]
    rows = [
        Post(
            key=f"{slot.id}:{channel}:{language}", slot=slot, channel=channel, language=language, wording="plain",
            text=text, day=slot.day, zone="Europe/Madrid", state=State.DRAFT, drafted_at=MORNING,
        )
        for slot in slots for channel in ("x", "linkedin", "website") for language in ("en", "es", "fr")
    ]  # fmt: skip
    Post.objects.bulk_create(rows)

    feed = made(site) / "team.en.ics"

    told = sorted(event["DTSTART"].dt for event in events(feed))
    assert (feed.stat().st_size < MOST_OCTETS, len(told) > MOST_EVENTS / 2) == (True, True)
    assert (told[0], told[-1] < slots[-1].day) == (DAY, True)


def test_long_text_is_told_by_its_start(site):
    a_post(text="word " * 100)

    (event,) = events(made(site) / "team.en.ics")

    assert str(event["DESCRIPTION"]).splitlines()[1] == "word " * 39 + "word …"


def test_private_feeds_are_marked_as_private(site):
    a_post(slot=a_slot(member="barcelona"))
    (site.var / "newsletter" / "2026-12").mkdir(parents=True)

    found = [*events(made(site) / "team.en.ics"), *events(made(site, "barcelona") / "plan-barcelona.en.ics")]

    assert [str(event["CLASS"]) for event in found] == ["PRIVATE"] * 3


def test_team_is_told_of_editions(site):
    (site.var / "newsletter" / "2026-12").mkdir(parents=True)

    (edition,) = events(made(site) / "team.fr.ics")

    assert str(edition["SUMMARY"]) == "Lettre d’information de 2026-12 (écrite)"


def test_post_on_a_channel_that_is_no_more_keeps_its_name(site):
    a_post(channel="old")

    (event,) = events(made(site) / "team.en.ics")

    assert str(event["SUMMARY"]) == "old: Human Rights Day (draft)"


def test_slot_whose_record_is_gone_is_told_by_its_id(site):
    a_post(slot=a_slot(id="gone-2026:told", occurrence="gone-2026"))
    a_post(key="two", slot=a_slot(id="none:told", occurrence="", event="none"))

    titles = [str(event["SUMMARY"]) for event in events(made(site) / "team.en.ics")]

    assert titles == ["X: gone-2026:told (draft)", "X: none:told (draft)"]


def test_member_is_told_what_is_planned_about_it_and_no_draft(site):
    calendars = the_calendars()
    initiative = next(iter(calendars.network.initiatives.values()))
    ours = {"member": initiative.member, "initiative": initiative.id}
    a_post(slot=a_slot(**ours), text="A draft.")
    Slot.objects.create(id="other:told", kind="day", day=DAY, member="other", planned_at=MORNING)

    path = made(site, initiative.member) / f"plan-{initiative.member}.en.ics"
    (event,) = events(path)

    assert str(event["SUMMARY"]).startswith("Human Rights Day - ")
    assert b"A draft." not in path.read_bytes()


def test_slot_of_an_event_without_an_initiative_is_told_by_the_event(site):
    event_id, event = next(iter(the_calendars().events.items()))
    member = next(iter(the_calendars().network.members))
    a_slot(id="event:told", event=event_id, occurrence="", member=member)

    (told,) = events(made(site, member) / f"plan-{member}.en.ics")

    assert str(told["SUMMARY"]).startswith(" ".join(event.name["en"].split()))


def test_feed_of_a_member_that_vanished_is_named_after_its_id(site):
    FeedAddress.objects.create(digest=digest_of("old"), member="atlantis", made_at=NOW)

    feeds.build_private(the_calendars(), site, now=NOW)

    assert b"X-WR-CALNAME:atlantis - " in (folder(site.var) / digest_of("old") / "plan-atlantis.en.ics").read_bytes()


def test_second_build_leaves_private_feeds_as_they_are(site):
    made(site)

    again = feeds.build_private(the_calendars(), site, now=NOW + timedelta(days=1))

    assert (again.written, again.unchanged) == (0, 3)


def test_secret_is_not_stored():
    secret = make_address("", the_calendars().network, by=an_officer(), now=NOW)

    (address,) = in_use()
    assert (len(secret), address.digest, address.made_by.username) == (43, digest_of(secret), "officer")
    assert secret not in str(list(AuditLine.objects.values()))
    assert str(address) == f"team {digest_of(secret)[:8]}"


def test_address_of_an_unknown_member_is_refused():
    with pytest.raises(NotFoundError, match="the records hold no city, region or network atlantis"):
        make_address("atlantis", the_calendars().network, by="the command line", now=NOW)


def test_reader_of_the_desk_makes_and_revokes_no_address(site):
    reader = a_person("reader", "reader")

    with pytest.raises(NotAllowedError):
        make_address("", the_calendars().network, by=reader, now=NOW)
    with pytest.raises(NotAllowedError):
        revoke_address(1, site, by=reader, now=NOW)


def test_revoked_address_loses_its_files_and_gets_no_new_ones(site):
    path = made(site)
    address = in_use()[0]

    revoke_address(address.pk, site, by=an_officer(), now=NOW)
    feeds.build_private(the_calendars(), site, now=NOW)

    assert (path.exists(), in_use()) == (False, [])
    assert AuditLine.objects.get(act="feed address revoked").after == {"for": "team"}


def test_address_is_revoked_once(site):
    with pytest.raises(NotAllowedError, match="this address is not in use"):
        revoke_address(7, site, by="the command line", now=NOW)


def test_folder_that_no_address_leads_to_is_removed(site):
    stray = folder(site.var) / "stray"
    stray.mkdir(parents=True)

    feeds.build_private(the_calendars(), site, now=NOW)

    assert not stray.exists()
