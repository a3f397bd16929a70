import shutil
from datetime import date

import pytest

from comms.resources import shipped
from comms.services.check import check
from tests.site import SITE_FILE

TEMPLATES = shipped("templates")
FOLDERS = sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir())
POST = "posts/<language>/<kind of channel>/<kind of post>.txt.j2"


@pytest.fixture
def site(tmp_path):
    shutil.copy(SITE_FILE, tmp_path / "config.yaml")
    shutil.copytree(shipped("calendars"), tmp_path / "calendars")
    return tmp_path


def lines_of(found):
    return [str(problem) for problem in found.problems]


def checked(site):
    return check(site, site / "calendars", TEMPLATES, today=date(2026, 12, 10))


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

    assert files == ["config.yaml", "config.yaml", "config.yaml", "calendars/events.yaml"]


def test_unknown_placeholder_in_a_template_stops_with_template_and_line(site):
    folder = site / "templates" / "posts" / "en" / "x"
    folder.mkdir(parents=True)
    shipped_text = (TEMPLATES / "posts/en/x/day.txt.j2").read_text(encoding="utf-8")
    (folder / "day.txt.j2").write_text(shipped_text.replace("day.name", "day.nmae", 1), encoding="utf-8")

    (line,) = lines_of(checked(site))

    assert line.startswith("templates/posts/en/x/day.txt.j2: line ")
    assert "“day.nmae”" in line


def test_mistake_in_a_template_of_the_pages_stops_with_template_and_line(site):
    folder = site / "templates" / "site" / "pages"
    folder.mkdir(parents=True)
    (folder / "day.html.j2").write_text("<p>\n{{ page.title|said(language }}\n", encoding="utf-8")

    (line,) = lines_of(checked(site))

    assert line.startswith("templates/site/pages/day.html.j2: line 2: ")


def test_colour_that_nobody_could_read_on_a_card_is_told_with_its_remedy(site):
    folder = site / "templates" / "site" / "pages"
    folder.mkdir(parents=True)
    (folder / "card.yaml").write_text('ink: "#777777"\n', encoding="utf-8")

    assert lines_of(checked(site)) == [
        "templates/site/pages/card.yaml: ink on paper has a contrast of 4.3; make it 4.5 or more"
    ]


def test_template_that_is_not_text_is_told(site):
    folder = site / "templates" / "posts" / "en" / "x"
    folder.mkdir(parents=True)
    (folder / "day.txt.j2").write_bytes(b"\xff\xfe")

    assert lines_of(checked(site)) == [
        "templates/posts/en/x/day.txt.j2: line 1: is not UTF-8; save the file as UTF-8",
    ]


def changed(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def own_template(site, name, text="anything"):
    path = site / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def notices_of(site):
    return [str(notice) for notice in checked(site).notices]


def test_channel_that_would_leave_the_machine_in_a_demo_is_refused_before_anything_runs(site):
    changed(site / "config.yaml", 'at: "09:30"', 'at: "09:30", pretend: false')

    assert lines_of(checked(site)) == [
        "config.yaml: channels: x: nothing leaves the machine in demo mode; write pretend: true, or mode: real",
    ]


def test_database_that_this_version_cannot_use_is_refused_before_anything_runs(site, monkeypatch):
    monkeypatch.setenv("COMMS_DATABASE", "postgresql://desk:hunter2@localhost/desk")
    by_environment = lines_of(checked(site))
    monkeypatch.delenv("COMMS_DATABASE")
    with (site / "config.yaml").open("a", encoding="utf-8") as opened:
        opened.write("\ndatabase: mysql://localhost/desk\n")

    assert by_environment + lines_of(checked(site)) == [
        "COMMS_DATABASE: “postgresql” is not a database that this version can use; write sqlite:///var/desk.sqlite3",
        (
            "config.yaml: database: “mysql” is not a database that this version can use; "
            "write sqlite:///var/desk.sqlite3"
        ),
    ]


def test_byte_order_mark_and_windows_line_ends_are_read_and_noticed(site):
    config, themes = site / "config.yaml", site / "calendars" / "themes.yaml"
    config.write_bytes(b"\xef\xbb\xbf" + config.read_bytes())
    themes.write_bytes(themes.read_bytes().replace(b"\n", b"\r\n"))
    template = own_template(site, "posts/en/x/day.txt.j2")
    shipped_text = (TEMPLATES / "posts/en/x/day.txt.j2").read_bytes()
    template.write_bytes(b"\xef\xbb\xbf" + shipped_text.replace(b"\n", b"\r\n"))

    assert lines_of(checked(site)) == []
    assert notices_of(site) == [
        (
            "config.yaml: begins with a byte-order mark; it is read all the same; "
            "save it as UTF-8 without a byte-order mark"
        ),
        (
            "calendars/themes.yaml: has Windows line ends (CRLF); it is read all the same; "
            "save it as UTF-8, with Unix line ends (LF)"
        ),
        (
            "templates/posts/en/x/day.txt.j2: begins with a byte-order mark and has Windows line ends (CRLF); "
            "it is read all the same; save it as UTF-8 without a byte-order mark, with Unix line ends (LF)"
        ),
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("post/en/x/day.txt.j2", "post/: “post” is no folder of templates; rename it to posts"),
        ("day.txt.j2", f"day.txt.j2: is not read here; move it to one of {', '.join(FOLDERS)}"),
        ("posts/en/day.txt.j2", "posts/en/day.txt.j2: is not where a template is read; a post's is " + POST),
        (
            "posts/English/x/day.txt.j2",
            "posts/English/x/day.txt.j2: is not read: “English” is no language code; write en or es",
        ),
        (
            "posts/en/linkedn/day.txt.j2",
            "posts/en/linkedn/day.txt.j2: “linkedn” is no template of a kind of channel; rename it to linkedin",
        ),
        (
            "posts/en/x/days.txt.j2",
            "posts/en/x/days.txt.j2: “days.txt.j2” is no template of a kind of post; rename it to day.txt.j2",
        ),
        (
            "posts/en/x/zzz",
            (
                "posts/en/x/zzz: “zzz” is no template of a kind of post; rename it to one of "
                "day.txt.j2, spotlight.txt.j2, event.txt.j2, countdown.txt.j2, or move it away"
            ),
        ),
        ("kit/x.txt.j2", "kit/x.txt.j2: is not where a template is read; a kit's is kit/<language>/<name>.txt.j2"),
        (
            "kit/en/linkedn.txt.j2",
            "kit/en/linkedn.txt.j2: “linkedn.txt.j2” is no template of a kit; rename it to linkedin.txt.j2",
        ),
    ],
)
def test_template_that_nobody_would_read_is_told(site, name, line):
    own_template(site, name)

    assert lines_of(checked(site)) == [f"templates/{line}"]


