"""Our Mastodon channel on snac, which publishes twice what is asked twice and describes itself little."""

import json
import re
import shutil
import socket
import subprocess
import time
from datetime import date

import pytest
import requests

from comms import app
from comms.channels.mastodon_text import words
from comms.domain.answers import Uncertain
from comms.domain.message import Dispatch, Message
from comms.rehearsal.server import UNDONE, Fault
from tests.channels.labs import MastodonLab
from tests.realservers.conftest import not_run
from tests.realservers.forwarding import Forwarding
from tests.realservers.picture import a_picture

pytestmark = pytest.mark.slow
LOST = [fault for fault in Fault if fault not in UNDONE]
STATUSES = "/api/v1/statuses"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def snac(tmp_path_factory):
    """Return the address of a snac server and its folder."""
    program = shutil.which("snac") or not_run("snac is not installed here")
    folder, port = tmp_path_factory.mktemp("snac") / "data", free_port()
    told = f"127.0.0.1\n{port}\n127.0.0.1:{port}\n\nadmin@example.org\n"
    subprocess.run([program, "init", folder], input=told, text=True, capture_output=True, check=True, timeout=30)
    settings = json.loads((folder / "server.json").read_text())
    settings |= {"protocol": "http", "address": "127.0.0.1", "port": port}
    (folder / "server.json").write_text(json.dumps(settings))
    process = subprocess.Popen([program, "httpd", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", folder, program
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(address):
    try:
        return requests.get(f"{address}/api/v1/instance", timeout=5).ok
    except requests.RequestException:
        return False


@pytest.fixture
def lab(snac, request):
    """Return a lab whose token speaks for a new account of the server."""
    address, folder, program = snac
    name = "desk" + str(abs(hash(request.node.name)))[:9]
    command = [program, "adduser", folder, name]
    told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=30)
    password = re.search(r"User password is (\S+)", told.stdout + told.stderr)[1]
    deadline = app.now().timestamp() + 10
    while not answers(address) and app.now().timestamp() < deadline:
        time.sleep(0.2)
    login = {"login": name, "passwd": password}
    made = MastodonLab()
    made.name = name
    reply = requests.post(f"{address}/oauth/x-snac-get-token", data=login, timeout=20)
    made.credentials.secrets["access_token"] = reply.text.strip()
    return made


@pytest.fixture
def server(snac):
    with Forwarding(snac[0]).serve() as running:
        running.is_hit = lambda asked: asked.path == STATUSES
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text="Hoy: Día Mundial del Agua. مياه 水 🏙️ https://un.org/es", **changes):
    fields = {"key": "post-1", "channel": "mastodon", "account": "desk", "language": "es"} | changes
    return Dispatch(Message(day=date(2026, 12, 10), text=text, **fields), app.now())


def in_a_hurry(dispatch):
    times = iter([9.0, 9.0, 6.0])
    return Dispatch(dispatch.message, dispatch.stamp, lambda: next(times, 2.0))


def live(snac, lab):
    headers = {"Authorization": f"Bearer {lab.credentials.secrets['access_token']}"}
    who = requests.get(f"{snac[0]}/api/v1/accounts/verify_credentials", headers=headers, timeout=20).json()["id"]
    listed = requests.get(f"{snac[0]}/api/v1/accounts/{who}/statuses", headers=headers, timeout=20).json()
    return [words(one["content"]) for one in listed]


def test_post_is_public_word_for_word_and_found(snac, channel, lab):
    dispatch = a_dispatch()

    receipt = channel.publish(dispatch)

    assert (live(snac, lab), channel.find(dispatch).id) == ([dispatch.message.text], receipt.id)


def test_server_is_hostile(snac, channel, lab):
    dispatch = a_dispatch()

    channel.publish(dispatch)
    channel.publish(dispatch)

    assert len(live(snac, lab)) == 2


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found(snac, channel, lab, server, fault):
    dispatch = a_dispatch()
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(dispatch))

    assert (channel.find(dispatch) is not None, len(live(snac, lab))) == (True, 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_looked_for_in_vain(channel, server, fault):
    dispatch = a_dispatch()
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(dispatch)

    assert channel.find(dispatch) is None


def test_post_with_a_picture_is_found(channel, lab):
    dispatch = a_dispatch(image=lab.pictures.keep(a_picture()), alt="Una plaza")

    receipt = channel.publish(dispatch)

    assert channel.find(dispatch).id == receipt.id


def test_check_names_the_account(channel, lab):
    assert channel.check() == f"@{lab.name} on 127.0.0.1"
