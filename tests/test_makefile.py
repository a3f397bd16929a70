"""The locks are whole, and say nothing about the place they were made in."""

import re
import tomllib

import pytest

from tests.cli.desk_command import REPOSITORY

LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lock(name):
    return (REPOSITORY / name).read_text(encoding="utf-8")


def plain(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def locked(name):
    """Return each package of a lock with its hashes."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock(name), flags=re.MULTILINE)
    return {plain(entry): re.findall(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries if entry.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_address_of_an_index(name):
    assert re.findall(r"^.*(?:https?:|--index|--extra-index|--find-links|file:).*$", lock(name), re.MULTILINE) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name):
    assert [package for package, hashes in locked(name).items() if not hashes] == []


def test_everything_that_the_desk_needs_is_locked():
    wanted = {plain(one) for one in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["build"])}

    assert wanted - locked("requirements.lock").keys() == set()


def test_everything_that_the_tests_need_is_locked():
    wanted = {plain(one) for one in PROJECT["optional-dependencies"]["test"]}

    assert wanted - locked("requirements-test.lock").keys() == set()


def test_tests_run_with_the_versions_that_the_desk_runs_with():
    pinned = {name: set(re.findall(r"^([\w.-]+==\S+)", lock(name), re.MULTILINE)) for name in LOCKS}

    assert pinned["requirements.lock"] <= pinned["requirements-test.lock"]
