import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.agencies import lead_in
from comms.domain.channels import CHANNEL_RULES, graphemes
from comms.domain.drafting import DraftError, SiteFacts, Telling, Wordings, draft
from comms.domain.fitting import shortenings
from comms.domain.observances import occurrences_in_year
from comms.domain.planning import Slot
from comms.domain.telling import values
from comms.domain.wordings import path_of
from tests.factories import (
    a_day,
    a_government,
    a_member,
    a_pack,
    a_region,
    a_theme,
    a_week,
    an_event,
    an_initiative,
)

LINK = "https://example.org/barcelona-rights-office"
DAY = date(2026, 12, 10)
SITE = SiteFacts(
    name={"en": "The Committee", "es": "La Comisión", "fr": "La Commission"},
    acronym={"en": "COM", "es": "COM", "fr": "COM"},
    campaign={"en": "Campaign", "es": "Campaña", "fr": "Campagne"},
    members_count=1_000,
    members_as_of=date(2026, 1, 1),
    hashtags=("#Cities",),
)


def an_occurrence(observance=None, year=2026):
    return occurrences_in_year(observance or a_day(), year)[0]


def a_telling(**fields):
    defaults = {
        "site": SITE,
        "occurrence": an_occurrence(),
        "member": a_member(),
        "initiative": an_initiative(),
        "region": a_region(),
        "government": a_government(),
    }
    return Telling(**(defaults | fields))


def a_slot(kind="spotlight", day=DAY):
    return Slot("slot", kind, day, "human-rights-day", None)


def drafted(*wordings, slot=None, telling=None, previous=None, language="en", links=True, **changes):
    slot = slot or a_slot()
    rules = replace(CHANNEL_RULES["x"], **({"limit": 280} | changes))
    blocks = (wording if isinstance(wording, tuple) else (f"w{n}", wording) for n, wording in enumerate(wordings))
    source = "\n".join(f"{{% block {name} %}}\n{text}\n{{% endblock %}}" for name, text in blocks)
    return draft(
        slot,
        telling or a_telling(),
        channel="main-x",
        language=language,
        wordings=Wordings({path_of(language, "x", slot.kind): source}),
        previous=previous,
        limit=rules,
        links=links,
    )


def told(name, language="en", kind="spotlight", today=DAY, **fields):
    return values(a_telling(**fields), kind, today, language)[name]


def s(text, extra=""):
    return f"{{% sentence{' ' + extra if extra else ''} %}}{text}{{% endsentence %}}"


def test_draft_says_what_it_is_and_where_it_leads():
    found = drafted(s("{{ day.name }}, {{ day.since }}, {{ day.lead }}") + s("{{ initiative.title }}"))

    assert (found.channel, found.language, found.kind, found.wording) == ("main-x", "en", "spotlight", "w0")
    assert (found.text, found.link, found.missing) == (
        "Office for rights",
        "https://example.org/barcelona-rights-office",
        ("day.lead",),
    )


def test_wordings_take_turns():
    found = [drafted(s("One"), s("Two"), s("Three"), previous=previous).text for previous in (None, "w0", "w2")]

    assert found == ["One", "Two", "One"]


def test_solemn_day_takes_no_bright_wording():
    telling = a_telling(occurrence=an_occurrence(a_day(solemn=True)))

    assert drafted(("bright_joy", s("Hurray")), ("calm", s("Today")), telling=telling).text == "Today"


@pytest.mark.parametrize(("sensitivity", "expected"), [("war", "calm"), ("conflict", "calm"), ("naming", "bright_joy")])
def test_work_amid_war_takes_no_bright_wording(sensitivity, expected):
    telling = a_telling(initiative=an_initiative(sensitivity=sensitivity))

    assert drafted(("bright_joy", s("Hurray")), ("calm", s("Today")), telling=telling).wording == expected


def test_solemn_day_without_a_fit_wording_is_refused():
    telling = a_telling(occurrence=an_occurrence(a_day(solemn=True)))

    with pytest.raises(DraftError, match="no wording is fit for a solemn day"):
        drafted(("bright_joy", s("Hurray")), telling=telling)


