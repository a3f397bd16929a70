import csv
import json
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.cli.desk_command import REPOSITORY, comms, environment
from tests.site import SITE_FILE

PERIOD = ("--from", "2026-12-08", "--to", "2026-12-12", "--format", "json")
DECIDE = """
import comms.app as app
app.start()
from comms.services import verdicts
from comms.services.people import make_demo_accounts
from comms.store.models import Person, Verdict
make_demo_accounts(now=app.now())
by = Person.objects.get(username="officer")
verdicts.write(Verdict(kind="reject", observance="human-rights", occurrence="human-rights-2026",
    initiative="{initiative}", why="thin link", text="Only one word.", by=by, at=app.now()), now=app.now())
"""


@pytest.fixture(scope="module")
def judged_site(tmp_path_factory):
    """Return a site whose officer rejected the best match of a day, and that match as it was before."""
    site = tmp_path_factory.mktemp("judged")
    shutil.copy(SITE_FILE, site / "config.yaml")
    first = next(one for one in matched(site) if one["observance"] == "human-rights")
    comms("match", "verdicts", site=site)
    subprocess.run(
        [sys.executable, "-c", DECIDE.format(initiative=first["initiative"])], check=True, env=environment(site)
    )
    return site, first


def matched(site, *options):
    return json.loads(comms("match", *PERIOD, *options, site=site).stdout)


def test_match_tells_what_an_editor_decided_and_ranks_by_it(judged_site):
    site, before = judged_site

    rows = matched(site)

    now = next(one for one in rows if (one["occurrence"], one["initiative"]) == pair(before))
    assert (before["proposed"], now["proposed"], now["p"] <= 0.05) == (True, False, True)
    assert now["reasons"][0]["code"] == "editor rejected"
    assert (now["reasons"][0]["values"]["who"], now["reasons"][0]["values"]["text"]) == ("officer", "Only one word.")


def test_another_network_is_matched_without_these_decisions(judged_site):
    site, before = judged_site

    shutil.copytree(REPOSITORY / "calendars" / "initiatives", site / "elsewhere" / "initiatives")
    shutil.copy(REPOSITORY / "calendars" / "members.yaml", site / "elsewhere")

    rows = matched(site, "--network", "elsewhere")

    assert next(one for one in rows if one["occurrence"] == before["occurrence"]) == before


def test_decisions_are_listed_for_people_and_programs(judged_site):
    site, before = judged_site

    table = comms("match", "verdicts", site=site).stdout.splitlines()
    (row,) = json.loads(comms("match", "verdicts", "--format", "json", site=site).stdout)
    (line,) = csv.DictReader(comms("match", "verdicts", "--format", "csv", site=site).stdout.splitlines())

    assert table[-1] == "1 decisions"
    assert f"officer  reject   {before['initiative']}  human-rights-2026  thin link" in table[0]
    assert (row["kind"], row["why"], row["undone"]) == ("reject", "thin link", False)
    assert (line["by"], line["text"], line["undone"]) == ("officer", "Only one word.", "False")


def test_decisions_are_labels_that_evaluate_reads(judged_site):
    site, before = judged_site
    (site / "decided.yaml").write_text(
        comms("match", "verdicts", "--format", "labels", site=site).stdout, encoding="utf-8"
    )

    (label,) = yaml.safe_load((site / "decided.yaml").read_text(encoding="utf-8"))["initiatives"]
    told = json.loads(comms("match", "evaluate", "decided.yaml", "--format", "json", site=site).stdout)

    assert (label["id"], label["grades"]) == (before["initiative"], {"human-rights": 0})
    assert (told["judged"], told["figures"]["all"]["initiatives"]) == (1, 1)


def pair(row):
    return row["occurrence"], row["initiative"]
