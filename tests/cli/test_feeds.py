from tests.cli.desk_command import comms, lines


def test_feeds_are_built_where_told_and_are_sound(site):
    built = comms("feeds", "build", "--out", site / "out", site=site)
    files = sorted((site / "out").iterdir())

    linted = comms("feeds", "lint", *files[:20], site=site)

    assert built.stdout == f"{len(files)} written, 0 unchanged in {site / 'out'}\n"
    assert (linted.returncode, linted.stdout, linted.stderr) == (0, "", "")


def test_unsound_feed_is_told_by_line(site):
    (site / "bad.ics").write_bytes(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n")

    result = comms("feeds", "lint", "bad.ics", site=site)

    assert result.returncode == 1
    assert result.stderr.startswith("bad.ics: ")


def test_feed_that_is_not_there_is_told(site):
    result = comms("feeds", "lint", "none.ics", site=site)

    assert (result.returncode, lines(result.stderr)) == (1, ["none.ics: No such file or directory"])
