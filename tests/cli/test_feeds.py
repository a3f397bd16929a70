from tests.cli.desk_command import comms, lines
from tests.feeds.values import a_feed, an_entry


def test_feeds_are_built_where_told_and_are_sound(site):
    built = comms("feeds", "build", "--out", site / "out", site=site)
    files = sorted(path for path in (site / "out").iterdir() if path.suffix != ".gz")

    linted = comms("feeds", "lint", *[path for path in files if path.suffix == ".ics"][:20], site=site)

    assert built.stdout == f"{len(files)} written, 0 unchanged in {site / 'out'}\n"
    assert (linted.returncode, linted.stdout, linted.stderr) == (0, "", "")


def test_unsound_feed_is_told_by_line(site):
    (site / "bad.ics").write_bytes(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n")

    result = comms("feeds", "lint", "bad.ics", site=site)

    assert result.returncode == 1
    assert result.stderr.startswith("bad.ics: ")


def test_feed_speaks_the_language_of_its_name_or_english(site):
    (site / "day.es.ics").write_bytes(a_feed(an_entry(language="es")))
    (site / "day.fr.ics").write_bytes(a_feed(an_entry(language="es")))

    result = comms("feeds", "lint", "day.es.ics", "day.fr.ics", site=site)

    told = "LANGUAGE: es is none of this feed’s languages: fr, en"
    assert lines(result.stderr) == [f"day.fr.ics: line {line}: {told}" for line in (22, 25, 29)]


def test_feed_that_is_not_there_is_told(site):
    result = comms("feeds", "lint", "none.ics", site=site)

    assert (result.returncode, lines(result.stderr)) == (1, ["none.ics: No such file or directory"])


def test_private_address_is_made_listed_and_revoked(site):
    comms("migrate", site=site)

    made = comms("feeds", "address", "--member", "accra", site=site)
    listed = comms("feeds", "addresses", site=site)
    revoked = comms("feeds", "revoke", "1", site=site)

    addresses = lines(made.stdout)
    assert [address.rpartition("/")[2] for address in addresses] == [
        f"plan-accra.{code}.ics" for code in ("en", "es", "fr")
    ]
    assert lines(listed.stdout)[0].split()[:2] == ["1", "accra"]
    assert (revoked.returncode, comms("feeds", "addresses", site=site).stdout) == (0, "")


def test_feed_is_retired_only_by_name(site):
    comms("migrate", site=site)
    (site / "var" / "feeds").mkdir(parents=True)
    (site / "var" / "feeds" / "city-atlantis.en.ics").write_bytes(b"old")

    retired = comms("feeds", "retire", "city-atlantis.en.ics", site=site)
    again = comms("feeds", "retire", "city-atlantis.en.ics", site=site)

    assert (retired.returncode, again.returncode) == (0, 1)
    assert list((site / "var" / "feeds").iterdir()) == []
