from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comms.domain.observances import Observance
from comms.errors import WrittenError
from comms.readers.calendars import read_calendars
from comms.resources import shipped
from tests.readers.folders import SOUND, calendars_at, changed, written


def problems_of(folder):
    try:
        read_calendars(folder)
    except WrittenError as refused:
        return refused.problems
    return ()


def lines_of(folder):
    return [str(problem) for problem in problems_of(folder)]


def test_sound_calendars_are_read_whole(tmp_path):
    calendars = read_calendars(calendars_at(tmp_path))

    assert list(calendars.observances) == ["human-rights-day"]
    assert list(calendars.events) == ["forum-2027"]
    assert list(calendars.taxonomy.themes) == ["human-rights", "water"]
    assert list(calendars.regions) == ["europe"]
    assert list(calendars.governments) == ["city"]
    assert list(calendars.network.members) == ["barcelona"]
    assert list(calendars.network.initiatives) == ["barcelona-rights-office"]


def test_the_day_a_file_changed_is_that_of_its_entries_unless_they_say_otherwise(tmp_path):
    calendars = read_calendars(calendars_at(tmp_path))

    assert calendars.observances["human-rights-day"].changed == date(2026, 11, 23)
    assert calendars.events["forum-2027"].changed == date(2026, 10, 1)
    assert calendars.network.members["barcelona"].changed is None


def test_events_members_initiatives_and_sources_may_be_absent(tmp_path):
    calendars = read_calendars(calendars_at(tmp_path, events=None, members=None, europe=None, sources=None))

    assert calendars.events == {}
    assert calendars.network.members == {}
    assert calendars.network.initiatives == {}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("days", "calendars/observances/: has no file; create one, such as calendars/observances/days.yaml"),
        ("themes", "calendars/themes.yaml: is missing; create it"),
        ("regions", "calendars/regions.yaml: is missing; create it"),
        ("governments", "calendars/governments.yaml: is missing; create it"),
    ],
)
def test_what_no_calendar_can_do_without_is_asked_for(tmp_path, name, line):
    folder = calendars_at(tmp_path, europe=None, members=None, **{name: None})

    assert lines_of(folder) == [line]


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "events.yaml",
            "themes: [human-rights]",
            "themes: [human-right]",
            "forum-2027: themes: “human-right” is not a theme; write human-rights, or add it to calendars/themes.yaml",
        ),
        (
            "observances/days.yaml",
            "themes: [human-rights]",
            "themes: [peace]",
            (
                "human-rights-day: themes: “peace” is not a theme; "
                "write one of human-rights, water, or add it to calendars/themes.yaml"
            ),
        ),
        (
            "themes.yaml",
            "related: [water]",
            "related: [watr]",
            "human-rights: related: “watr” is not a theme; write water, or add it to calendars/themes.yaml",
        ),
        (
            "members.yaml",
            "region: europe",
            "region: oceania",
            "barcelona: region: “oceania” is not a region; write one of europe, or add it to calendars/regions.yaml",
        ),
        (
            "members.yaml",
            "government: city",
            "government: cty",
            (
                "barcelona: government: “cty” is not a type of government; "
                "write city, or add it to calendars/governments.yaml"
            ),
        ),
        (
            "initiatives/europe.yaml",
            "member: barcelona",
            "member: barcelone",
            (
                "barcelona-rights-office: member: “barcelone” is not a member; "
                "write barcelona, or add it to calendars/members.yaml"
            ),
        ),
        (
            "initiatives/europe.yaml",
            "days: [human-rights-day]",
            "days: [human-right-day]",
            (
                "barcelona-rights-office: days: “human-right-day” is not an observance; "
                "write human-rights-day, or add it to calendars/observances/"
            ),
        ),
        (
            "observances/days.yaml",
            "sources: [U,",
            "sources: [Z9,",
            (
                "human-rights-day: sources: “Z9” is not a code of a source; "
                "write one of U, or add it to calendars/sources.yaml"
            ),
        ),
        (
            "observances/days.yaml",
            "sources: [U, the un.org list]",
            "sources: U",
            "human-rights-day: sources: is “U”; write a list, such as [one, two]",
        ),
        (
            "events.yaml",
            "changed: 2026-11-22",
            "changed: 2026-11-31",
            "changed: is “2026-11-31”; write a day that exists as year-month-day, such as 2027-12-10",
        ),
        (
            "sources.yaml",
            "U: the un.org list of international days",
            "U:",
            "sources.U: is empty; write a text",
        ),
        (
            "events.yaml",
            "zone: Asia/Seoul",
            "zone: Seoul",
            "forum-2027: zone: “Seoul” is not a time zone; write an IANA name such as Europe/Madrid",
        ),
        ("events.yaml", "- id: forum-2027", "- id: [forum]", "entry 1: id: is a list; write a text"),
    ],
)
def test_what_does_not_fit_is_told_with_file_entry_field_and_remedy(tmp_path, file, old, new, line):
    folder = calendars_at(tmp_path)
    written(folder, {file: changed(file, old, new)})

    assert lines_of(folder) == [f"calendars/{file}: {line}"]


def test_a_misspelt_list_is_told_and_its_entries_are_not_called_unknown(tmp_path):
    folder = calendars_at(tmp_path, days=changed("observances/days.yaml", "observances:", "observance:"))

    assert lines_of(folder) == [
        "calendars/observances/days.yaml: observances: is missing; add it",
        "calendars/observances/days.yaml: observance: is not a known key; write observances",
    ]