def test_grave_day_takes_no_bright_wording():
    telling = a_telling(occurrence=an_occurrence(a_day(grave=True)))

    assert drafted(("bright_joy", s("Hurray")), ("calm", s("Today")), telling=telling).text == "Today"


def test_grave_work_takes_no_bright_wording_on_any_day():
    telling = a_telling(grave_work=True)

    assert drafted(("bright_joy", s("Hurray")), ("calm", s("Today")), telling=telling).text == "Today"


def test_countdown_may_ask_whether_the_day_is_tomorrow():
    wording = s("{% if what.tomorrow %}Tomorrow{% else %}In {{ what.days_left }}{% endif %}")

    told_on = [drafted(wording, slot=a_slot("countdown", DAY - timedelta(days=days))).text for days in (1, 2)]

    assert told_on == ["Tomorrow", "In 2 days"]


def test_anniversary_is_told_in_wordings_of_its_own():
    wordings = (("w0", s("{{ event.name }}: programme")), ("anniversary_today", s("Today: {{ event.name }}")))
    slot = Slot("slot", "event", date(2027, 5, 12), None, "forum-2027")

    found = [
        drafted(*wordings, slot=slot, telling=a_telling(occurrence=None, event=an_event(kind=kind))).wording
        for kind in ("anniversary", "campaign")
    ]

    assert found == ["anniversary_today", "w0"]


def test_anniversary_is_told_in_any_wording_where_none_is_its_own():
    slot = Slot("slot", "event", date(2027, 5, 12), None, "forum-2027")
    telling = a_telling(occurrence=None, event=an_event(kind="anniversary"))

    assert drafted(s("{{ event.name }}"), slot=slot, telling=telling).text == "Forum 2027"


def test_link_of_an_event_is_that_of_the_language_else_the_one_for_all():
    event = an_event(pages={"es": "https://example.org/es"})

    assert [told("link", language, "event", occurrence=None, event=event).text for language in ("es", "fr")] == [
        "https://example.org/es",
        "https://example.org/forum-2027",
    ]


@pytest.mark.parametrize(("kind", "check"), [("own", False), ("list", True), ("copy", True), ("home", True)])
def test_link_that_does_not_lead_to_the_work_waits_for_a_check(kind, check):
    link = told("link", initiative=an_initiative(source_kind=kind))

    assert [fact.needs_check for fact in link.facts] == [check]


@pytest.mark.parametrize(("kind", "own", "words"), [("own", True, "Source"), ("list", False, "Named in this list")])
def test_wording_may_ask_whether_the_link_leads_to_the_work(kind, own, words):
    one = an_initiative(source_kind=kind)

    assert (told("link_own", initiative=one), told("link_words", initiative=one).text) == (own, words)


def test_link_of_a_day_leads_to_the_day_itself():
    assert (told("link_own", kind="day"), told("link_words", kind="day")) == (True, None)


def test_day_is_not_observed_since_the_year_that_has_only_begun():
    day = a_day(since=2026)

    first, second = (told("day.since", occurrence=an_occurrence(day, year)) for year in (2026, 2027))

    assert (first, second.text) == (None, "2026")


def test_who_has_no_name_signs_nothing():
    other = SiteFacts(name={}, acronym={})

    found = [told(f"org.{name}", site=other) for name in ("name", "acronym", "campaign")]

    assert found == [None, None, None]


