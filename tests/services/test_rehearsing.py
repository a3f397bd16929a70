import json

import pytest
import yaml

from comms.config import load
from comms.domain.channels import CHANNEL_RULES
from comms.services.rehearsing import (
    folder_of,
    is_rehearsal,
    keeper,
    made_up_secrets,
    make_rehearsal,
    public_words,
    seen_at,
)
from tests.site import SITE_FILE

OWN = """
mode: real
database: sqlite:////srv/desk/desk.sqlite3
secret_key_file: /srv/desk/key
server: {port: 8123, names: [desk.example.org], address: "https://desk.example.org"}
plan: {per_day: 1, rooms: [{channel: x}]}
"""
ADDRESSES = {"x": "http://127.0.0.1:4001", "mastodon": "http://127.0.0.1:4002"}


@pytest.fixture
def site(tmp_path):
    text = SITE_FILE.read_text(encoding="utf-8").replace("mode: demo\n", "")
    (tmp_path / "config.yaml").write_text(text + OWN, encoding="utf-8")
    return tmp_path


def test_rehearsal_speaks_on_every_kind_of_channel_and_is_sound(site):
    settings = load(make_rehearsal(site, ADDRESSES)).settings

    assert [(one.kind, one.pretend) for one in settings.channels] == [(kind, False) for kind in CHANNEL_RULES]
    assert {one.kind: one.server for one in settings.channels if one.kind in {"x", "linkedin", "website"}} == {
        "x": "http://127.0.0.1:4001",
        "linkedin": "http://127.0.0.1:9",
        "website": "",
    }


def test_rehearsal_speaks_as_the_site_and_keeps_nothing_where_the_site_keeps_it(site):
    rehearsal = load(make_rehearsal(site, ADDRESSES))

    own, its = load(site).settings, rehearsal.settings
    assert (its.organisation, its.languages, its.zone, its.plan.per_day) == (
        own.organisation,
        own.languages,
        own.zone,
        1,
    )
    assert (its.mode, its.database, its.secret_key_file) == ("demo", "sqlite:///var/desk.sqlite3", "var/secret_key")
    assert (its.server.port, its.server.names, its.server.address, its.plan.rooms) == (8123, (), None, ())
    assert rehearsal.site == site / "var" / "rehearsal"


def test_calendars_and_templates_of_the_site_are_copied_anew_each_time(site):
    (site / "calendars" / "packs").mkdir(parents=True)
    (site / "calendars" / "events.yaml").write_text("events: []\n", encoding="utf-8")
    copy = make_rehearsal(site, {}) / "calendars"
    (copy / "packs" / "tried.yaml").write_text("packs: []\n", encoding="utf-8")

    make_rehearsal(site, {})

    assert sorted(path.name for path in copy.rglob("*")) == ["events.yaml", "packs"]
    assert list((site / "calendars" / "packs").iterdir()) == []


def test_rehearsal_rehearses_where_it_is(site):
    folder = make_rehearsal(site, {})
    (folder / "templates").mkdir()

    again = make_rehearsal(folder, ADDRESSES)

    assert (again, (folder / "templates").is_dir()) == (folder, True)
    assert load(folder).channel("x").server == ADDRESSES["x"]


def test_site_without_a_plan_of_its_own_rehearses_too(tmp_path):
    (tmp_path / "config.yaml").write_text(SITE_FILE.read_text(encoding="utf-8"), encoding="utf-8")

    written = yaml.safe_load((make_rehearsal(tmp_path, {}) / "config.yaml").read_text(encoding="utf-8"))

    assert ("plan" in written, written["server"]) == (False, {})


def test_secrets_are_made_up_for_stand_ins_alone():
    assert (sorted(made_up_secrets("wordpress")), made_up_secrets("website")) == (["password", "username"], {})


def test_what_is_public_is_read_by_people_from_a_rehearsal_alone(site):
    folder = folder_of(site)

    keeper(folder)("x", [{"words": "Hoy: agua.", "kept": {"picture": b"\x89"}}])

    assert public_words(folder) == {"x": ["Hoy: agua."]}
    assert json.loads((folder / "live" / "x.json").read_text(encoding="utf-8"))[0]["kept"] == {"picture": "b'\\x89'"}
    assert (public_words(site), is_rehearsal(folder), is_rehearsal(site)) == ({}, True, False)


def test_site_that_lies_in_a_folder_of_that_name_is_not_taken_for_a_rehearsal(tmp_path):
    folder = tmp_path / "var" / "rehearsal"

    assert (is_rehearsal(folder), folder_of(folder)) == (False, folder / "var" / "rehearsal")


POST = ("at://did/app.bsky.feed.post/3k", "https://bsky.app/profile/a/post/3k")


@pytest.mark.parametrize(
    ("channel", "receipt", "seen"),
    [
        ("x", ("1", "https://x.com/noc/status/1"), "http://127.0.0.1:4001/as-public?id=1"),
        ("mastodon", ("a/b?c", "https://m.example/1"), "http://127.0.0.1:4002/as-public?id=a%2Fb%3Fc"),
        ("bluesky", POST, "http://127.0.0.1:9/as-public?id=at%3A%2F%2Fdid%2Fapp.bsky.feed.post%2F3k"),
        ("x", ("", "https://x.com/noc/status/1"), ""),
        ("website", ("a", "http://127.0.0.1:8123/public/a"), "http://127.0.0.1:8123/public/a"),
        ("handoff", ("a", "/packages/handoff/a.zip"), "/packages/handoff/a.zip"),
        ("fax", ("1", "https://fax.example/1"), "https://fax.example/1"),
    ],
)
def test_post_of_a_rehearsal_is_seen_at_its_stand_in(site, channel, receipt, seen):
    assert seen_at(channel, *receipt, load(make_rehearsal(site, ADDRESSES))) == seen


def test_post_of_a_site_is_seen_where_it_was_published(site):
    assert seen_at("x", *POST, load(site)) == POST[1]
