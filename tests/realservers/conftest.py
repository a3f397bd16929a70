"""Real servers of channels, on this machine's loopback only. What is not here is told as “not run”.

Bluesky: a Personal Data Server from npm, installed once into a folder of the user's cache. Node 18 or later.
Mastodon: snac, where it is installed (Debian's package snac2); it publishes twice what is asked twice.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
from functools import cache
from itertools import count
from pathlib import Path

import pytest
import requests

HERE = Path(__file__).parent
_PACKAGE = "@atproto/dev-env@0.3.215"
_NODE = 18
_INSTALL_SECONDS = 900
# A busy machine takes its time to load so many packages, and that is no reason to install them anew.
_PROBE_SECONDS = 300
_BUILT = "require('better-sqlite3')(':memory:'); require('@atproto/dev-env')"


def not_run(why):
    pytest.skip(f"not run: {why}")


@cache
def pds_folder():
    """Return the folder in which the server's packages are; install them where they are not."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        not_run("Node and npm are not installed here")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(re.findall(r"\d+", version)[0]) < _NODE:
        not_run(f"Bluesky's server needs Node {_NODE}, this is {version.strip()}")
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "comms-desk" / "bluesky-pds"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if not _is_built(node, folder):
                _install(npm, folder)
        except subprocess.TimeoutExpired as error:
            doing = "loaded" if error.timeout == _PROBE_SECONDS else "installed"
            not_run(f"{_PACKAGE} could not be {doing} in {error.timeout:.0f} seconds")
        if not _is_built(node, folder):
            not_run(f"{_PACKAGE} could not be built here")
    return folder


def _is_built(node, folder):
    probe = subprocess.run([node, "-e", _BUILT], cwd=folder, capture_output=True, check=False, timeout=_PROBE_SECONDS)
    return probe.returncode == 0


def _install(npm, folder):
    (folder / "package.json").write_text(json.dumps({"private": True}))
    command = [npm, "install", "--no-audit", "--no-fund", "--save-exact", _PACKAGE]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["npm did not say why"])[-1]
        not_run(f"{_PACKAGE} could not be installed here: {last}")


@pytest.fixture(scope="module")
def pds(tmp_path_factory):
    """Return the address of a Personal Data Server without any account."""
    folder, scratch = pds_folder(), tmp_path_factory.mktemp("pds")
    command = [shutil.which("node"), "--require", HERE / "loopback.cjs", HERE / "pds.cjs"]
    with (scratch / "log").open("w+") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "TMPDIR": str(scratch)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            told = next((line for line in process.stdout if line.startswith("PORT ")), "")
            assert told, (scratch / "log").read_text()
            yield f"http://127.0.0.1:{told.split()[1]}"
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()


@cache
def _numbers():
    return count(1)


def new_account(pds):
    """Make an account; return its handle, its number in the directory, and an app password."""
    handle = f"desk{next(_numbers())}.test"
    fields = {"handle": handle, "email": f"{handle}@example.org", "password": "the owner's own"}
    owner = asked(pds, "server.createAccount", fields)
    password = asked(pds, "server.createAppPassword", {"name": "desk"}, token=owner["accessJwt"])["password"]
    return handle, owner["did"], password


def asked(pds, name, body, *, token=""):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    reply = requests.post(f"{pds}/xrpc/com.atproto.{name}", json=body, headers=headers, timeout=20)
    assert reply.ok, reply.text
    return reply.json()
