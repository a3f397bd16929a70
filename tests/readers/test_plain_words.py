import pytest

from comms.config import Settings
from comms.domain.events import Event
from comms.domain.network import Initiative, Member, Region
from comms.domain.observances import Observance
from comms.domain.planning import PlanRules
from comms.domain.themes import Theme
from comms.errors import WrittenError
from comms.readers.yaml_file import parsed
from tests.factories import a_day, a_member, a_region, a_theme, an_event, an_initiative

SOUND = {
    model: value.model_dump(mode="json", exclude_defaults=True)
    for model, value in {
        Observance: a_day(),
        Event: an_event(),
        Theme: a_theme(),
        Member: a_member(),
        Initiative: an_initiative(),
        PlanRules: PlanRules(),
        Region: a_region(),
    }.items()
}
RULES = (
    "fixed, nth-weekday, last-weekday, period, week-containing, last-full-week, weekday-of-nth-week, every-n-years, "
    "full-moon, announced, years, several"
)
NEW_YEAR = {"kind": "fixed", "month": 1, "day": 1}
A_DAY = "write a day that exists as year-month-day, such as 2027-12-10"


def told(model, fields):
    written = {key: value for key, value in (SOUND[model] | fields).items() if value != "left out"}
    with pytest.raises(WrittenError) as refused:
        parsed(model, written, file="f.yaml")
    return str(refused.value).removeprefix("f.yaml: ")


