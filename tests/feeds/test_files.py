import stat

import pytest

from comms.feeds.files import write


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