@pytest.mark.parametrize(
    ("kind", "resolution", "language", "printed"),
    [
        ("proclaims", "A/RES/423(V)", "en", ("A/RES/423(V)", None)),
        ("convention", "A/RES/317(IV)", "en", (None, "Convention whose date it marks: A/RES/317(IV)")),
        ("notes", "A/RES/43/15", "es", (None, "La Asamblea General tomó nota en: A/RES/43/15")),
        ("decides", "A/DEC/1; B", "fr", (None, "Décisions\u00a0: A/DEC/1; B")),
        ("related", "43 C/57", "pt", (None, "Related text: 43 C/57")),
        ("related", "", "en", (None, None)),
    ],
)
def test_text_that_does_not_proclaim_the_day_is_told_as_what_it_is(kind, resolution, language, printed):
    occurrence = an_occurrence(a_day(resolution=resolution, resolution_kind=kind))

    found = [told(f"day.{name}", language, occurrence=occurrence) for name in ("resolution", "reference")]

    assert tuple(value and value.text for value in found) == printed


def test_extras_go_before_anything_is_shortened():
    found = drafted(s("{{ initiative.summary }}") + s("Something more.", "extra"), limit=60)

    assert found.text == "The office hears residents who were treated unequally."


def test_extra_that_fits_stays():
    found = drafted(s("Core.") + s("Short.", "extra") + s("Far too long to be told here.", "extra"), limit=12)

    assert found.text == "Core. Short."


def test_summary_is_shortened_at_the_end_of_a_sentence():
    summary = {"en": "The office hears all residents of the city. It opens every day."}

    assert (
        drafted(
            s("{{ initiative.summary }}"), telling=a_telling(initiative=an_initiative(summary=summary)), limit=50
        ).text
        == "The office hears all residents of the city."
    )


def test_summary_is_shortened_at_the_end_of_a_clause_where_no_sentence_ends():
    summary = {"en": "The office hears residents who were treated unequally, and the mayor answers within a month"}
    telling = a_telling(initiative=an_initiative(summary=summary))

    assert (
        drafted(s("{{ initiative.summary }}"), telling=telling, limit=60).text
        == "The office hears residents who were treated unequally…"
    )


def test_text_of_more_bytes_than_the_channel_takes_is_never_drafted():
    emoji = an_initiative(title={"en": "👩🏽‍🚒" * 201})
    telling, rules = a_telling(initiative=emoji), {"limit": 300, "count": graphemes, "octets": 3_000}

    found = drafted(s("{{ initiative.title }}"), s("{{ day.name }}."), telling=telling, **rules)

    assert found.text == "Human Rights Day."
    with pytest.raises(DraftError, match="no wording of"):
        drafted(s("{{ initiative.title }}"), telling=telling, **rules)


def test_summary_is_left_out_where_no_clause_fits():
    found = drafted(s("“{{ initiative.title }}”.") + s("{{ initiative.summary }}"), limit=30)

    assert (found.text, found.wording) == ("“Office for rights”.", "w0")


LONG = an_initiative(summary={"en": "The office hears residents who were treated unequally " * 5})


@pytest.mark.parametrize("extra", ["", "extra"])
def test_hashtags_of_the_day_are_never_dropped_for_a_summary(extra):
    day = a_day(hashtags=["#HumanRightsDay", "#StandUp4HumanRights", "#HumanRights"])
    wording = s("{{ initiative.title }}: {{ initiative.summary }}") + "\n\n" + s("{{ hashtags }}", extra)

    found = drafted(wording, telling=a_telling(occurrence=an_occurrence(day), initiative=LONG))

    assert found.text == "Office for rights:\n\n#HumanRightsDay #StandUp4HumanRights #HumanRights"


def test_wording_that_keeps_its_hashtags_comes_before_one_that_does_not():
    telling = a_telling(occurrence=an_occurrence(a_day(hashtags=[])))
    wordings = [s(text) + "\n\n" + s("{{ hashtags }}") for text in ("Rather long.", "Short.")]

    assert drafted(*wordings, telling=telling, limit=18).text == "Short.\n\n#Cities"


def test_lent_hashtags_go_before_a_summary_is_shortened_and_the_first_one_stays():
    wording = s("{{ initiative.summary }}") + "\n\n" + s("{{ hashtags }}")
    telling = a_telling(themes=(a_theme(hashtag={"en": "#HumanRights"}),))

    texts = [drafted(wording, telling=telling, limit=limit).text.split("\n\n")[-1] for limit in (99, 84, 75)]

    assert texts == ["#HumanRightsDay #HumanRights #Cities", "#HumanRightsDay #HumanRights", "#HumanRightsDay"]


