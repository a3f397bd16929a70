from tests.cli.desk_command import comms


def test_kit_is_written_where_told(site):
    comms("migrate", site=site)

    result = comms("kit", "barcelona", "--out", site / "kit", site=site)

    files = [path for path in (site / "kit").rglob("*") if path.is_file()]
    assert result.stderr == ""
    assert result.stdout.endswith(f" {len(files)} files new or different in {site / 'kit'}\n")


def test_kit_of_nobody_is_told_in_one_line(site):
    comms("migrate", site=site)

    result = comms("kit", "atlantis", site=site)

    assert (result.returncode, result.stderr) == (1, "atlantis is not a member; write its id from members.yaml\n")
