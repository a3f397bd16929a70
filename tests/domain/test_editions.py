from dataclasses import replace
from datetime import date

import pytest

from comms.domain.edition_items import Gathering, Phrase
from comms.domain.editions import EDITION_SECTIONS
from comms.domain.reasons import Reason
from tests.editions import (
    A_MIGRANTS_DAY,
    ITS_HEARING,
    LANGUAGES,
    SECTIONS,
    UTRECHT,
    an_edition,
    section,
    some_material,
    told,
    words,
)
from tests.factories import a_day, a_decade, a_member, a_network, a_year, an_event, an_initiative


def keys(edition):
    return [day.occurrence for day in section(edition, "days").days]


def test_each_section_has_the_name_under_which_it_is_registered():
    made = {name: section(some_material()).name for name, section in EDITION_SECTIONS.items()}

    assert made == {name: name for name in SECTIONS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_edition_is_composed_in_each_language(language, snapshot):
    assert an_edition(language=language) == snapshot


def test_masthead_is_the_campaign_where_there_is_one_else_who_speaks():
    found = [an_edition(**fields).masthead.text for fields in ({"campaign": {"en": "Campaign 2030"}}, {})]

    assert found == ["Campaign 2030", "The Committee"]


def test_sections_come_in_the_order_that_the_office_gives():
    edition = an_edition(sections=("footer", "lead"))

    assert [one.name for one in edition.sections] == ["footer", "lead"]


def test_a_month_without_anything_has_only_a_footer_and_says_so_before_it():
    edition = an_edition(occurrences=(), slots=(), events=())

    assert ([one.name for one in edition.sections], edition.preheader) == (["footer"], words()["preheader"])


def test_lead_day_opens_and_is_not_told_twice():
    edition = an_edition()

    assert (section(edition, "lead").day.occurrence, keys(edition)) == ("human-rights-day-2026", ["migrants-2026"])


def test_days_hold_the_lead_day_where_no_lead_section_is_wanted():
    edition = an_edition(sections=("days",))

    assert keys(edition) == ["human-rights-day-2026", "migrants-2026"]


def test_a_month_without_lead_day_has_no_lead():
    edition = an_edition(A_MIGRANTS_DAY)

    assert (section(edition, "lead"), edition.preheader) == (None, words()["preheader"])


def test_lead_without_work_is_announced_by_its_name():
    assert an_edition(slots=()).preheader == "Thursday 10 December · Human Rights Day"


def test_editor_chooses_what_opens():
    edition = an_edition(opening="migrants-2026")

    assert (section(edition, "lead").day.occurrence, keys(edition)) == ("migrants-2026", ["human-rights-day-2026"])


def test_day_with_work_opens_before_a_day_without():
    earlier = a_day(id="earlier", rule={"kind": "fixed", "month": 12, "day": 3})

    assert section(an_edition(earlier, a_day()), "lead").day.occurrence == "human-rights-day-2026"


def test_day_about_all_rights_opens_before_an_earlier_one():
    earlier = a_day(id="earlier", rule={"kind": "fixed", "month": 12, "day": 3})
    about_all = a_day(themes=["human-rights-general"])

    assert section(an_edition(earlier, about_all, slots=()), "lead").day.occurrence == "human-rights-day-2026"


def test_day_that_the_work_itself_names_opens_before_an_earlier_one():
    earlier = a_day(id="earlier", rule={"kind": "fixed", "month": 12, "day": 3})
    named = an_initiative(days=["human-rights-day"])
    slots = (told(earlier, ITS_HEARING), told(a_day(), named))
    network = a_network([a_member(), UTRECHT], [named, ITS_HEARING])

    edition = an_edition(earlier, a_day(), slots=slots, network=network)

    assert section(edition, "lead").day.occurrence == "human-rights-day-2026"


def test_two_lead_days_alike_open_by_date():
    earlier = a_day(id="earlier", rule={"kind": "fixed", "month": 12, "day": 3})

    assert section(an_edition(a_day(), earlier, slots=()), "lead").day.occurrence == "earlier-2026"


def test_mention_is_told_only_with_work():
    matched = a_day(id="matched", tier="mention", rule={"kind": "fixed", "month": 12, "day": 2})
    alone = a_day(id="alone", tier="mention", rule={"kind": "fixed", "month": 12, "day": 2})
    skipped = a_day(id="skipped", tier="skip", rule={"kind": "fixed", "month": 12, "day": 2})
    slots = tuple(told(day, an_initiative()) for day in (matched, skipped))

    assert keys(an_edition(matched, alone, skipped, slots=slots)) == ["matched-2026"]


def test_days_outside_the_month_are_not_told():
    before = a_day(id="before", tier="feature", rule={"kind": "fixed", "month": 11, "day": 30})
    after = a_day(id="after", tier="feature", rule={"kind": "fixed", "month": 1, "day": 1})

    assert section(an_edition(before, after), "days") is None


def test_days_that_reach_into_the_month_are_told_but_do_not_open():
    campaign = {"kind": "period", "start": {"month": 11, "day": 25}, "end": {"month": 12, "day": 10}}
    reaching = a_day(id="sixteen", kind="week", rule=campaign)

    edition = an_edition(reaching)

    assert (section(edition, "lead"), [day.when for day in section(edition, "days").days]) == (
        None,
        ["25 November – 10 December 2026"],
    )


def test_year_and_decade_are_told_only_in_the_month_in_which_they_begin():
    observances = (a_year(tier="feature"), a_decade(tier="feature"))

    december, january = an_edition(*observances), an_edition(*observances, month="2027-01")

    assert (section(december, "days"), keys(january)) == (None, ["year-2027-2027"])


def test_name_of_our_own_translation_is_replaced_by_the_english_one():
    edition = an_edition(a_day(unofficial=["fr"]), language="fr")

    assert section(edition, "lead").day.name == Phrase("Human Rights Day", "en")


@pytest.mark.parametrize("consent", ["refused", "withdrawn"])
def test_work_of_a_member_that_said_no_is_not_told(consent):
    network = a_network([a_member(), UTRECHT], [an_initiative(consent=consent), ITS_HEARING])

    assert section(an_edition(network=network), "lead").day.work is None


def test_work_that_is_no_longer_in_the_network_is_not_told():
    assert section(an_edition(network=a_network([], [])), "lead").day.work is None


def test_spotlight_is_for_the_member_that_waits_longest():
    others = [an_initiative(id=f"{name}-work", member=name) for name in ("lately", "long-ago", "today")]
    members = [a_member(id=one.member) for one in others]
    slots = (told(a_day(), next_best=others),)
    last = {"lately": date(2026, 11, 2), "long-ago": date(2024, 3, 8), "today": date(2026, 12, 10)}

    edition = an_edition(slots=slots, network=a_network(members, others), last_featured=last)

    assert section(edition, "spotlight").work.initiative == "long-ago-work"


def test_spotlight_is_for_a_member_of_the_campaign_before_others():
    unknown = a_member(id="unknown", campaign="unknown", joined=None)
    its_work = an_initiative(id="its-work", member="unknown")
    slots = (told(a_day(), next_best=[its_work, ITS_HEARING]),)
    network = a_network([unknown, UTRECHT], [its_work, ITS_HEARING])

    edition = an_edition(slots=slots, network=network, last_featured={"utrecht": date(2026, 11, 1)})

    assert section(edition, "spotlight").work.initiative == "utrecht-hearing"


def test_spotlight_is_not_for_a_member_that_a_day_tells():
    slots = (told(a_day(), ITS_HEARING, next_best=[ITS_HEARING]),)

    assert section(an_edition(slots=slots), "spotlight") is None


@pytest.mark.parametrize("initiatives", [[], [ITS_HEARING.model_copy(update={"consent": "refused"})]])
def test_spotlight_is_not_for_work_that_is_gone_or_may_not_be_told(initiatives):
    network = a_network([a_member(), UTRECHT], [an_initiative(), *initiatives])

    assert section(an_edition(network=network), "spotlight") is None


def test_spotlight_fits_the_month():
    slots = (told(a_day(), day=date(2027, 1, 1), next_best=[ITS_HEARING]),)

    assert section(an_edition(slots=slots), "spotlight") is None


def test_countdown_to_a_day_tells_no_work_of_it():
    countdown = replace(told(a_day(), an_initiative()), kind="countdown")

    assert section(an_edition(slots=(countdown,)), "lead").day.work is None


def test_events_of_three_months_are_told_by_date():
    dates = {"now": "2026-12-01", "later": "2027-02-28", "too-late": "2027-03-01", "past": "2026-11-30"}
    coming = tuple(an_event(id=name, first=day, last=day) for name, day in reversed(dates.items()))

    edition = an_edition(events=coming)

    assert [event.event for event in section(edition, "events").events] == ["now", "later"]


@pytest.mark.parametrize(
    "fields", [{"status": "projected"}, {"status": "cancelled"}, {"first": None, "last": None, "status": "unknown"}]
)
def test_event_that_is_not_announced_is_not_told(fields):
    event = an_event(**({"first": "2026-12-02", "last": "2026-12-02"} | fields))

    assert section(an_edition(events=(event,)), "events") is None


def test_event_that_is_only_the_day_itself_is_not_told():
    event = an_event(first="2026-12-10", last="2026-12-10", name={"en": "Human Rights Day 2026"})

    assert section(an_edition(events=(event,)), "events") is None


def test_event_tells_its_dates_its_hours_and_its_place():
    day = "2027-01-12"
    event = an_event(first=day, last=day, starts=f"{day}T16:00", ends=f"{day}T18:30")

    (told_event,) = section(an_edition(events=(event,)), "events").events

    assert told_event == Gathering(
        event="forum-2027",
        name=Phrase("Forum 2027", "en"),
        when="12 January 2027",
        place=Phrase("Gwangju (Republic of Korea)", "en"),
        page="https://example.org/forum-2027",
        hours="16:00–18:30",
    )


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"place": None, "country": None}, None),
        ({"place": None}, Phrase("Republic of Korea", "en")),
        ({"country": None}, Phrase("Gwangju", "en")),
    ],
)
def test_event_tells_only_what_is_known_of_its_place(fields, place):
    event = an_event(first="2027-01-12", last="2027-01-14", **fields)

    (told_event,) = section(an_edition(events=(event,)), "events").events

    assert told_event.place == place


