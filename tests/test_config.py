import os
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import ValidationError

from comms.config import Config, Settings, live_at, load, refused, site_folder, sqlite_path
from comms.errors import CommsError, WrittenError

ORGANISATION = """
organisation:
  name: {en: Network of Cities}
  acronym: {en: NoC}
  page: https://network.example.org
"""
CHANNELS = """
channels:
  - {id: x, kind: x, at: "09:30"}
"""


def a_site(folder, text=ORGANISATION + CHANNELS):
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    return folder


def a_config(folder, **environment):
    return Config(folder, load(a_site(folder)).settings, environment)


def told(folder, text):
    with pytest.raises(WrittenError) as refused:
        load(a_site(folder, text))
    return str(refused.value).splitlines()


def test_only_who_speaks_and_where_must_be_written(tmp_path):
    settings = load(a_site(tmp_path)).settings

    assert (settings.mode, settings.languages, settings.zone) == ("demo", ("en", "es", "fr"), "Europe/Madrid")
    assert (settings.server.host, settings.channels[0].pretend) == ("127.0.0.1", True)


def test_configuration_does_not_change_once_it_is_read(tmp_path):
    settings = load(a_site(tmp_path)).settings

    with pytest.raises(ValidationError, match="frozen"):
        settings.mode = "real"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("zon: Europe/Madrid", "config.yaml: zon: is not a known key; write zone"),
        ("server: {hots: 0.0.0.0}", "config.yaml: server.hots: is not a known key; write host"),
        ("zone: Madrid", "config.yaml: zone: “Madrid” is not a time zone; write an IANA name such as Europe/Madrid"),
        ("mode: live", "config.yaml: mode: is “live”; write one of demo, real"),
        ("languages: []", "config.yaml: languages: has too few items; write 1 or more"),
        ("languages: [english]", "config.yaml: languages.1: is “english”; write a language code such as en, es or fr"),
        ("server: {port: 0}", "config.yaml: server.port: is the number 0; write 1 or more"),
    ],
)
def test_mistake_is_told_by_file_and_key_with_the_remedy(tmp_path, text, line):
    assert told(tmp_path, ORGANISATION + CHANNELS + text) == [line]


def test_all_mistakes_are_told_at_once(tmp_path):
    lines = told(tmp_path, "zone: Madrid\nmode: live\n")

    assert [line.split(": ")[1] for line in lines] == ["organisation", "mode", "zone", "channels"]


def test_two_channels_never_share_an_id(tmp_path):
    twice = 'channels:\n  - {id: x, kind: x, at: "09:30"}\n  - {id: x, kind: website, at: "10:00"}\n'

    assert told(tmp_path, ORGANISATION + twice) == [
        "config.yaml: channels: two channels have the id x; rename one",
    ]


def test_channel_speaks_only_the_languages_of_the_site(tmp_path):
    channels = 'languages: [en, es]\nchannels:\n  - {id: x, kind: x, at: "09:30", languages: [es, fr, pt]}\n'

    assert told(tmp_path, ORGANISATION + channels) == [
        "config.yaml: channels: x: fr, pt is not among languages; add it there",
    ]


def test_channel_never_speaks_in_the_quiet_hours(tmp_path):
    channels = 'languages: [en, es]\nchannels:\n  - {id: x, kind: x, at: "21:55"}\n'
    quiet = 'plan: {quiet_hours: ["22:00", "08:00"]}\n'

    assert told(tmp_path, ORGANISATION + channels + quiet) == [
        "config.yaml: plan: quiet_hours: x goes out at 22:05, within them; choose another hour for it",
    ]
    assert load(a_site(tmp_path, ORGANISATION + CHANNELS + quiet)).settings.plan.is_quiet(time(23))


def test_hour_that_is_not_one_is_refused(tmp_path):
    channels = "channels:\n  - {id: x, kind: x, at: 930}\n"

    assert told(tmp_path, ORGANISATION + channels) == [
        "config.yaml: channels.x.at: is the number 930; write hours and minutes, such as 09:30",
    ]


DEMO = "config.yaml: channels: one: nothing leaves the machine in demo mode; write pretend: true, or mode: real"
REAL = "config.yaml: channels: one: its server is this machine, which stands in for a channel in demo mode only"
HERE, THERE = "http://127.0.0.1:4001", "https://cities.example.org"


def one_channel(mode, kind, server):
    shown = f', server: "{server}"' if server else ""
    return f'mode: {mode}\nchannels:\n  - {{id: one, kind: {kind}, at: "09:30", pretend: false{shown}}}\n'