@pytest.mark.parametrize(("own", "told"), [([], "Core."), (["#HumanRightsDay"], None)])
def test_only_lent_hashtags_may_all_go_where_nothing_would_be_told_otherwise(own, told):
    telling = a_telling(occurrence=an_occurrence(a_day(hashtags=own)))
    wording = s("Core.") + "\n\n" + s("{{ hashtags }}")

    try:
        found = drafted(wording, telling=telling, limit=10).text
    except DraftError:
        found = None

    assert found == told


def test_hashtag_that_differs_by_an_accent_alone_is_told_once():
    day = an_occurrence(a_day(hashtags=["#ZeroDiscrimination"]))
    theme = a_theme(hashtag={"en": "#Zero", "fr": "#ZéroDiscrimination"})

    assert told("hashtags", "fr", occurrence=day, themes=(theme,)).text == "#ZeroDiscrimination #Cities"


def test_day_without_hashtags_of_its_own_keeps_one_that_is_lent():
    telling = a_telling(occurrence=an_occurrence(a_day(hashtags=[])), themes=(a_theme(hashtag={"en": "#HumanRights"}),))

    found = drafted(s("Core.") + "\n\n" + s("{{ hashtags }}", "extra"), telling=telling, limit=21)

    assert found.text == "Core.\n\n#HumanRights"


def test_next_wording_is_told_where_shortening_does_not_help():
    assert drafted(s("{{ initiative.summary }}"), s("Short."), limit=30).wording == "w1"


def test_wording_of_which_nothing_is_known_gives_way_to_the_next():
    assert drafted(s("{{ day.lead }}"), s("Short.")).wording == "w1"


def test_address_goes_to_the_card_where_no_wording_has_room_for_it():
    wording = s("Core, and a few words more.") + "\n\n" + s("Read more: {{ link }}")

    with_room, without = (drafted(wording, limit=limit, has_card=True) for limit in (99, 30))

    assert with_room.text == f"Core, and a few words more.\n\nRead more: {LINK}"
    assert (without.text, without.link, without.missing) == ("Core, and a few words more.", LINK, ())


@pytest.mark.parametrize("has_card", [True, False])
def test_draft_holds_no_link_where_none_may_be(has_card):
    wording = s("Core, and a few words more.") + "\n\n" + s("Read more: {{ link }}")

    found = drafted(wording, links=False, has_card=has_card)

    assert (found.text, found.link, found.missing) == ("Core, and a few words more.", "", ())


def test_wording_that_is_a_link_alone_gives_way_where_none_may_be():
    assert drafted(s("Read more: {{ link }}"), s("Other words."), links=False).wording == "w1"


def test_draft_that_fits_nowhere_names_what_is_too_long():
    with pytest.raises(
        DraftError, match=r"no wording of .* fits X \(30\); the longest fact is initiative:.*:summary:en"
    ):
        drafted(s("{{ initiative.summary }}"), limit=30)


@given(st.text(alphabet="abc é.,;A", min_size=1, max_size=300))
def test_shortening_never_cuts_a_word(text):
    for short in shortenings(text):
        kept = short.rstrip("…")

        assert text.startswith(kept)
        assert re.match(r"[ ,;:.–-]*(\s|$)", text[len(kept) :])


def test_shortenings_are_whole_sentences_first_then_clauses_and_never_a_few_words():
    text = "The office hears all the residents of a city, and answers. It opens at nine, every day; welcome"

    assert list(shortenings(text)) == [
        "The office hears all the residents of a city, and answers.",
        "The office hears all the residents of a city, and answers. It opens at nine, every day…",
        "The office hears all the residents of a city…",
    ]


@pytest.mark.parametrize("kind", ["day", "spotlight"])
def test_day_is_told_on_its_day_and_on_no_other(kind):
    with pytest.raises(DraftError, match=r"is told on its first day \(2026-12-10\), not on 2026-12-11; move the slot"):
        drafted(s("Today"), slot=a_slot(kind, DAY + timedelta(days=1)))