def test_an_unknown_name_among_many_is_sent_to_the_file_that_holds_them(tmp_path):
    labels = "label: {en: A}, about: {en: B}"
    themes = "themes:\n" + "".join(f"  - {{id: {name}, {labels}}}\n" for name in "abcdefghijklmnopq")
    folder = calendars_at(tmp_path, themes=themes, events=None, europe=None, members=None)

    assert lines_of(folder) == [
        (
            "calendars/observances/days.yaml: human-rights-day: themes: “human-rights” is not a theme; "
            "write one that is in calendars/themes.yaml, or add it there"
        ),
    ]


def test_an_id_used_twice_is_told_with_both_places(tmp_path):
    folder = calendars_at(tmp_path)
    written(folder, {"observances/more.yaml": SOUND["observances/days.yaml"]})

    assert lines_of(folder) == [
        (
            "calendars/observances/more.yaml: human-rights-day: id: entry 1 has the id of entry 1 in "
            "calendars/observances/days.yaml; rename one of them"
        )
    ]


def test_all_problems_of_all_files_are_told_at_once_by_file_and_entry(tmp_path):
    folder = calendars_at(
        tmp_path,
        themes=SOUND["themes.yaml"] + "  - {id: Water!, label: {en: Water}, about: {es: Agua}, related: [wind]}\n",
        events=changed("events.yaml", "themes: [human-rights]", "themes: [wind]").replace("2027-05-14", "2027-05-10")
        + SOUND["events.yaml"].partition("events:\n")[2],
        regions="regions: [europe",
    )

    assert lines_of(folder) == [
        (
            "calendars/events.yaml: forum-2027: last: is 2027-05-10, before first, 2027-05-12; "
            "correct first or last; last is the last day, included"
        ),
        (
            "calendars/events.yaml: forum-2027: id: entry 2 has the id of entry 1 in calendars/events.yaml; "
            "rename one of them"
        ),
        (
            "calendars/events.yaml: forum-2027: themes: “wind” is not a theme; "
            "write one of Water!, human-rights, water, or add it to calendars/themes.yaml"
        ),
        (
            "calendars/regions.yaml: line 1: opens a bracket or brace that is not closed, or lacks a comma; "
            "close it, or write one item a line"
        ),
        (
            "calendars/themes.yaml: Water!: id: is “Water!”; "
            "write small letters, digits and single hyphens, such as water-day"
        ),
        "calendars/themes.yaml: Water!: about: has no English text; add the line “en: …”",
        (
            "calendars/themes.yaml: Water!: related: “wind” is not a theme; "
            "write one of Water!, human-rights, water, or add it to calendars/themes.yaml"
        ),
    ]


def test_a_file_that_cannot_be_read_does_not_make_its_entries_unknown(tmp_path):
    folder = calendars_at(tmp_path, themes="themes: @", days="observances: @", sources="sources: @")

    assert [line.partition(":")[0] for line in lines_of(folder)] == [
        "calendars/observances/days.yaml",
        "calendars/sources.yaml",
        "calendars/themes.yaml",
    ]


def test_a_misspelt_file_is_not_passed_over_in_silence(tmp_path):
    folder = calendars_at(tmp_path)
    written(folder, {"event.yml": "", "old.yaml": "", ".hidden.yaml": "", "README.md": ""})

    assert lines_of(folder) == [
        "calendars/event.yml: is not a file that is read; rename it to events.yaml",
        (
            "calendars/old.yaml: is not a file that is read; "
            "rename it to one of themes.yaml, regions.yaml, governments.yaml, "
            "events.yaml, sources.yaml, members.yaml, initiatives.yaml, places.yaml, series.yaml, or move it away"
        ),
    ]


texts = st.sampled_from(["id", "themes", "rule", "U", "human-rights", "2027-05-12", "", "x: y", "kind", "fixed"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(SOUND)), value=values)
def test_any_value_in_any_file_is_read_or_refused_in_single_lines(tmp_path, name, value):
    key = "observances" if name.startswith("observances") else name.partition("/")[0].removesuffix(".yaml")
    written(calendars_at(tmp_path), {name: yaml.safe_dump({key: value}, default_flow_style=True)})

    problems = problems_of(tmp_path)

    assert all(len(str(problem).splitlines()) == 1 for problem in problems)


def test_shipped_calendars_have_no_problem():
    calendars = read_calendars(shipped("calendars"))

    assert calendars.observances
    assert calendars.events
    assert calendars.network.initiatives


def test_an_end_before_its_start_is_told_beside_all_else_that_is_wrong_in_its_entry(tmp_path):
    days = changed("observances/days.yaml", "since: 1950", "since: 1950\n    until: 1949\n    colour: red")
    events = changed("events.yaml", "last: 2027-05-14", "last: 2027-05-10").replace("status: scheduled", "status: soon")

    assert lines_of(calendars_at(tmp_path, days=days, events=events)) == [
        (
            "calendars/events.yaml: forum-2027: last: is 2027-05-10, before first, 2027-05-12; "
            "correct first or last; last is the last day, included"
        ),
        (
            "calendars/events.yaml: forum-2027: status: is “soon”; "
            "write one of held, scheduled, projected, unknown, cancelled"
        ),
        (
            "calendars/observances/days.yaml: human-rights-day: until: is 1949, before since, 1950; "
            "correct since or until"
        ),
        "calendars/observances/days.yaml: human-rights-day: colour: is not a known key; "
        "delete it, or write one of " + ", ".join(Observance.model_fields),
    ]
