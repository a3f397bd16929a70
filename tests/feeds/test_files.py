import gzip
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from comms.feeds.files import changed_at, is_published, one_at_a_time, publish, twin_of, withdraw, write

MARCH = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def test_new_feed_is_written_with_its_folder(tmp_path):
    path = tmp_path / "feeds" / "un-days.en.ics"

    assert write(path, b"one") == "written"
    assert path.read_bytes() == b"one"


def test_same_bytes_leave_the_file_as_it_is(tmp_path):
    path = tmp_path / "un-days.en.ics"
    write(path, b"one")
    before = path.stat()

    assert write(path, b"one") == "unchanged"
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_reader_of_the_old_file_keeps_it_whole(tmp_path):
    path = tmp_path / "un-days.en.ics"
    write(path, b"old and long")

    with path.open("rb") as reader:
        write(path, b"new")

        assert (reader.read(), path.read_bytes()) == (b"old and long", b"new")


def test_web_server_may_read_it(tmp_path):
    path = tmp_path / "un-days.en.ics"

    write(path, b"one")

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_nothing_is_left_where_the_file_cannot_be_replaced(tmp_path):
    path = tmp_path / "un-days.en.ics"
    (path / "a folder in the way").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        write(path, b"one")

    assert list(tmp_path.iterdir()) == [path]


def test_published_feed_has_a_twin_and_both_say_when_it_changed(tmp_path):
    path = tmp_path / "feeds" / "un-days.en.ics"

    publish(path, b"one" * 100, MARCH)

    assert gzip.decompress(twin_of(path).read_bytes()) == path.read_bytes() == b"one" * 100
    assert [changed_at(path), changed_at(twin_of(path))] == [MARCH, MARCH]
    assert sorted(path.parent.iterdir()) == [path, twin_of(path)]


def test_twin_is_the_same_bytes_whenever_it_is_made(tmp_path):
    publish(tmp_path / "a.ics", b"one" * 100, MARCH)
    publish(tmp_path / "b.ics", b"one" * 100, datetime(2028, 1, 1, tzinfo=UTC))

    assert twin_of(tmp_path / "a.ics").read_bytes() == twin_of(tmp_path / "b.ics").read_bytes()


def test_no_reader_meets_a_twin_of_another_version(tmp_path, monkeypatch):
    path = tmp_path / "un-days.en.ics"
    publish(path, b"old", MARCH)
    seen = []
    put = type(path).replace

    def watched(draft, target):
        done = put(draft, target)
        twin = gzip.decompress(twin_of(path).read_bytes()) if twin_of(path).exists() else None
        seen.append((path.read_bytes(), twin))
        return done

    monkeypatch.setattr(type(path), "replace", watched)
    publish(path, b"new", MARCH)

    assert seen == [(b"new", None), (b"new", b"new")]


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: twin_of(path).unlink(),
        lambda path: path.write_bytes(b"two"),
        lambda path: publish(path, b"longer", MARCH),
    ],
)
def test_feed_that_is_not_as_it_was_published_is_noticed(tmp_path, harm):
    path = tmp_path / "un-days.en.ics"
    publish(path, b"one", MARCH)
    before = is_published(path, 3, MARCH)

    harm(path)

    assert (before, is_published(path, 3, MARCH)) == (True, False)


def test_withdrawn_feed_leaves_nothing_even_if_it_was_gone(tmp_path):
    path = tmp_path / "un-days.en.ics"
    publish(path, b"one", MARCH)

    withdraw(path)
    withdraw(path)

    assert (list(tmp_path.iterdir()), changed_at(path)) == ([], None)


WRITER = """
import sys, pathlib
from comms.feeds.files import one_at_a_time
with one_at_a_time(pathlib.Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.readline()
"""


def test_second_writer_waits_until_the_first_is_done_or_dead(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        first.stdout.readline()
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(timeout=0.3)
            first.kill()

            assert second.stdout.readline() == b"in\n"
            second.communicate(b"\n")

    with one_at_a_time(tmp_path / "lock"):
        assert second.returncode == 0