@pytest.mark.parametrize("day", [DAY, DAY + timedelta(days=1)])
def test_countdown_is_told_before_the_day(day):
    with pytest.raises(DraftError, match="is told before its first day"):
        drafted(s("Soon"), slot=a_slot("countdown", day))


def test_event_without_dates_is_not_told():
    with pytest.raises(DraftError, match="a day not announced"):
        drafted(s("Today"), slot=a_slot("event"), telling=Telling(SITE, event=an_event(first=None, last=None)))


def test_spotlight_without_a_day_is_told_when_the_plan_says():
    assert drafted(s("{{ initiative.title }}"), telling=a_telling(occurrence=None)).text == "Office for rights"


def test_countdown_says_how_many_days_are_left():
    wording = s("In {{ what.days_left }}, on {{ what.date_long }}: {{ what.name }}.")

    assert (
        drafted(wording, slot=a_slot("countdown", DAY - timedelta(days=7))).text
        == "In 7 days, on Thursday 10 December: Human Rights Day."
    )


def test_countdown_to_an_event_tells_the_event():
    wording = s("{{ what.name }}, {{ what.days_left }}{% if what.many %} ({{ what.dates }}){% endif %}")
    slot = a_slot("countdown", date(2027, 5, 11))

    assert (
        drafted(wording, slot=slot, telling=Telling(SITE, event=an_event())).text
        == "Forum 2027, 1 day (12–14 May 2027)"
    )


def test_many_days_are_told_as_many():
    telling = a_telling(occurrence=an_occurrence(a_week()))
    wording = s("{% if day.many %}{{ day.dates }}{% else %}{{ day.date }}{% endif %}")

    assert drafted(wording, slot=a_slot(day=date(2026, 10, 4)), telling=telling).text == "4–10 October 2026"


def test_draft_lists_what_a_person_must_check():
    found = drafted(
        s("{{ initiative.title }}") + s("{{ initiative.title }}") + s("{{ day.name }}"),
        telling=a_telling(initiative=an_initiative(unreviewed=["en"])),
    )

    assert [fact.field for fact in found.to_check] == ["initiative:barcelona-rights-office:title:en"]


def test_day_name_that_is_our_translation_must_be_checked():
    occurrence = an_occurrence(a_day(unofficial=["fr"]))

    found = {language: told("day.name", language, occurrence=occurrence) for language in ("en", "fr", "pt")}

    assert {language: (one.text, one.facts[0].needs_check) for language, one in found.items()} == {
        "en": ("Human Rights Day", False),
        "fr": (a_day().name["fr"], True),
        "pt": ("Human Rights Day", True),
    }


def test_day_facts_say_where_they_come_from():
    occurrence = an_occurrence(
        a_day(name_source={"en": "un.org list"}, resolution_source="known", sources=["U", "H"], lead="OHCHR")
    )

    found = [
        told(f"day.{name}", occurrence=occurrence).facts[0] for name in ("name", "resolution", "since", "lead", "date")
    ]

    assert [(one.field, one.source, one.confidence) for one in found] == [
        ("observance:human-rights-day:name:en", "un.org list", "sourced"),
        ("observance:human-rights-day:resolution", "known", "sourced"),
        ("observance:human-rights-day:since", "U, H", "sourced"),
        ("observance:human-rights-day:lead", "U, H", "sourced"),
        ("observance:human-rights-day:rule", "U, H", "sourced"),
    ]


@pytest.mark.parametrize(
    ("language", "lead", "expected"),
    [
        ("en", "civil society; ILO", "civil society, ILO"),
        ("es", "civil society; ILO", "sociedad civil, OIT"),
        ("fr", "UN Women", "ONU Femmes"),
        ("fr", "UN Women; UNOAC", None),
        ("en", "", None),
    ],
)
def test_leading_agency_is_told_in_the_language_or_not_at_all(language, lead, expected):
    assert lead_in(language, lead) == expected