@pytest.mark.parametrize(
    ("mode", "kind", "server"),
    [
        ("demo", "website", ""),
        ("demo", "handoff", ""),
        ("demo", "x", HERE),
        ("demo", "wordpress", HERE),
        ("real", "x", ""),
        ("real", "mastodon", THERE),
        ("real", "website", ""),
    ],
)
def test_real_channel_is_one_of_files_or_speaks_to_this_machine_in_a_demo_and_to_others_else(
    tmp_path, mode, kind, server
):
    site = a_site(tmp_path, ORGANISATION + one_channel(mode, kind, server))

    assert load(site).channel("one").server == server


@pytest.mark.parametrize(
    ("mode", "kind", "server", "line"),
    [
        ("demo", "x", "", DEMO),
        ("demo", "bluesky", "", DEMO),
        ("demo", "drupal", THERE, DEMO),
        ("real", "x", HERE, REAL),
        ("real", "drupal", "http://localhost:8080", REAL),
        (
            "real",
            "telegram",
            THERE,
            "config.yaml: channels.one.server: is not needed: Telegram has one address of its own; delete the line",
        ),
        (
            "real",
            "mastodon",
            "",
            "config.yaml: channels.one.server: is missing; a channel of the kind mastodon needs one, as https://example.org",
        ),
        (
            "real",
            "mastodon",
            "http://cities.example.org",
            "config.yaml: channels.one.server: is no address; write one that begins with https://",
        ),
    ],
)
def test_channel_that_would_speak_elsewhere_is_refused(tmp_path, mode, kind, server, line):
    assert told(tmp_path, ORGANISATION + one_channel(mode, kind, server)) == [line]


@pytest.mark.parametrize("version", ["209913", "2026-10", "202600", "1"])
def test_version_that_is_no_month_is_refused(tmp_path, version):
    channels = f'channels:\n  - {{id: x, kind: linkedin, at: "09:30", api_version: "{version}"}}\n'

    assert told(tmp_path, ORGANISATION + channels) == [
        f"config.yaml: channels.x.api_version: is “{version}”; write a year and a month, such as 202610, or nothing"
    ]


FUTURE = "config.yaml: channels.x.api_version: is 202701, a month that has not come"


@pytest.mark.parametrize(
    ("version", "problems"),
    [
        ("", []),
        ("202612", []),
        ("202701", [f"{FUTURE}; write one that is over, or nothing"]),
    ],
)
def test_version_of_the_future_is_refused_by_the_check_and_at_every_start(tmp_path, version, problems):
    channels = f'channels:\n  - {{id: x, kind: linkedin, at: "09:30", api_version: "{version}"}}\n'
    config = load(a_site(tmp_path, ORGANISATION + channels))

    assert [str(one) for one in refused(config, date(2026, 12, 31))] == problems
    assert refused(config) == ()


@pytest.mark.parametrize(
    ("mode", "notices", "line"),
    [
        ("demo", "to: [a@b.org]", "need sender and server; write both, or nobody in to"),
        (
            "demo",
            "server: mail.b.org",
            "server: nothing leaves the machine in demo mode; write mode: real, or leave it out",
        ),
        ("real", "server: mail.b.org, security: none", "security: mail leaves this machine only over TLS"),
        ("real", "to: [nobody]", "notices"),
    ],
)
def test_notices_that_could_not_or_must_not_be_sent_are_refused(tmp_path, mode, notices, line):
    found = told(tmp_path, f"mode: {mode}\n{ORGANISATION}{CHANNELS}notices: {{{notices}}}\n")

    assert line in found[0]


@pytest.mark.parametrize(
    ("mode", "notices"),
    [
        ("demo", "to: [a@b.org], sender: desk@b.org, server: localhost, security: none"),
        ("real", "to: [a@b.org], sender: desk@b.org, server: mail.b.org"),
    ],
)
def test_notices_go_to_this_machine_in_a_demo_and_anywhere_else(tmp_path, mode, notices):
    site = a_site(tmp_path, f"mode: {mode}\n{ORGANISATION}{CHANNELS}notices: {{{notices}}}\n")

    assert load(site).settings.notices.to == ("a@b.org",)


def test_configuration_that_is_missing_is_told(tmp_path):
    with pytest.raises(WrittenError) as refused:
        load(tmp_path)

    assert str(refused.value) == "config.yaml: is missing; create it"


