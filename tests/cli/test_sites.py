from tests.cli.desk_command import REPOSITORY, comms, lines


def test_new_site_is_checked_and_run_without_the_repository(tmp_path):
    site = tmp_path / "office"

    made = comms("init", site, site=tmp_path)
    checked = comms("check", site=site)
    run = comms("run", "--headless", site=site)

    assert (made.returncode, checked.returncode, run.returncode) == (0, 0, 0)
    assert checked.stdout.endswith(
        "349 observances, 0 events, 176 themes, 0 members, 0 initiatives: no problem found\n"
    )
    assert "plan        " in run.stdout


def test_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    result = comms("init", tmp_path, site=tmp_path)

    assert (result.returncode, lines(result.stderr)) == (
        1,
        [f"{tmp_path} is not an empty folder; nothing was written"],
    )


def test_repository_is_a_site_without_a_problem():
    result = comms("check", site=REPOSITORY)

    assert (result.returncode, result.stderr) == (0, "")


def test_check_lists_every_problem_and_fails(site):
    text = (site / "config.yaml").read_text(encoding="utf-8")
    (site / "config.yaml").write_text(text.replace("Europe/Madrid", "Madrid") + "colour: blue\n", encoding="utf-8")

    result = comms("check", site=site)

    assert (result.returncode, len(lines(result.stderr))) == (1, 2)
    assert "config.yaml: zone: “Madrid” is not a time zone; write an IANA name such as Europe/Madrid" in result.stderr
