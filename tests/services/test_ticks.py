from dataclasses import replace
from datetime import date

import pytest

from comms.domain.channels import CHANNEL_RULES
from comms.domain.drafting import draft
from comms.domain.observances import occurrences
from comms.domain.planning import Slot
from comms.domain.ticks import digest_of
from comms.errors import NotAllowedError
from comms.feeds.entries import occurrence_entry
from comms.services import ticks
from comms.services.telling import telling_of
from comms.store.models import AuditLine, FactCheck
from tests.factories import a_day, a_member, a_network, an_event
from tests.feeds.values import an_imprint
from tests.rows import MORNING, a_person, an_officer, the_config
from tests.shipped import the_calendars, the_wordings

pytestmark = pytest.mark.django_db
JOURNEE = "Journée des droits de l’homme"
FRENCH = ("observance:human-rights-day:name:fr", digest_of(JOURNEE))


def some_calendars():
    day = a_day(unofficial=["fr"], themes=[], confidence="single-source")
    event = an_event(unreviewed=["fr"], themes=[])
    network = a_network([a_member(unreviewed=["fr"], name={"en": "Barcelona", "fr": "Barcelone"})], [])
    return replace(the_calendars(), observances={day.id: day}, events={event.id: event}, network=network)


def french_entry(calendars):
    (day,) = occurrences(ticks.ticked(calendars).observances.values(), date(2026, 12, 1), date(2026, 12, 31))
    entry = occurrence_entry(day, "fr", an_imprint())
    return entry.summary, entry.language


def test_feed_shows_the_english_name_until_a_person_has_ticked_ours():
    calendars, officer = some_calendars(), an_officer()
    before = french_entry(calendars)

    ticks.tick(calendars, {FRENCH}, by=officer, now=MORNING)

    assert (before, french_entry(calendars)) == (("Human Rights Day", "en"), (JOURNEE, "fr"))


def test_tick_given_on_a_post_holds_for_feeds_too():
    calendars = some_calendars()
    slot = Slot("slot", "day", date(2026, 12, 10), "human-rights-day-2026", None)
    told = telling_of(slot, calendars, calendars.network, the_config())
    limit = CHANNEL_RULES["website"]
    post = draft(slot, told, channel="site", language="fr", wordings=the_wordings(), previous=None, limit=limit)

    (name,) = (fact for fact in post.to_check if ":name:" in fact.field)

    assert (name.field, digest_of(name.text)) == FRENCH


def test_everything_ticked_leaves_nothing_waiting():
    calendars, officer = some_calendars(), an_officer()
    chosen = {one.tick for one in ticks.waiting(calendars)}

    ticked = ticks.tick(calendars, chosen, by=officer, now=MORNING)

    after = ticks.ticked(calendars)
    assert (ticked, ticks.waiting(calendars)) == (4, ())
    assert after.observances["human-rights-day"].confidence == "sourced"
    assert (after.events["forum-2027"].unreviewed, after.network.members["barcelona"].unreviewed) == ((), ())
    assert set(AuditLine.objects.values_list("act", "who")) == {("fact checked", "officer")}


def test_second_tick_and_a_tick_on_old_words_change_nothing():
    calendars, officer = some_calendars(), an_officer()
    ticks.tick(calendars, {FRENCH}, by=officer, now=MORNING)

    again = ticks.tick(calendars, {FRENCH, (FRENCH[0], digest_of("Autrefois"))}, by=officer, now=MORNING)

    assert (again, FactCheck.objects.count()) == (0, 1)


def test_reader_ticks_no_name():
    with pytest.raises(NotAllowedError, match="your role"):
        ticks.tick(some_calendars(), {FRENCH}, by=a_person("reader", "reader"), now=MORNING)
