"""A whole rehearsal, as a person does it: the main job, the desk in a browser's words, and what the stand-ins show."""

import contextlib
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from comms.domain.channels import CHANNEL_RULES
from tests.cli.desk_command import comms, environment
from tests.site import SITE_FILE

OF_FILES = ("website", "handoff")
ON_STAGE = tuple(kind for kind in CHANNEL_RULES if kind not in OF_FILES)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory):
    """Return a site whose rehearsal has done the main job, with what it printed."""
    return rehearsal_in(tmp_path_factory.mktemp("rehearsed"))


def rehearsal_in(site):
    short = "plan: {horizon_days: 30, draft_days: 1}\n"
    (site / "config.yaml").write_text(SITE_FILE.read_text(encoding="utf-8") + short, encoding="utf-8")
    return site, comms("run", "--rehearse", "--headless", site=site)


def database(site):
    return sqlite3.connect(site / "var" / "rehearsal" / "var" / "desk.sqlite3", timeout=20)


def rows(site, query):
    with contextlib.closing(database(site)) as stored:
        return stored.execute(query).fetchall()


def demo_posts(site, *languages):
    """Return the channel of each post of the demo's slot, by id."""
    found = rows(site, "SELECT id, channel, language FROM store_post WHERE state = 'in review' ORDER BY id")
    return {number: channel for number, channel, language in found if language in languages}


@contextlib.contextmanager
def open_desk(site, *options):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "comms", "serve", "--rehearse", *options, "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=site, env=environment(site), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        yield Visitor(f"http://127.0.0.1:{port}")
    finally:
        server.send_signal(signal.SIGTERM)
        told = server.communicate(timeout=40)[1].decode()
    assert "Traceback" not in told


class Visitor:
    """Somebody at the desk, by HTTP alone."""

    def __init__(self, home):
        self.home, self.session = home, requests.Session()
        wait_until(self.is_open)

    def is_open(self):
        with contextlib.suppress(requests.ConnectionError):
            return self.read("/login/") != ""

    def read(self, path):
        answer = self.session.get(self.home + path, timeout=60)
        answer.raise_for_status()
        return answer.text

    def do(self, path, **fields):
        self.read("/login/" if path == "/login/" else "/channels/")
        given = {"csrfmiddlewaretoken": self.session.cookies["csrftoken"]} | fields
        answer = self.session.post(self.home + path, data=given, headers={"Referer": self.home}, timeout=60)
        answer.raise_for_status()
        return answer.text

    def log_in(self, username, password):
        self.do("/login/", username=username, password=password)
        return self

    def approve(self, post_id):
        page = self.read(f"/posts/{post_id}/")
        facts = re.findall(r'name="fact" value="([^"]+)"', page)
        if facts:
            page = self.do(f"/posts/{post_id}/tick/", fact=facts)
        self.do(f"/posts/{post_id}/approve/", seen=re.search(r'name="seen" value="([^"]+)"', page)[1])


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.2)


def approve(site, visitor, password, *languages):
    """Approve the demo's posts in *languages*; return their channels by id."""
    visitor.log_in("coordinator", password)
    posts = demo_posts(site, *languages)
    for post_id in posts:
        visitor.approve(post_id)
    return posts


def send_now(visitor, posts):
    """Send them all at once, as the same person at many windows."""
    with ThreadPoolExecutor(len(posts)) as pool:
        list(pool.map(lambda post_id: sender(visitor).do(f"/posts/{post_id}/send-now/"), posts))


def sender(visitor):
    """Return the same person at another window."""
    other = Visitor.__new__(Visitor)
    other.home, other.session = visitor.home, requests.Session()
    other.session.cookies.update(visitor.session.cookies)
    return other


def ends(site, posts):
    """Return, by channel, what the posts are now and what their deliveries came to, one after the other."""
    found = rows(
        site,
        "SELECT post.id, post.state, delivery.state FROM store_post post"
        " JOIN store_delivery delivery ON delivery.post_id = post.id ORDER BY delivery.attempt",
    )
    return Counter((posts[number], state, delivery) for number, state, delivery in found if number in posts)


def is_settled(site, posts):
    found = dict(rows(site, "SELECT id, state FROM store_post"))
    return {found[number] for number in posts} == {"published"}


def copies(site, kinds):
    """Return how many messages are public on each channel: on the stand-ins, as pages, and as packages."""
    folder = site / "var" / "rehearsal"
    published = folder / "var" / "published"
    return {
        kind: len(list((published / kind).iterdir()))
        if kind in OF_FILES
        else len(json.loads((folder / "live" / f"{kind}.json").read_text(encoding="utf-8")))
        for kind in kinds
    }


def password_of(said):
    return re.search(r"^account +coordinator / (\S+)", said, re.MULTILINE)[1]


def each(kinds, *end, times=1):
    return Counter({(kind, *end): times for kind in kinds})


def test_rehearsal_speaks_on_every_kind_of_channel_with_one_copy_each(rehearsed):
    site, said = rehearsed

    with open_desk(site) as visitor:
        posts = approve(site, visitor, password_of(said.stdout), "en")
        send_now(visitor, posts)
        outbox = visitor.read("/outbox/")

    assert ends(site, posts) == each(CHANNEL_RULES, "published", "sent")
    assert copies(site, ON_STAGE) == dict.fromkeys(ON_STAGE, 1)
    assert outbox.count('class="words on-stage"') == len(ON_STAGE)
    assert (outbox.count("Rehearsal: the channels speak to stand-ins"), outbox.count("only pretend")) == (1, 0)


def test_rehearsal_that_loses_each_answer_finds_the_one_copy(rehearsed):
    site, said = rehearsed

    with open_desk(site, "--lose-answers") as visitor:
        posts = approve(site, visitor, password_of(said.stdout), "es")
        send_now(visitor, posts)
        wait_until(lambda: is_settled(site, posts))

    assert ends(site, posts) == each(ON_STAGE, "published", "confirmed") + each(OF_FILES, "published", "sent")
    assert copies(site, ON_STAGE) == dict.fromkeys(ON_STAGE, 1)


@pytest.mark.slow
def test_clock_sends_the_days_posts_one_copy_each_whatever_is_lost(tmp_path):
    site, said = tmp_path, rehearsal_in(tmp_path)[1]

    with open_desk(site, "--lose-answers") as visitor:
        posts = approve(site, visitor, password_of(said.stdout), "en", "es", "fr")
        make_due(site)
        wait_until(lambda: is_settled(site, posts), seconds=300)

    lost_and_found = each(ON_STAGE, "published", "confirmed", times=3)
    assert ends(site, posts) == lost_and_found + each(OF_FILES, "published", "sent", times=3)
    assert copies(site, CHANNEL_RULES) == dict.fromkeys(CHANNEL_RULES, 3)


def make_due(site):
    with contextlib.closing(database(site)) as stored, stored:
        stored.execute("UPDATE store_post SET due_at = datetime('now') WHERE state = 'scheduled'")


def test_rehearsal_leaves_the_site_alone(rehearsed):
    site, _ = rehearsed

    assert sorted(path.name for path in site.iterdir()) == ["config.yaml", "var"]
    assert [path.name for path in (site / "var").iterdir()] == ["rehearsal"]


def test_answers_are_lost_in_a_rehearsal_only(site):
    result = comms("serve", "--lose-answers", site=site)

    assert (result.returncode, result.stderr) == (1, "--lose-answers belongs to a rehearsal; give --rehearse too\n")