def test_feeds_are_in_the_language_of_the_edition():
    edition = an_edition(language="fr")

    assert [section(edition, name).feed for name in ("days", "events")] == [
        "https://desk.example.org/feeds/un-days.fr.ics",
        "https://desk.example.org/feeds/events.fr.ics",
    ]


def test_footer_without_text_has_none():
    assert section(an_edition(footer=None), "footer").text is None


def test_everything_that_is_told_is_checked():
    doubt = {"evidence": "title-only"}
    network = a_network(
        [a_member(), UTRECHT], [an_initiative(**doubt), ITS_HEARING.model_copy(update={"evidence": "title-only"})]
    )
    event = an_event(first="2026-12-02", last="2026-12-02", confidence="low")

    edition = an_edition(network=network, events=(event,), footer={"en": "Only English"}, language="es")

    assert edition.to_check == (
        Reason("weak evidence", {"initiative": "barcelona-rights-office"} | doubt),
        Reason("weak evidence", {"initiative": "utrecht-hearing"} | doubt),
        Reason("weak source", {"event": "forum-2027", "confidence": "low"}),
        Reason("no translation", {"site": "newsletter.footer", "language": "es"}),
    )


def test_each_thing_to_check_is_told_once():
    twice = an_initiative(evidence="title-only")
    slots = (told(a_day(), twice), told(A_MIGRANTS_DAY, twice))
    network = a_network([a_member()], [twice])

    edition = an_edition(slots=slots, network=network)

    assert edition.to_check == (
        Reason("weak evidence", {"initiative": "barcelona-rights-office", "evidence": "title-only"}),
    )