def test_templates_that_wait_for_a_language_or_a_channel_are_noticed(site):
    config = (site / "config.yaml").read_text(encoding="utf-8")
    kept = [line for line in config.splitlines() if "kind: linkedin" not in line]
    (site / "config.yaml").write_text("\n".join(kept), encoding="utf-8")
    own_template(site, "posts/xx/x/day.txt.j2")
    own_template(site, "posts/en/linkedin/day.txt.j2")

    assert (lines_of(checked(site)), notices_of(site)) == (
        [],
        [
            (
                "templates/posts/en/linkedin/: is not read: config.yaml has no channel of the kind linkedin; "
                "add one, or move it away"
            ),
            (
                "templates/posts/xx/: is not read: config.yaml does not name “xx” among languages; "
                "add it, or move it away"
            ),
        ],
    )


def test_notes_copies_and_other_templates_of_the_site_are_left_alone(site):
    for name in ("posts/README.md", "posts/en/x/day.txt.j2~", "posts/en/x/.day.swp", "newsletter/ours.txt.j2"):
        own_template(site, name)

    assert (lines_of(checked(site)), notices_of(site)) == ([], [])


def test_template_of_a_kit_that_is_none_is_told_with_its_line(site):
    own_template(site, "kit/en/x.txt.j2", "\n{% block a %}")

    assert lines_of(checked(site)) == [
        "templates/kit/en/x.txt.j2: line 2: opens what is not closed before the template ends; add the missing end"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no wordings; write at least 4, each between block and endblock"),
        ("{{ " + "(" * 10_000, "is nested too deeply to be read; write it flatter"),
        ("{{ a" + ".b" * 5_000 + " }}", "is nested too deeply to be read; write it flatter"),
        ("a\0b", "holds signs that are no text (NUL); save the file as UTF-8, or give another"),
        ("x\x02y", "line 1: holds the invisible character U+0002; delete it"),
        ("x\n" * 1_100_000, "is larger than 2 MB; split it into several files"),
    ],
)
def test_rubbish_in_the_place_of_a_template_is_told_in_one_line(site, text, words):
    own_template(site, "posts/en/x/day.txt.j2", text)

    assert lines_of(checked(site)) == [f"templates/posts/en/x/day.txt.j2: {words}"]


def test_file_in_the_place_of_the_templates_is_told(site):
    (site / "templates").write_text("x", encoding="utf-8")

    assert lines_of(checked(site)) == ["templates: is a file; make it a folder, or move it away"]


def test_calendars_without_observances_are_told_in_one_line(site):
    shutil.rmtree(site / "calendars" / "observances")

    assert lines_of(checked(site)) == [
        "calendars/observances/: has no file; create one, such as calendars/observances/days.yaml"
    ]


@pytest.mark.parametrize("name", ["places.yaml", "series.yaml", "events.yaml"])
def test_folder_in_the_place_of_a_file_is_told(site, name):
    (site / "calendars" / name).unlink()
    (site / "calendars" / name).mkdir()

    assert [line for line in lines_of(checked(site)) if name in line] == [
        f"calendars/{name}: cannot be read (is a directory); make it a file that you may read"
    ]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ("mode: demo", []),
        ("mode: real", ["feeds.host", "server.address"]),
        ("mode: real\nfeeds: {host: feeds.example.org}\nserver: {address: https://desk.example.org}", []),
    ],
)
def test_real_site_whose_feeds_lead_nowhere_is_told(site, more, fields):
    config = site / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("mode: demo", more), encoding="utf-8")

    found = checked(site)

    assert ([one.field for one in found.notices], lines_of(found)) == (fields, [])