def test_channel_is_found_by_its_id(tmp_path):
    assert a_config(tmp_path).channel("x").kind == "x"


def test_what_the_desk_writes_lies_in_the_site(tmp_path):
    assert a_config(tmp_path).var == tmp_path / "var"


def test_secret_comes_from_the_environment(tmp_path):
    (tmp_path / "key").write_text("from the file\n")
    config = a_config(tmp_path, COMMS_SECRET_KEY="from the environment", COMMS_SECRET_KEY_FILE=str(tmp_path / "key"))

    assert config.secret("COMMS_SECRET_KEY") == "from the environment"


def test_secret_comes_from_the_file_that_the_environment_names(tmp_path):
    (tmp_path / "key").write_text("from the file\n")

    assert a_config(tmp_path, COMMS_SECRET_KEY_FILE=str(tmp_path / "key")).secret("COMMS_SECRET_KEY") == "from the file"


def test_secret_that_nobody_gives_is_none(tmp_path):
    assert a_config(tmp_path).secret("COMMS_SECRET_KEY") is None


def test_file_of_a_secret_that_cannot_be_read_is_told(tmp_path):
    config = a_config(tmp_path, COMMS_SECRET_KEY_FILE="/nowhere/key")

    with pytest.raises(CommsError) as refused:
        config.secret("COMMS_SECRET_KEY")

    assert str(refused.value) == (
        "COMMS_SECRET_KEY_FILE names /nowhere/key, which cannot be read (No such file or directory); "
        "name a file that you may read"
    )


@pytest.mark.parametrize("name", ["", "config.yaml", "config.yml"])
def test_site_is_the_folder_that_the_environment_names_or_that_of_its_file(tmp_path, monkeypatch, name):
    monkeypatch.setenv("COMMS_CONFIG", str(tmp_path / name))

    assert site_folder() == tmp_path


def test_site_is_the_working_folder_where_nothing_names_another(tmp_path, monkeypatch):
    monkeypatch.delenv("COMMS_CONFIG")
    monkeypatch.chdir(tmp_path)

    assert site_folder() == tmp_path


def test_site_that_is_given_wins_over_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMS_CONFIG", "/elsewhere")

    assert load(a_site(tmp_path)).site == tmp_path


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("sqlite:///var/desk.sqlite3", Path("/site/var/desk.sqlite3")),
        ("sqlite:////srv/desk.sqlite3", Path("/srv/desk.sqlite3")),
        ("postgresql://desk@localhost/desk", None),
    ],
)
def test_file_of_the_database_follows_from_its_address(tmp_path, address, path):
    settings = load(a_site(tmp_path)).settings

    assert sqlite_path(Config(Path("/site"), settings, {"COMMS_DATABASE": address})) == path


def test_database_of_the_configuration_counts_where_the_environment_names_none(tmp_path):
    assert a_config(tmp_path).database_url == Settings.model_fields["database"].default


@pytest.mark.parametrize(
    ("server", "port", "expected"),
    [
        ("", "", "http://127.0.0.1:8000"),
        ("server: {port: 8100}", "", "http://127.0.0.1:8100"),
        ("server: {port: 8100}", "8190", "http://127.0.0.1:8190"),
        ("server: {host: 0.0.0.0}", "8190", "http://127.0.0.1:8190"),
        ('server: {host: "::1"}', "8190", "http://[::1]:8190"),
        ("server: {address: https://desk.example.org/}", "8190", "https://desk.example.org"),
    ],
)
def test_links_lead_to_the_public_address_or_to_where_the_desk_listens(tmp_path, server, port, expected):
    site = load(a_site(tmp_path, ORGANISATION + CHANNELS + server))

    assert Config(tmp_path, site.settings, {"COMMS_PORT": port}).address == expected


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1", "８０"])
def test_port_that_is_none_is_told(tmp_path, port):
    with pytest.raises(CommsError, match=f"COMMS_PORT is “{port}”; write a number from 1 to 65535"):
        _ = a_config(tmp_path, COMMS_PORT=port).port


def test_environment_says_nothing_of_another_site_to_whoever_lives_at_one(monkeypatch, tmp_path):
    given = {"COMMS_DATABASE": "sqlite:///real", "COMMS_X_ACCESS_TOKEN": "real", "COMMS_PORT": "8123"}
    monkeypatch.setattr(os, "environ", {"PATH": "/bin"} | given)

    live_at(tmp_path)

    assert os.environ == {"PATH": "/bin", "COMMS_PORT": "8123", "COMMS_CONFIG": str(tmp_path)}
