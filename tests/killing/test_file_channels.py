"""A sender killed while it speaks on a channel made of files: one file, whole, and the post goes on by itself."""

import json
import signal
import zipfile

import pytest

from tests.killing.site import KillSite
from tests.killing.test_kill_matrix import RESTARTED

POINTS = ("before claim", "after claim", "before request", "after response", "after commit")
ENDINGS = {"website": "json", "handoff": "zip"}


def a_channel(kind):
    return {
        "id": kind,
        "kind": kind,
        "account": "www",
        "at": "09:30",
        "pretend": False,
        "server": "http://127.0.0.1:8000",
    }


def is_whole(path):
    if path.suffix == ".json":
        return bool(json.loads(path.read_text(encoding="utf-8"))["text"])
    with zipfile.ZipFile(path) as package:
        return package.testzip() is None


@pytest.mark.slow
@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("point", POINTS)
def test_killed_sender_leaves_one_file_and_the_post_goes_on(kind, point, tmp_path):
    site = KillSite(tmp_path, a_channel(kind), {})
    site.prepare()
    process = site.send(point)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL

    site.states(ahead=RESTARTED)
    states = site.states(ahead=RESTARTED + 1)

    files = list((tmp_path / "var" / "published" / kind).iterdir())
    assert set(states.values()) == {"published"}
    assert [path.suffix for path in files] == [f".{ENDINGS[kind]}"]
    assert all(is_whole(path) for path in files)
