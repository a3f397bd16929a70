from tests.cli.desk_command import comms, lines

FILE = """\
year: 2027
packs:
  - observance: human-rights
    theme: {en: A theme of a test}
    page: https://example.org/day
    source: a test
"""


def test_import_changes_nothing_until_it_is_told_to(site, tmp_path):
    file = tmp_path / "agency.yaml"
    file.write_text(FILE, encoding="utf-8")

    shown = comms("packs", "import", file, site=site)

    assert (shown.returncode, lines(shown.stdout)) == (0, ["2027  human-rights  new"])
    assert not (site / "packs").exists()


def test_applied_import_is_used_from_then_on(site, tmp_path):
    file = tmp_path / "agency.yaml"
    file.write_text(FILE, encoding="utf-8")
    comms("packs", "import", file, "--apply", site=site)

    again = comms("packs", "import", file, site=site)

    assert (again.stderr, lines(again.stdout)) == ("", ["2027  human-rights  unchanged"])


def test_wrong_file_is_told_in_lines(site, tmp_path):
    file = tmp_path / "agency.yaml"
    file.write_text(FILE.replace("theme:", "teme:"), encoding="utf-8")

    found = comms("packs", "import", file, "--apply", site=site)

    assert found.returncode == 1
    assert lines(found.stderr)[0] == f"{file}: human-rights: theme: is missing; add it"
    assert not list((site / "packs").glob("*.yaml"))
