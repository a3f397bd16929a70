import os
from datetime import timedelta

import pytest

from comms.app import now
from comms.errors import NotAllowedError
from comms.services import uploads
from tests.rows import a_person, an_officer

pytestmark = pytest.mark.django_db
NOW = now()


def test_kept_file_is_found_again_by_its_key(tmp_path):
    key = uploads.keep(tmp_path, "our events.csv", b"id", by=an_officer(), now=NOW)

    path = uploads.path_of(tmp_path, key)

    assert (path.name, path.read_bytes()) == ("our-events.csv", b"id")


@pytest.mark.parametrize(
    ("name", "kept"), [("../../x.ics", "x.ics"), ("..", "file"), ("é.yaml", "yaml"), (f"{'a' * 300}.csv", None)]
)
def test_name_leads_nowhere_else(tmp_path, name, kept):
    key = uploads.keep(tmp_path, name, b"", by=an_officer(), now=NOW)

    path = uploads.path_of(tmp_path, key)

    assert path.parent.parent == tmp_path
    assert path.name == kept or (kept is None and path.suffix == ".csv")


@pytest.mark.parametrize("key", ["", "../x", "/etc/passwd", f"{'0' * 32}/x.csv", f"{'0' * 32}/../../x", "\x00"])
def test_key_that_was_never_given_finds_nothing(tmp_path, key):
    (tmp_path / "x").write_text("secret", encoding="utf-8")

    with pytest.raises(NotAllowedError, match="choose it again"):
        uploads.path_of(tmp_path / "uploads", key)


def test_large_file_is_refused(tmp_path):
    with pytest.raises(NotAllowedError, match="2 MB"):
        uploads.keep(tmp_path, "x.csv", b"x" * (uploads.LARGEST + 1), by=an_officer(), now=NOW)


def test_reader_hands_nothing_over(tmp_path):
    with pytest.raises(NotAllowedError, match="role"):
        uploads.keep(tmp_path, "x.csv", b"", by=a_person("reader", "reader"), now=NOW)


def test_file_of_the_day_before_is_cleared_away(tmp_path):
    by = an_officer()
    old = uploads.path_of(tmp_path, uploads.keep(tmp_path, "x.csv", b"old", by=by, now=NOW))
    before = (NOW - timedelta(days=2)).timestamp()
    os.utime(old.parent, (before, before))
    young = uploads.path_of(tmp_path, uploads.keep(tmp_path, "y.csv", b"young", by=by, now=NOW))

    uploads.keep(tmp_path, "z.csv", b"new", by=by, now=NOW)

    assert (old.exists(), young.exists()) == (False, True)