def test_about_and_summary_are_told_in_the_language_or_not_at_all():
    occurrence = an_occurrence(a_day(about={"en": "Rights."}, told={"en": "It is about rights."}))
    initiative = an_initiative(summary={"en": "Rights."})

    found = [
        told(name, "fr", occurrence=occurrence, initiative=initiative)
        for name in ("day.about", "day.told", "initiative.summary")
    ]

    assert found == [None, None, None]


def test_title_without_translation_stays_in_its_own_language_for_a_person_to_check():
    found = told("initiative.title", "fr", initiative=an_initiative(title={"en": "Office", "es": "Oficina"}))

    assert (found.text, found.facts[0].field, found.facts[0].needs_check) == (
        "Oficina",
        "initiative:barcelona-rights-office:title:es",
        True,
    )


def test_initiative_read_only_by_its_title_must_be_checked():
    initiative = an_initiative(evidence="title-only")

    found = [told(f"initiative.{name}", initiative=initiative).facts[0] for name in ("title", "summary", "year")]

    assert [(one.confidence, one.needs_check) for one in found] == [("title-only", True)] * 3


def test_initiative_without_a_year_has_none():
    assert told("initiative.year", initiative=an_initiative(year=None)) is None


def test_member_is_told_with_its_country_and_both_facts():
    found = told("member.place", "fr")

    assert (found.text, [fact.field for fact in found.facts]) == (
        "Barcelone (Espagne)",
        ["member:barcelona:name:fr", "member:barcelona:country"],
    )


@pytest.mark.parametrize(
    ("fields", "expected"), [({"unreviewed": ["fr"]}, True), ({}, False), ({"name": {"en": "Barcelona"}}, True)]
)
def test_member_name_that_is_our_translation_must_be_checked(fields, expected):
    assert told("member.name", "fr", member=a_member(**fields)).facts[0].needs_check is expected


def test_place_whose_naming_is_contested_must_be_checked():
    assert told("member.country", member=a_member(country="TW")).facts[0].needs_check


@pytest.mark.parametrize(("campaign", "joined", "expected"), [("unknown", None, False), ("member", 2023, True)])
def test_only_a_source_makes_a_body_a_member_of_the_campaign(campaign, joined, expected):
    member = a_member(campaign=campaign, joined=joined)

    assert (told("member.campaign", member=member), told("member.joined", member=member) is not None) == (expected,) * 2


def test_member_without_region_and_type_has_none():
    telling = a_telling(region=None, government=None)

    found = values(telling, "spotlight", DAY, "en")

    assert (found["member.region"], found["member.government"]) == (None, None)


def test_event_facts_that_are_ours_or_in_doubt_must_be_checked():
    event = an_event(unreviewed=["fr"], conflicts=["ends on 13 or 14 May"], role={"en": "Host", "fr": "Hôte"})

    found = values(Telling(SITE, event=event), "event", event.first, "fr")

    assert {name: found[f"event.{name}"].facts[0].needs_check for name in ("name", "place", "date", "role")} == {
        "name": True,
        "place": True,
        "date": True,
        "role": True,
    }


def test_event_facts_that_are_sound_need_no_check():
    found = values(Telling(SITE, event=an_event()), "event", DAY, "en")

    assert [found[f"event.{name}"].facts[0].needs_check for name in ("name", "place", "date")] == [False] * 3


def test_event_without_dates_has_none_to_tell():
    found = values(Telling(SITE, event=an_event(first=None, last=None)), "event", DAY, "en")

    assert [name for name in found if name.startswith("event.")] == [
        "event.name",
        "event.place",
        "event.anniversary",
        "event.country",
        "event.role",
    ]