@pytest.mark.parametrize(
    ("model", "fields", "line"),
    [
        (Event, {"colour": 1, "status": "held"}, "colour: is not a known key; write country"),
        (Event, {"pgae": "x"}, "pgae: is not a known key; write page"),
        (
            Region,
            {"xyz": 1},
            "xyz: is not a known key; delete it, or write one of id, label",
        ),
        (Event, {"zone": "left out"}, "zone: is missing; add it"),
        (Event, {"name": {"es": "Foro"}}, "name: has no English text; add the line “en: …”"),
        (
            Event,
            {"name": {"en": "Forum", "English": "Forum"}},
            "name: “English” is not a language code; write one such as en, es or fr",
        ),
        (Event, {"name": "Forum"}, "name: is “Forum”; write one “key: value” a line below it"),
        (Event, {"name": None}, "name: is empty; write one “key: value” a line below it"),
        (Event, {"name": {"en": None}}, "name.en: is empty; write a text"),
        (Event, {"name": {"en": ""}}, "name.en: is empty; write a text or delete the line"),
        (Event, {"name": {"en": "   "}}, "name.en: is empty; write a text or delete the line"),
        (Event, {"name": {"en": "Forum", "es": " "}}, "name.es: is empty; write a text or delete the line"),
        (Event, {"name": {"en": 2027}}, 'name.en: is the number 2027; put it in quotes: "2027"'),
        (Event, {"name": {"en": True}}, 'name.en: is true; put it in quotes: "true"'),
        (Event, {"name": {"en": "x" * 2001}}, "name.en: is too long; write at most 2000 signs"),
        (Event, {"name": {"en": "x\u202ey"}}, "name.en: holds the invisible character U+202E; delete it"),
        (Event, {"name": {"en": ["a"]}}, "name.en: is a list; write a text"),
        (
            Event,
            {"id": "Forum 2027"},
            "id: is “Forum 2027”; write small letters, digits and single hyphens, such as water-day",
        ),
        (Event, {"country": "Spain"}, "country: is “Spain”; write the two capital letters of the country, such as ES"),
        (
            Event,
            {"unreviewed": ["english"]},
            "unreviewed.1: is “english”; write a language code such as en, es or fr",
        ),
        (Event, {"zone": "Paris"}, "zone: “Paris” is not a time zone; write an IANA name such as Europe/Madrid"),
        (Event, {"page": "un.org"}, "page: “un.org” is not a web address; write it in full, from https:// on"),
        (
            Event,
            {"hashtags": ["#ok", "no"]},
            "hashtags.2: “no” is not a hashtag; write # and letters or digits without blanks",
        ),
        (Event, {"themes": "water"}, "themes: is “water”; write a list, such as [one, two]"),
        (Event, {"themes": {"water": 1}}, "themes: is a group of keys; write a list, such as [one, two]"),
        (Event, {"themes": ["water", "water"]}, "themes: names water twice; keep one"),
        (Event, {"first": "2027-02-30"}, f"first: is “2027-02-30”; {A_DAY}"),
        (Event, {"first": "12 May 2027"}, f"first: is “12 May 2027”; {A_DAY}"),
        (Event, {"first": 20270512}, f"first: is the number 20270512; {A_DAY}"),
        (
            Event,
            {"starts": "2027-05-12T25:00"},
            "starts: is “2027-05-12T25:00”; write a day and a time, such as 2027-12-10T09:30",
        ),
        (Event, {"starts": 930}, "starts: is the number 930; write a day and a time, such as 2027-12-10T09:30"),
        (
            Event,
            {"last": "2027-05-11"},
            "last: is 2027-05-11, before first, 2027-05-12; correct first or last; last is the last day, included",
        ),
        (
            Event,
            {"status": "new"},
            "status: is “new”; write one of held, scheduled, projected, unknown, cancelled",
        ),
        (Event, {"status": "canceled"}, "status: is “canceled”; write cancelled"),
        (Event, {"status": 3}, "status: is the number 3; write one of held, scheduled, projected, unknown, cancelled"),
        (Theme, {"priority": "yes"}, "priority: is “yes”; write true or false without quotes"),
        (Theme, {"sdgs": [18]}, "sdgs.1: is the number 18; write 17 or less"),
        (Theme, {"sdgs": ["6"]}, "sdgs.1: is “6”; write a whole number without quotes"),
        (Theme, {"sdgs": [6.5]}, "sdgs.1: is the number 6.5; write a whole number without quotes"),
        (
            Theme,
            {"stems": {"english": ["water"]}},
            "stems.english: is “english”; write a language code such as en, es or fr",
        ),
        (Member, {"joined": 1999}, "joined: is the number 1999; write 2022 or more"),
        (
            Member,
            {"campaign": "unknown"},
            "joined: is 2022, a year of joining, but campaign is unknown; correct campaign or delete joined",
        ),
        (
            Initiative,
            {"unreviewed": ["es"]},
            "unreviewed: names es, the source's language, which is no translation; remove es",
        ),
        (Event, {"country": "XX"}, "country: “XX” is no country; write its code of ISO 3166, such as ES"),
        (Member, {"country": "XX"}, "country: “XX” is no country; write its code of ISO 3166, such as ES"),
        (Observance, {"since": "9" * 5_000}, f"since: is “{'9' * 59}…”; write a smaller number"),
        (
            PlanRules,
            {"per_day": 20},
            "per_week: is 8, but per_day is 20: no day could be so full; correct per_day or per_week",
        ),
        (PlanRules, {"threshold": "high"}, "threshold: is “high”; write a number without quotes"),
        (Observance, {"until": 1949}, "until: is 1949, before since, 1950; correct since or until"),
        (
            Observance,
            {"unofficial": ["de"]},
            "unofficial: names de, in which there is no name; add the name or remove de",
        ),
    ],
)
def test_a_wrong_field_is_told_in_one_line_with_what_to_write(model, fields, line):
    assert told(model, fields) == line


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("10 December", "rule: is “10 December”; write one “key: value” a line below it"),
        ({"month": 12}, f"rule.kind: is missing; add one of {RULES}"),
        ({"kind": "fixd", "month": 12, "day": 10}, "rule.kind: is “fixd”; write fixed"),
        ({"kind": "easter"}, f"rule.kind: is “easter”; write one of {RULES}"),
        ({"kind": ["fixed"]}, f"rule.kind: is a list; write one of {RULES}"),
        ({"kind": "fixed", "month": 13, "day": 1}, "rule.month: is the number 13; write 12 or less"),
        ({"kind": "fixed", "month": 12}, "rule.day: is missing; add it"),
        (
            {"kind": "fixed", "month": 2, "day": 30},
            "rule.day: is 30, but month 2 has no day 30; correct the day or the month",
        ),
        ({"kind": "fixed", "month": 2, "dya": 3, "day": 2}, "rule.dya: is not a known key; write day"),
        (
            {"kind": "nth-weekday", "month": 5, "weekday": "Monday", "nth": 2},
            "rule.weekday: is “Monday”; write one of mon, tue, wed, thu, fri, sat, sun",
        ),
        (
            {"kind": "nth-weekday", "month": 5, "weekday": "mon", "nth": 5},
            "rule.nth: is the number 5; write one of 1, 2, 3, 4",
        ),
        (
            {"kind": "period", "start": {"month": 4, "day": 31}, "end": {"month": 5, "day": 2}},
            "rule.start.day: is 31, but month 4 has no day 31; correct the day or the month",
        ),
        (
            {"kind": "announced", "years": {"2027": {"first": "2027-05-02", "last": "2027-05-01"}}},
            (
                "rule.years.2027.last: is 2027-05-01, before first, 2027-05-02; correct first or last; "
                "last is the last day, included"
            ),
        ),
        (
            {"kind": "announced", "years": {"next": {"first": "2027-05-02"}}},
            "rule.years.next: is “next”; write a whole number without quotes",
        ),
        (
            {"kind": "announced", "years": {"2027": {"first": "2028-05-02"}}},
            "rule.years: holds dates under another year than theirs: those under 2027 start on 2028-05-02; move them",
        ),
        (
            {"kind": "announced", "years": {"2027": "May"}},
            "rule.years.2027: is “May”; write one “key: value” a line below it",
        ),
        (
            {"kind": "years", "first": 2030, "last": 2021},
            "rule.last: is 2021, before first, 2030; correct first or last",
        ),
        (
            {"kind": "years", "first": 2027, "last": 2027, "years": {}},
            "rule.years: is not a known key; delete it, or write one of kind, first, last, starts, ends",
        ),
        ({"kind": "several", "rules": [NEW_YEAR]}, "rule.rules: has too few items; write 2 or more"),
        (
            {"kind": "several", "rules": [NEW_YEAR] * 13},
            "rule.rules: is too long; write at most 12 items",
        ),
        (
            {"kind": "several", "rules": [NEW_YEAR, NEW_YEAR | {"month": 0}]},
            "rule.rules.2.month: is the number 0; write 1 or more",
        ),
        (
            {"kind": "several", "rules": [NEW_YEAR, {"kind": "several"}]},
            f"rule.rules.2.kind: is “several”; write one of {RULES.removesuffix(', several')}",
        ),
    ],
)
def test_a_wrong_rule_is_told_in_one_line_with_what_to_write(rule, line):
    assert told(Observance, {"rule": rule}) == line


def test_a_wrong_hour_and_an_item_of_the_configuration_are_told():
    settings = {
        "organisation": {"name": {"en": "We"}, "acronym": {"en": "W"}, "page": "https://example.org"},
        "channels": [{"id": "x-en", "kind": "x", "at": "9:30"}, {"kind": "mail", "at": 930}],
        "feeds": {"host": "A B"},
    }

    with pytest.raises(WrittenError) as refused:
        parsed(Settings, settings, file="config.yaml")

    assert str(refused.value).splitlines() == [
        "config.yaml: channels.x-en.at: is “9:30”; write hours and minutes, such as 09:30",
        "config.yaml: channels.2.id: is missing; add it",
        (
            "config.yaml: channels.2.kind: is “mail”; write one of x, linkedin, website, bluesky, mastodon, telegram, "
            "wordpress, drupal, handoff"
        ),
        "config.yaml: channels.2.at: is the number 930; write hours and minutes, such as 09:30",
        "config.yaml: feeds.host: is “A B”; write what fits ^[a-z0-9.-]+$",
    ]


def test_an_error_that_has_no_words_here_is_told_in_those_of_the_parser():
    line = told(Theme, {"id": "\ud800"})

    assert line.endswith("; correct it")
