"""Our Bluesky channel, and its stand-in, beside the server that Bluesky itself runs."""

import json
import shutil
import socket
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import requests

from comms.channels.bluesky_record import record, record_key
from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message, Receipt, canonical_text
from comms.rehearsal.server import UNDONE, Fault
from tests.channels import test_contract
from tests.channels.labs import BlueskyLab
from tests.realservers.conftest import HERE, asked, new_account, pds_folder
from tests.realservers.forwarding import Forwarding
from tests.realservers.picture import a_picture

pytestmark = pytest.mark.slow
# The contract of all channels, run here on the real server by this file's own fixtures.
globals().update({name: test for name, test in vars(test_contract).items() if name.startswith("test_")})

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]
PUT = "/xrpc/com.atproto.repo.putRecord"
TEXTS = [
    "مياه للجميع",
    "水是人权",
    "Dia\u0301 (ñ) é",
    "🏙️👩🏽‍🚒 <b> &amp; \\ \" '\n\nj\nk",
    "Día 🏙️ #DerechosHumanos https://un.org/es/día?a=b&c=d#e (https://un.org).",
    "👩🏽‍🚒" * 200,
]


@pytest.fixture
def lab(pds):
    """Return a lab whose account is one of the real server's."""
    handle, did, password = new_account(pds)
    made = BlueskyLab(lambda: NOW)
    made.name, made.did, made.pds = handle, did, pds
    made.credentials.secrets["app_password"] = password
    return made


@pytest.fixture
def between(pds):
    return Forwarding(pds)


@pytest.fixture
def server(between):
    with between.serve() as running:
        running.is_hit = lambda asked: asked.path == PUT
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


@pytest.fixture
def channel_by_key(channel):
    return channel


def a_dispatch(text="Today is #HumanRightsDay. https://un.org/en", **changes):
    fields = {"key": "post-1", "language": "en"} | changes
    return Dispatch(Message(channel="bluesky", account="desk", day=date(2026, 12, 10), text=text, **fields), NOW)


def in_a_hurry(dispatch):
    times = iter([9.0, 6.0])
    return Dispatch(dispatch.message, dispatch.stamp, lambda: next(times, 2.0))


def public(lab):
    """Return the records that anybody can read of the account."""
    query = {"repo": lab.did, "collection": "app.bsky.feed.post"}
    reply = requests.get(f"{lab.pds}/xrpc/com.atproto.repo.listRecords", params=query, timeout=20)
    return [one["value"] for one in reply.json()["records"]]


def commits(between):
    """Return how many answers to a post told of a change."""
    return sum("commit" in json.loads(answer.value) for asked, answer in between.answered if asked.path == PUT)


@pytest.mark.parametrize("text", TEXTS)
def test_post_is_public_word_for_word(channel, lab, text):
    receipt = channel.publish(a_dispatch(text, language="ar"))

    assert [(one["text"], one["langs"], one["createdAt"]) for one in public(lab)] == [
        (canonical_text(text), ["ar"], "2026-12-10T09:00:00.000Z")
    ]
    assert receipt.id == f"at://{lab.did}/app.bsky.feed.post/{record_key(a_dispatch())}"
    assert channel.find(a_dispatch(text)) == receipt


def test_picture_is_public_with_its_alternative_text(channel, lab):
    image = lab.pictures.keep(a_picture())
    dispatch = a_dispatch(image=image, alt="Una plaza, مياه")

    receipts = {channel.publish(dispatch), channel.publish(dispatch)}

    embed = public(lab)[0]["embed"]
    assert [(one["alt"], one["image"]["mimeType"], one["image"]["size"]) for one in embed["images"]] == [
        ("Una plaza, مياه", "image/png", len(a_picture()))
    ]
    assert len(receipts) == 1


