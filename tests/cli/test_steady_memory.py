import os
import sys

import pytest

from comms.cli import steady_memory

STEADY = {"MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_ARENA_MAX": "2"}


@pytest.fixture
def begun(monkeypatch):
    """Return with what the process was begun anew: the program, its arguments and its environment."""
    found = []
    monkeypatch.setattr(os, "execve", lambda *given: found.append(given))
    for name in STEADY:
        monkeypatch.delenv(name, raising=False)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux reads these")
def test_the_serving_process_begins_anew_with_the_same_words_and_a_steady_memory(begun, monkeypatch):
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "comms", "serve", "--port", "8001"])

    steady_memory.keep_memory_steady()

    ((program, arguments, environment),) = begun
    assert (program, arguments) == (sys.executable, [sys.executable, "-m", "comms", "serve", "--port", "8001"])
    assert {name: environment[name] for name in STEADY} == STEADY
    assert environment["PATH"] == os.environ["PATH"]


def test_it_begins_anew_only_once(begun, monkeypatch):
    for name, value in STEADY.items():
        monkeypatch.setenv(name, value)

    steady_memory.keep_memory_steady()

    assert begun == []


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux reads these")
def test_what_somebody_set_otherwise_stays(begun, monkeypatch):
    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")

    steady_memory.keep_memory_steady()

    assert begun[0][2]["MALLOC_ARENA_MAX"] == "8"