def test_event_of_no_place_has_none():
    found = values(Telling(SITE, event=an_event(place=None, country=None)), "event", DAY, "en")

    assert (found["event.place"], found["event.country"]) == (None, None)


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("spotlight", {}, "https://example.org/barcelona-rights-office"),
        ("day", {}, "https://www.un.org/en/observances/human-rights-day"),
        ("countdown", {"occurrence": None, "event": an_event()}, "https://example.org/forum-2027"),
    ],
)
def test_link_leads_to_what_is_told(kind, fields, expected):
    assert told("link", kind=kind, **fields).text == expected


def test_nothing_to_tell_has_no_link():
    assert values(Telling(SITE), "day", DAY, "en")["link"] is None


def test_day_without_a_page_has_no_link_and_its_sentence_is_left_out():
    telling = a_telling(occurrence=an_occurrence(a_day(page=None)), initiative=None)

    found = drafted(s("Today.") + s("More: {{ link }}"), slot=a_slot("day"), telling=telling)

    assert (found.text, found.link, found.missing) == ("Today.", "", ("link",))


def test_hashtags_are_three_at_most_the_days_own_first_then_the_themes_then_ours():
    themes = (
        a_theme(hashtag={"en": "#Housing", "es": "#Vivienda"}),
        a_theme(id="water", hashtag={"en": "#humanrightsday"}),
        a_theme(id="silent"),
    )

    found = told("hashtags", themes=themes)

    assert (found.text, [fact.field for fact in found.facts]) == (
        "#HumanRightsDay #Housing #Cities",
        ["observance:human-rights-day:hashtags", "theme:human-rights:hashtag:en", "site:organisation.hashtags"],
    )


def test_hashtags_of_an_event_are_its_own_first():
    telling = Telling(SITE, event=an_event(hashtags=["#A1", "#B1", "#C1", "#D1"]))

    assert values(telling, "event", DAY, "en")["hashtags"].text == "#A1 #B1 #C1"


def test_no_hashtags_are_missing_hashtags():
    site = replace(SITE, hashtags=())

    assert values(Telling(site), "day", DAY, "en")["hashtags"] is None


def test_organisation_speaks_in_the_language_or_in_english():
    found = {
        name: told(f"org.{name}", "fr").text
        for name in ("name", "acronym", "campaign", "members_count", "members_as_of")
    }

    assert found == {
        "name": "La Commission",
        "acronym": "COM",
        "campaign": "Campagne",
        "members_count": "1\u202f000",
        "members_as_of": "1er janvier 2026",
    }
    assert told("org.name", "pt").text == "The Committee"


def test_organisation_without_a_campaign_counts_no_members():
    site = SiteFacts(name={"en": "Us"}, acronym={"en": "U"})

    found = values(Telling(site), "day", DAY, "en")

    assert [found[f"org.{name}"] for name in ("campaign", "members_count", "members_as_of")] == [None] * 3


THEME = s("{{ day.name }}") + "\n" + s("“{{ day.theme }}”.")


@pytest.mark.parametrize(("language", "expected"), [("en", "“Rights, everywhere”."), ("fr", "“Des droits, partout”.")])
def test_theme_of_this_year_is_told(language, expected):
    found = drafted(THEME, telling=a_telling(pack=a_pack()), language=language)

    assert (found.text.endswith(expected), found.missing, found.to_check) == (True, (), ())


def test_theme_that_is_not_known_yet_is_named_and_not_told():
    found = drafted(THEME, telling=a_telling(pack=None))

    assert (found.text, found.missing) == ("Human Rights Day", ("day.theme",))


def test_theme_is_never_told_in_another_language():
    found = drafted(THEME, telling=a_telling(pack=a_pack(theme={"en": "Rights"})), language="es")

    assert found.missing == ("day.theme",)


def test_our_translation_of_a_theme_waits_for_a_tick():
    found = drafted(THEME, telling=a_telling(pack=a_pack(unofficial=["es"])), language="es")

    assert [fact.field for fact in found.to_check] == ["observance:human-rights-day:theme:es"]


def test_hashtags_of_this_year_come_first():
    assert told("hashtags", pack=a_pack()).text.split()[:2] == ["#RightsEverywhere", "#HumanRightsDay"]