def test_link_has_a_card(channel, lab):
    channel.publish(a_dispatch(link="https://un.org/en/observances/human-rights-day"))

    assert public(lab)[0]["embed"]["external"] == {
        "uri": "https://un.org/en/observances/human-rights-day",
        "title": "un.org/en/observances/human-rights-day",
        "description": "",
    }


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found_and_can_be_asked_again(channel, lab, server, between, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    found = channel.find(a_dispatch())
    assert (channel.publish(a_dispatch()), len(public(lab)), commits(between)) == (found, 1, 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_proven_absent_and_then_done_once(channel, lab, server, fault):
    server.faults.append(fault)
    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    absent = channel.find(a_dispatch())

    assert (absent, channel.publish(a_dispatch()) is not None, len(public(lab))) == (None, True, 1)


def test_twelve_threads_at_once_make_one_commit(channel, lab, between):
    at_once = threading.Barrier(12)

    def publish(_):
        at_once.wait()
        return channel.publish(a_dispatch())

    with ThreadPoolExecutor(12) as pool:
        receipts = set(pool.map(publish, range(12)))

    asked_to_put = sum(asked.path == PUT for asked, _ in between.answered)
    assert (asked_to_put, len(receipts), commits(between), len(public(lab))) == (12, 1, 1, 1)


def test_other_text_at_the_post_s_place_is_never_replaced(channel, lab):
    channel.publish(a_dispatch("First words"))

    with pytest.raises(Uncertain, match="other words are public under this post's name"):
        channel.publish(a_dispatch("Other words"))

    assert [one["text"] for one in public(lab)] == ["First words"]


def test_session_that_does_not_hold_is_begun_anew(channel, lab):
    channel.check()
    channel._sessions._session = replace(channel._sessions._session, access="a.b.c", renewal="a.b.c")

    channel.publish(a_dispatch())

    assert len(public(lab)) == 1


def test_session_is_renewed_by_its_second_token(channel, between):
    channel.check()
    channel._sessions._session = replace(channel._sessions._session, access="a.b.c")

    channel.check()

    assert [asked.path.rpartition(".")[2] for asked, _ in between.answered] == [
        "createSession",
        "getSession",
        "getSession",
        "refreshSession",
        "getSession",
    ]


def test_app_password_that_was_taken_back_stops_the_channel(pds, lab, server):
    fields = {"identifier": lab.name, "password": "the owner's own"}
    owner = asked(pds, "server.createSession", fields)["accessJwt"]
    headers = {"Authorization": f"Bearer {owner}"}
    requests.post(
        f"{pds}/xrpc/com.atproto.server.revokeAppPassword", json={"name": "desk"}, headers=headers, timeout=20
    )

    with pytest.raises(Unavailable, match="connect the channel again") as caught:
        lab.open(server.url).publish(a_dispatch())

    assert caught.value.stops is Stop.CREDENTIALS


def test_check_names_the_account(channel, lab):
    assert channel.check() == f"@{lab.name} ({lab.did}) on 127.0.0.1"


def test_post_of_another_account_is_not_withdrawn(pds, channel):
    _, other, _ = new_account(pds)

    with pytest.raises(Refused, match="of another account"):
        channel.withdraw(Receipt(f"at://{other}/app.bsky.feed.post/3mabcdefghij2", ""))


def test_server_listens_on_this_machine_alone(pds):
    port = int(pds.rpartition(":")[2])

    # What listens everywhere answers here too.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=5)


def test_links_and_tags_are_marked_as_the_official_client_marks_them():
    texts = [*TEXTS, "#2026 #Goal11, C# #水 #مياه! https://un.org/wiki/Day_(UN)", "＃Water #a-b #a.b. #️⃣ # #é\u0301x"]
    command = [shutil.which("node"), HERE / "facets.cjs"]
    done = subprocess.run(
        command, cwd=pds_folder(), input=json.dumps(texts), capture_output=True, text=True, check=True
    )

    def marked(text):
        for facet in record(a_dispatch(text)).get("facets", []):
            feature = facet["features"][0]
            yield [facet["index"]["byteStart"], facet["index"]["byteEnd"], feature.get("uri") or feature["tag"]]

    assert [list(marked(text)) for text in texts] == [sorted(one) for one in json.loads(done.stdout)]


def bodies(repo):
    """Return bodies of putRecord, by what is odd about each."""

    def body(key="3mabcdefghij2", **changes):
        value = record(a_dispatch("Water")) | changes
        return {"repo": repo, "collection": "app.bsky.feed.post", "rkey": key, "record": value, "swapRecord": None}

    tag = {"$type": "app.bsky.richtext.facet#tag", "tag": "a" * 65}
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "nowhere", "title": "", "description": ""}}
    blob = {"$type": "blob", "mimeType": "image/png", "size": 1}
    blob |= {"ref": {"$link": "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}}
    picture = {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": blob}]}
    return {
        "fine": body(),
        "the same again": body(),
        "another at its place": body(text="Other"),
        "no key": {name: value for name, value in body().items() if name != "rkey"},
        "key that is no TID": body("undays"),
        "too many characters": body("3mabcdefghik2", text="a" * 301),
        "too many bytes": body("3mabcdefghik2", text="👩🏽‍🚒" * 201),
        "no instant": body("3mabcdefghik2", createdAt="yesterday"),
        "no text": body("3mabcdefghik2", text=3),
        "tag too long": body("3mabcdefghik2", facets=[{"index": {"byteStart": 0, "byteEnd": 1}, "features": [tag]}]),
        "card without address": body("3mabcdefghik2", embed=card),
        "picture that was never uploaded": body("3mabcdefghik2", embed=picture),
        "four languages": body("3mabcdefghik2", langs=["en", "es", "fr", "ar"]),
        "other repository": body() | {"repo": "did:plc:elsewhere"},
    }


def answers(base, handle, did, password):
    """Return the status and the name of the error of each answer."""
    login = {"identifier": handle, "password": password}
    token = asked(base, "server.createSession", login)["accessJwt"]

    def put(body):
        reply = requests.post(base + PUT, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=20)
        return reply.status_code, reply.json().get("error", ""), "commit" in reply.json()

    return {name: put(body) for name, body in bodies(did).items()}


def test_stand_in_answers_as_the_real_server(pds):
    real = answers(pds, *new_account(pds))
    lab = BlueskyLab(lambda: NOW)

    with lab.serve() as server:
        pretended = answers(server.url, lab.name, lab.stand_in.did, lab.secrets["app_password"])

    assert pretended == real
