import json
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request

from tests.cli.desk_command import REPOSITORY, comms, environment, lines


def heads(text):
    return [line.split()[0] for line in lines(text)]


def test_main_job_says_what_it_did_in_a_dozen_lines(used_site):
    _, first = used_site

    assert (first.returncode, first.stderr) == (0, "")
    assert heads(first.stdout) == [
        "network",
        "calendar",
        "plan",
        "drafts",
        "feeds",
        "pages",
        "newsletter",
        "outbox",
        "account",
        "account",
        "account",
        "forgotten?",
        "try",
    ]


def test_first_run_counts_what_a_second_one_counts(used_site):
    site, first = used_site

    second = comms("run", "--headless", site=site).stdout

    told = [re.findall(r"^(plan +\d+ slots|drafts +\d+ posts)", text, re.MULTILINE) for text in (first.stdout, second)]
    assert (len(told[0]), told[0]) == (2, told[1])


def test_folder_that_is_named_is_there(used_site):
    site, first = used_site

    assert "outbox      what the pretend channels would have sent: var/outbox" in lines(first.stdout)
    assert (site / "var" / "outbox").is_dir()


def test_second_run_repeats_nothing_and_shows_no_password(used_site):
    site, _ = used_site

    second = comms("run", "--headless", site=site).stdout

    assert "account" not in heads(second)
    for line in ("network     0 new, 0 changed", "(0 new)", "feeds       0 written", "pages       0 written"):
        assert line in second


def test_key_of_the_sessions_is_random_and_for_its_owner_only(used_site):
    site, _ = used_site

    path = site / "var" / "secret_key"
    assert (stat.S_IMODE(path.stat().st_mode), len(path.read_text()) > 50) == (0o600, True)


def test_forgotten_password_is_made_anew(used_site):
    site, first = used_site

    result = comms("password", "officer", site=site)

    assert re.fullmatch(r"officer: \S{12}\n", result.stdout)
    assert result.stdout.split()[1] not in first.stdout


def test_account_is_made_by_a_command(used_site):
    site, _ = used_site

    result = comms("account", "amina", "--role", "officer", site=site)

    assert re.fullmatch(r"amina: \S{12}\n", result.stdout)


ONLY_PRETEND = "x: nothing leaves the machine in demo mode; write pretend: true, or mode: real"


def test_channel_that_would_leave_the_machine_is_refused_before_a_demo_opens(site):
    text = (site / "config.yaml").read_text(encoding="utf-8")
    (site / "config.yaml").write_text(text.replace('at: "09:30"', 'at: "09:30", pretend: false'), encoding="utf-8")

    result = comms("run", "--headless", site=site)

    assert (result.returncode, lines(result.stderr)) == (
        1,
        ["config.yaml: channels: " + ONLY_PRETEND],
    )


def test_unknown_account_is_told_in_one_line(used_site):
    site, _ = used_site

    result = comms("password", "nobody", site=site)

    assert (result.returncode, lines(result.stderr)) == (
        1,
        ["there is no account nobody; accounts: amina, coordinator, deputy, officer"],
    )


def test_links_lead_where_the_desk_will_listen(used_site):
    site, _ = used_site

    comms("run", "--headless", "--port", "8190", site=site)

    edition = next((site / "var" / "newsletter").glob("*/en.txt")).read_text(encoding="utf-8")
    page = (site / "var" / "pages" / "en" / "index.html").read_text(encoding="utf-8")
    for text in (edition, page):
        assert set(re.findall(r"http://127\.0\.0\.1:\d+", text)) == {"http://127.0.0.1:8190"}


def test_post_whose_time_has_come_goes_to_the_outbox_while_the_desk_is_open(used_site):
    site, _ = used_site
    post_id = approve_behind_the_desk(site)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "comms", "serve", "--port", str(port)],
        cwd=site,
        env=environment(site),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        state = wait_for(lambda: state_of(site, post_id) == "published", state_of, site, post_id)
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=10)
        busy = comms("run", "--port", port, site=site)
    finally:
        server.send_signal(signal.SIGTERM)
        output, _ = server.communicate(timeout=20)

    assert (state, page.status, server.returncode) == ("published", 200, 0)
    assert len(list((site / "var" / "outbox" / "x").glob("*.json"))) == 1
    assert (
        f"127.0.0.1:{port} cannot be used (Address already in use); choose another with PORT={port + 1}" in busy.stderr
    )
    assert "Traceback" not in output


def wait_for(condition, look, *arguments):
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.2)
    return look(*arguments)


def state_of(site, post_id):
    with sqlite3.connect(site / "var" / "desk.sqlite3", timeout=20) as database:
        return database.execute("SELECT state FROM store_post WHERE id = ?", [post_id]).fetchone()[0]


def approve_behind_the_desk(site):
    """Approve one of the demo's posts through the services, due at once, as the desk would."""
    script = """
from comms import app
config = app.start()
from comms.domain.message import fingerprint
from comms.services import review
from comms.services.facts import tick
from comms.services.messages import facts_to_check, message_of
from comms.store.models import Person, Post
coordinator, officer = Person.objects.get(username="coordinator"), Person.objects.get(username="officer")
post = Post.objects.filter(state="in review", channel="x", language="en").get()
Post.objects.filter(pk=post.pk).update(due_at=app.now(), day=app.today(post.zone))
post.refresh_from_db()
tick(post.pk, digests={fact["digest"] for fact in facts_to_check(post)}, by=officer, now=app.now())
review.approve(post.pk, seen=fingerprint(message_of(post)), by=coordinator, now=app.now(), config=config)
print(post.pk)
"""
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=site,
        env=environment(site),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return int(result.stdout)


def test_desk_keeps_little_in_memory_once_every_page_was_seen_in_three_languages(used_site):
    site, _ = used_site
    visits = [sys.executable, str(REPOSITORY / "tests" / "cli" / "visits.py")]

    found = subprocess.run(visits, capture_output=True, text=True, cwd=site, env=environment(site), check=True)

    told = json.loads(found.stdout)
    assert told["loaded"] == []
    assert set(told["status"].values()) == {200, 302, 405}
    assert 60 < told["megabytes"] < 150
