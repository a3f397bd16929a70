from datetime import UTC, datetime, time

import pytest
from django.db import connection

from comms.config import Channel, Config
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.errors import NotFoundError
from comms.services import drafts
from comms.services.messages import findings_of, message_of
from comms.services.telling import occurrence_of, site_facts, telling_of
from comms.store.models import Post
from tests.rows import DAY, MORNING, a_post, a_slot, the_config
from tests.shipped import a_desk, the_calendars

pytestmark = pytest.mark.django_db
SLOT = Slot("human-rights-2026:told", "day", DAY, "human-rights-2026", None)


def made_of(*slots):
    for slot in slots:
        a_slot(id=slot.id, kind=slot.kind, day=slot.day, occurrence=slot.occurrence or "", event=slot.event or "")
    return drafts.make_drafts(a_desk(), slots, now=MORNING)


def test_slot_is_told_on_every_channel_in_every_language():
    made = made_of(SLOT)

    told = sorted(Post.objects.values_list("channel", "language"))
    assert (made, told) == (
        (9, ()),
        sorted((channel, language) for channel in ("x", "linkedin", "website") for language in ("en", "es", "fr")),
    )


def test_draft_is_a_draft_that_nobody_wrote_and_nobody_approved():
    made_of(SLOT)

    post = Post.objects.get(channel="x", language="en")
    assert (post.state, post.author, post.approvals.count(), post.day) == (State.DRAFT, None, 0, DAY)
    assert message_of(post).text.startswith("Today, 10 December")


@pytest.mark.parametrize("channel", ["x", "linkedin", "website"])
def test_channel_without_links_is_given_drafts_without_them(channel):
    site = the_config()
    channels = tuple(
        one.model_copy(update={"links": "none"}) if one.id == channel else one for one in site.settings.channels
    )
    config = Config(site.site, site.settings.model_copy(update={"channels": channels}), {})
    a_slot(id=SLOT.id, kind=SLOT.kind, day=SLOT.day, occurrence=SLOT.occurrence or "", event="")

    drafts.make_drafts(a_desk(config=config), [SLOT], now=MORNING)

    linked = {one: [post.link for post in Post.objects.filter(channel=one)] for one in ("x", "linkedin", "website")}
    assert {one for one, links in linked.items() if links == ["", "", ""]} == {channel}
    assert [post.key for post in Post.objects.filter(channel=channel) if "http" in post.text] == []
    found = [finding.code for post in Post.objects.filter(channel=channel) for finding in findings_of(post, config)]
    assert {"link where none may be", "link that costs", "link not in text"}.isdisjoint(found)


def test_languages_follow_each_other_at_the_channels_hour():
    made_of(SLOT)

    hours = dict(Post.objects.filter(channel="x").values_list("language", "due_at"))
    assert hours == {
        "en": datetime(2026, 12, 10, 8, 30, tzinfo=UTC),
        "es": datetime(2026, 12, 10, 8, 40, tzinfo=UTC),
        "fr": datetime(2026, 12, 10, 8, 50, tzinfo=UTC),
    }


def test_draft_that_exists_is_never_written_again():
    made_of(SLOT)
    Post.objects.filter(channel="x", language="en").update(text="An editor's words")

    again = made_of(SLOT)

    assert (again, Post.objects.get(channel="x", language="en").text) == ((0, ()), "An editor's words")


def test_proposal_says_how_many_posts_of_its_days_the_desk_keeps_in_other_words():
    made_of(SLOT)
    Post.objects.filter(channel="x", language="en").update(text="An editor's words")
    a_post(key="another", slot=a_slot(id="another", day=DAY), day=DAY)
    a_post(key="later", slot=a_slot(id="later", day=DAY.replace(day=20)), day=DAY.replace(day=20))

    assert drafts.differing(drafts.propose(a_desk(), [SLOT])) == 2


def test_proposal_needs_no_database():
    proposed = drafts.propose(a_desk(), [SLOT])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE store_post RENAME TO elsewhere")

    assert drafts.differing(proposed) == 0


def test_neighbours_do_not_read_alike():
    next_slot = Slot("mountain-2026:told", "day", DAY.replace(day=11), "mountain-2026", None)

    made_of(SLOT, next_slot)

    wordings = list(Post.objects.filter(channel="x", language="en").order_by("day").values_list("wording", flat=True))
    assert len(set(wordings)) == 2


def test_rotation_goes_on_where_the_last_drafts_ended():
    made_of(SLOT)

    made_of(Slot("mountain-2026:told", "day", DAY.replace(day=11), "mountain-2026", None))

    assert Post.objects.filter(channel="x", language="en").values("wording").distinct().count() == 2


def test_what_cannot_be_drafted_is_told_and_the_rest_is_kept():
    untrue = Slot("mountain-2026:told", "day", DAY, "mountain-2026", None)

    made, problems = made_of(SLOT, untrue)

    assert (made, len(problems)) == (9, 9)
    assert problems[0].startswith("x, en: mountain-2026:told: a day is told on its first day (2026-12-11)")


def test_hour_that_the_clock_change_skips_is_left_to_a_person():
    channel = Channel(id="x", kind="x", at=time(2, 30))
    slot = Slot("water-2027:told", "day", datetime(2027, 3, 28).date(), None, None)

    assert drafts.due_at(channel, "en", slot, the_config()) is None


def test_channel_may_speak_fewer_languages():
    channel = Channel(id="x", kind="x", at=time(9), languages=("fr",))

    assert drafts.due_at(channel, "fr", SLOT, the_config()) == datetime(2026, 12, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("human-rights-2026", "2026-12-10"),
        ("migratory-birds-2027-2", "2027-10-09"),
        ("iy-cooperatives-2025-2025", "2025-01-01"),
    ],
)
def test_occurrence_is_found_by_its_key(key, first):
    assert occurrence_of(the_calendars(), key).first.isoformat() == first


@pytest.mark.parametrize("key", ["unknown-2026", "human-rights", "human-rights-1900", "migratory-birds-2027-9"])
def test_occurrence_that_the_calendars_lost_is_told(key):
    with pytest.raises(NotFoundError, match=f"{key}: the calendars no longer hold this occurrence"):
        occurrence_of(the_calendars(), key)


def test_site_without_a_campaign_says_nothing_of_one():
    facts = site_facts(the_config())

    assert (facts.campaign, facts.members_count, facts.members_source) == (None, None, "config.yaml")


@pytest.mark.parametrize(
    ("initiative", "day", "grave"),
    [
        ("nantes-citadelles", "women", True),
        ("dakar-microjardins", "women", False),
    ],
)
def test_work_whose_record_puts_a_grave_day_first_is_told_without_cheer_on_any_day(initiative, day, grave):
    network = the_calendars().network
    member = network.initiatives[initiative].member
    slot = Slot("one:told", "spotlight", DAY, f"{day}-2027", None, member=member, initiative=initiative)

    assert telling_of(slot, the_calendars(), network, the_config()).is_solemn is grave
