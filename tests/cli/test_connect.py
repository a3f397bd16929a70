import subprocess
import sys
from datetime import time, timedelta

import pytest
import yaml
from cryptography.fernet import Fernet

from comms.cli import walk
from comms.config import Channel
from comms.errors import CommsError
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


def connect(site, typed, *options):
    return subprocess.run(
        [sys.executable, "-m", "comms", "connect", "linkedin", *options],
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


def test_person_is_walked_through_and_what_is_stored_stays_and_is_tested(real_site, lab):
    first, second = connect(real_site, "token\n"), connect(real_site, "\n")
    tested = comms("connect", "linkedin", "--test", site=real_site)

    assert "linkedin is not connected yet; config.yaml has 5025 for it" in first.stdout
    assert "1. Open the app with the product “Community Management API”" in first.stdout
    assert "in 60 days; connect the channel again before" in first.stdout
    assert "linkedin was connected as Human Rights Cities" in second.stdout
    assert "connected as Human Rights Cities (urn:li:organization:5025); nothing was published" in second.stdout
    assert (tested.stdout, lab.live()) == ("linkedin: speaks as Human Rights Cities (urn:li:organization:5025)\n", [])


def test_other_way_asks_for_other_secrets_and_its_end_is_what_the_vendor_says(real_site):
    done = connect(real_site, "token\nlinkedin-refresh\napp\napp-secret\n", "--way", "renewed")

    assert done.returncode == 0, done.stderr
    assert "linkedin: access renews itself until" in done.stdout
    assert "in 300 days; connect the channel again before" in done.stdout


def test_missing_secrets_are_named(real_site):
    done = connect(real_site, "token\n\napp\n\n", "--way", "renewed")

    assert "still missing: Refresh token, Primary client secret of the app" in done.stderr


@pytest.mark.parametrize(
    ("kind", "way", "words"),
    [
        ("linkedin", "magic", "c has no way magic to connect; it has: token (An access token for 60 days)"),
        ("handoff", "", "c: there is nothing to connect"),
    ],
)
def test_way_that_there_is_not_is_told(kind, way, words):
    channel = Channel(id="c", kind=kind, at=time(9))

    with pytest.raises(CommsError) as caught:
        walk.choose(channel, way, None)

    assert words in str(caught.value)


def test_secret_with_a_curly_quote_is_refused_without_a_traceback(real_site):
    done = connect(real_site, "“token”\n")

    assert (done.returncode, "holds a sign that no secret has" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


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


def test_secrets_are_sealed_with_a_new_key(real_site):
    connect(real_site, "token\n\n\n\n")
    key = real_site / "var" / "credentials_key"
    before = key.read_text(encoding="utf-8")

    done = comms("connect", "--new-key", site=real_site)

    assert (done.returncode, done.stdout) == (
        0,
        "1 channels' secrets are sealed with the newest key; earlier keys are only for old backups\n",
    )
    assert before not in key.read_text(encoding="utf-8")
    assert comms("doctor", site=real_site).stdout.startswith("ok    linkedin")


def test_key_that_the_environment_gives_is_printed_for_whoever_sets_it(real_site):
    done = comms("connect", "--new-key", site=real_site, COMMS_CREDENTIALS_KEY="hunter2")

    assert (done.returncode, bool(Fernet(done.stdout.strip()))) == (0, True)
    assert "This is a new key. Set COMMS_CREDENTIALS_KEY to it" in done.stderr


def test_connect_without_a_channel_says_which_there_are(real_site):
    assert "say which channel to connect: linkedin" in comms("connect", site=real_site).stderr


def test_new_key_is_for_all_channels(real_site):
    assert "without a channel" in comms("connect", "linkedin", "--new-key", site=real_site).stderr
