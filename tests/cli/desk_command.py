"""The `comms` command as a person runs it: a process of its own, in a site of its own."""

import os
import subprocess
import sys
from pathlib import Path


def environment(site, **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMS_", "DJANGO_"))}
    return kept | {"COMMS_CONFIG": str(site), "PYTHONWARNINGS": "error"} | variables


def comms(*arguments, site, timeout=120, **variables):
    return subprocess.run(
        [sys.executable, "-m", "comms", *map(str, arguments)],
        cwd=site,
        env=environment(site, **variables),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def lines(text):
    return [line for line in text.splitlines() if line]


REPOSITORY = Path(__file__).parents[2]
