import shutil

import pytest

from comms.resources import shipped
from comms.services.check import check
from tests.site import SITE_FILE

TEMPLATES = shipped("templates")


@pytest.fixture
def site(tmp_path):
    shutil.copy(SITE_FILE, tmp_path / "config.yaml")
    shutil.copytree(shipped("calendars"), tmp_path / "calendars")
    return tmp_path


def lines_of(found):
    return [str(problem) for problem in found.problems]


def checked(site):
    return check(site, site / "calendars", TEMPLATES)


def test_shipped_site_has_no_problem(site):
    found = checked(site)

    assert (lines_of(found), found.summary) == (
        [],
        "349 observances, 63 events, 176 themes, 183 members, 250 initiatives: no problem found",
    )


def test_what_a_language_lacks_is_listed(site):
    config = site / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("[en, es, fr]", "[en, es, fr, pt]"), encoding="utf-8")

    missing = checked(site).missing

    assert [line.partition(": ")[2].partition(":")[0] for line in missing if line.startswith("pt: ")] == [
        "349 observances without a name",
        "176 themes without a label",
        "28 themes without a hashtag",
        "63 events without a name",
        "183 members without a name",
        "250 initiatives without a title",
        "250 initiatives without a summary",
    ]


def test_first_entries_that_lack_something_are_named(site):
    config = site / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("[en, es, fr]", "[en, es, fr, pt]"), encoding="utf-8")

    first = next(line for line in checked(site).missing if line.startswith("pt: 176 themes without a label"))

    assert first == "pt: 176 themes without a label: right-to-the-city, food, housing, culture, health, …"


def test_broken_configuration_does_not_hide_what_is_wrong_in_the_calendars(site):
    (site / "config.yaml").write_text("mode: perhaps\n", encoding="utf-8")
    (site / "calendars" / "events.yaml").write_text("events: 7\n", encoding="utf-8")

    files = [problem.file for problem in checked(site).problems]

    assert files == ["config.yaml", "config.yaml", "config.yaml", "events.yaml"]


def test_unknown_placeholder_in_a_template_stops_with_template_and_line(site):
    folder = site / "templates" / "posts" / "en" / "x"
    folder.mkdir(parents=True)
    shipped_text = (TEMPLATES / "posts/en/x/day.txt.j2").read_text(encoding="utf-8")
    (folder / "day.txt.j2").write_text(shipped_text.replace("day.name", "day.nmae", 1), encoding="utf-8")

    (line,) = lines_of(checked(site))

    assert line.startswith("posts/en/x/day.txt.j2: line ")
    assert "“day.nmae”" in line


def test_template_that_is_not_text_is_told(site):
    folder = site / "templates" / "posts" / "en" / "x"
    folder.mkdir(parents=True)
    (folder / "day.txt.j2").write_bytes(b"\xff\xfe")

    assert lines_of(checked(site)) == [
        "posts/en/x/day.txt.j2: is not in UTF-8; save it again in that encoding",
    ]
