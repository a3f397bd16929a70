"""A site with one real channel that speaks to a stand-in, and processes in it that can be killed."""

import subprocess
import sys

import yaml

from tests.cli.desk_command import REPOSITORY, environment
from tests.site import SITE_FILE


class KillSite:
    """One site of the kill matrix."""

    def __init__(self, folder, channel, secrets, **publishing):
        self.folder, self.channel = folder, channel
        settings = yaml.safe_load(SITE_FILE.read_text(encoding="utf-8"))
        settings["channels"] = [channel]
        settings["publishing"] = publishing
        (folder / "config.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        prefix = f"COMMS_{channel['id']}_".upper()
        self.variables = {prefix + name.upper(): value for name, value in secrets.items()}

    def prepare(self, number=1):
        done = self._begin("prepare", self.channel["id"], str(number))
        _, errors = done.communicate(timeout=120)
        assert done.returncode == 0, errors

    def send(self, point="none", *, ahead=0, seconds=0, speed=1):
        """Begin a sending process; it dies at *point*."""
        return self._begin("sender", point, str(ahead), str(seconds), str(speed))

    def states(self, *, ahead):
        """Send once more, with a clock that is *ahead* by so many seconds; return the states of the posts."""
        process = self.send(ahead=ahead)
        said, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        return dict(line.split("\t") for line in said.splitlines())

    def _begin(self, script, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.killing.{script}", *arguments],
            cwd=REPOSITORY,
            env=environment(self.folder, **self.variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
