import subprocess
import sys
from datetime import timedelta

import pytest
import yaml

from tests.channels.labs import LABS
from tests.cli.desk_command import comms, environment
from tests.site import SITE_FILE


@pytest.fixture
def lab():
    return LABS["linkedin"]()


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        yield running


@pytest.fixture
def real_site(tmp_path, lab, server):
    """A site that speaks to a stand-in of LinkedIn."""
    settings = yaml.safe_load(SITE_FILE.read_text(encoding="utf-8"))
    settings["channels"] = [lab.channel(server.url)]
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    assert comms("migrate", site=tmp_path).returncode == 0
    return tmp_path


def connect(site, typed):
    return subprocess.run(
        [sys.executable, "-m", "comms", "connect", "linkedin"],
        cwd=site,
        env=environment(site, PYTHONWARNINGS="error,ignore::UserWarning:getpass"),
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_secrets_are_asked_for_tried_and_stored(real_site, lab):
    done = connect(real_site, "token\n")

    assert (done.returncode, lab.live()) == (0, [])
    assert "connected as Human Rights Cities (urn:li:organization:5025); nothing was published" in done.stdout
    assert comms("doctor", site=real_site).stdout.startswith("ok    linkedin")


def test_doctor_tells_of_a_wrong_clock_and_fails(real_site, server):
    connect(real_site, "token\n")
    server.clock_ahead = -timedelta(minutes=7)

    done = comms("doctor", site=real_site)

    assert done.returncode == 1
    assert "look  linkedin      this machine's clock is 4" in done.stdout
    assert "s ahead of the channel's: posts go out early" in done.stdout


def test_wrong_secret_is_refused_and_not_stored(real_site):
    done = connect(real_site, "wrong\n")

    assert done.returncode == 1
    assert "did not take these secrets: LinkedIn no longer accepts our access token" in done.stderr
    assert "its access token is missing" in comms("doctor", site=real_site).stdout


def test_stored_secrets_are_deleted(real_site):
    connect(real_site, "token\n")

    done = comms("connect", "linkedin", "--forget", site=real_site)

    assert (done.returncode, "deleted" in done.stdout) == (0, True)
    assert comms("doctor", site=real_site).returncode == 1


@pytest.mark.parametrize(
    ("channel", "words"), [("x", "it only pretends and needs no secrets"), ("myspace", "config.yaml has no channel")]
)
def test_channel_that_cannot_be_connected_is_told(site, channel, words):
    done = comms("connect", channel, site=site)

    assert (done.returncode, words in done.stderr) == (1, True)


def test_doctor_finds_pretend_channels_well(site):
    comms("migrate", site=site)

    done = comms("doctor", site=site)

    assert (done.returncode, done.stdout.count("ok  ")) == (0, 3)
