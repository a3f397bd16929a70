import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from comms.config import Config
from comms.django.secret_key import secret_key
from comms.secret_file import secret_file
from tests.rows import the_config

RUNS = 8


def a_config(folder, **environment):
    return Config(folder, the_config().settings, environment)


def test_first_run_makes_a_key_for_its_owner_only(tmp_path):
    key = secret_key(a_config(tmp_path))

    path = tmp_path / "var" / "secret_key"
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (key, 0o600)
    assert len(key) > 50


def test_later_runs_keep_the_key(tmp_path):
    assert secret_key(a_config(tmp_path)) == secret_key(a_config(tmp_path))


def test_two_sites_have_two_keys(tmp_path):
    assert secret_key(a_config(tmp_path / "one")) != secret_key(a_config(tmp_path / "other"))


def test_first_runs_at_the_same_time_agree_on_one_key(tmp_path):
    together, made = Barrier(RUNS), []

    def make():
        together.wait(timeout=20)
        made.append(f"key {len(made)}")
        return made[-1]

    with ThreadPoolExecutor(RUNS) as runs:
        keys = list(runs.map(lambda _: secret_file(tmp_path / "var" / "key", make=make), range(RUNS)))

    assert (len(made), len(set(keys))) == (RUNS, 1)
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["key"]


def test_key_from_the_environment_wins_and_no_file_is_made(tmp_path):
    key = secret_key(a_config(tmp_path, COMMS_SECRET_KEY="given"))

    assert (key, list(tmp_path.iterdir())) == ("given", [])


def test_key_may_stand_in_a_file_that_the_environment_names(tmp_path):
    (tmp_path / "given").write_text("from a file\n")

    assert secret_key(a_config(tmp_path, COMMS_SECRET_KEY_FILE=str(tmp_path / "given"))) == "from a file"
