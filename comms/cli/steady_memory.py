"""The memory of the process that serves: given back when it is no longer needed."""

import os
import sys

# The C library gives memory back only below a threshold that it raises by itself, and keeps a pool for each thread:
# after a log-in and some pages that is a sixth of all. Both are read when a process begins.
_STEADY = {"MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_ARENA_MAX": "2"}


def keep_memory_steady() -> None:
    """Begin this process anew, once, so that it gives back what it does not need; who set it otherwise is heard."""
    if sys.platform != "linux" or all(name in os.environ for name in _STEADY):
        return
    environment = _STEADY | os.environ
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 - our own command
