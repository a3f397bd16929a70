import csv
import re
import shutil
import sqlite3
from io import StringIO

import pytest

from tests.cli.desk_command import comms
from tests.site import SITE_FILE


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a site of which two accounts were made."""
    folder = tmp_path_factory.mktemp("audited")
    shutil.copy(SITE_FILE, folder / "config.yaml")
    comms("match", "verdicts", site=folder)
    for name in ("ana", "bea"):
        comms("account", name, "--role", "reader", site=folder)
    return folder


def test_an_audit_is_proven_written_out_erased_and_its_loss_seen(site):
    whole = comms("audit", "verify", site=site)
    lines = csv.DictReader(
        StringIO(comms("audit", "export", "--act", "account made", site=site).stdout.lstrip("\ufeff"))
    )
    head = re.search(r"head ([0-9a-f]{64})", whole.stdout)[1]
    unsure = comms("audit", "erase", "ana", site=site)
    erased = comms("audit", "erase", "ana", "--yes", site=site)
    still = comms("audit", "verify", "--known", head, site=site)

    assert "The audit is whole." in whole.stdout
    assert [line["subject"] for line in lines] == ["person:bea", "person:ana"]
    assert "say --yes to do it" in unsure.stderr
    assert erased.stdout == "lines in which something was erased: 1\n"
    assert "The audit is whole." in still.stdout

    with sqlite3.connect(site / "var" / "desk.sqlite3") as database:
        database.execute("DROP TRIGGER audit_no_delete")
        database.execute("DELETE FROM store_auditline WHERE subject = 'person:bea'")
    broken = comms("audit", "verify", "--known", "0" * 63 + "1", site=site)
    assert "over lines" in broken.stdout or "no seal has the digest" in broken.stdout
    assert broken.stderr == "The audit is not whole.\n"


def test_a_day_that_is_none_is_refused(site):
    refused = comms("audit", "export", "--from", "yesterday", site=site)

    assert refused.stderr == "--from yesterday is not a day; write it as 2026-12-10\n"
