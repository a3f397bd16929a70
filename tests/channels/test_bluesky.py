import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from comms.channels.bluesky_record import record_key
from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Receipt
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.bluesky import NOW, PUT, a_dispatch, answering, channel, lab, server

__all__ = ["channel", "lab", "server"]

LOST = [fault for fault in Fault if fault not in UNDONE]


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request has begun."""
    times = iter([9.0, 6.0])
    return Dispatch(dispatch.message, dispatch.stamp, lambda: next(times, 1.0))


def test_post_is_public_word_for_word(channel, lab):
    receipt = channel.publish(a_dispatch())

    key = record_key(a_dispatch())
    assert [one["value"]["text"] for one in lab.live()] == ["Today is #HumanRightsDay. https://un.org/en"]
    assert receipt == Receipt(
        f"at://did:plc:rights/app.bsky.feed.post/{key}",
        f"https://bsky.app/profile/rights.example.org/post/{key}",
    )


@pytest.mark.parametrize("text", ["مياه للجميع", "水是人权", "Diq\u0301 (ñ) é", '🏙️👩🏽‍🚒 <b> &amp; \\ "\n\n j'])
def test_any_script_and_mark_is_read_back_as_it_was_written(channel, lab, text):
    receipt = channel.publish(a_dispatch(text, language="ar"))

    assert [one["value"]["text"] for one in lab.live()] == [text]
    assert channel.find(a_dispatch(text)) == receipt


def test_post_says_its_language_and_the_instant_of_its_stamp(channel, lab):
    channel.publish(a_dispatch(language="es"))

    record = lab.live()[0]["value"]
    assert (record["langs"], record["createdAt"]) == (["es"], "2026-12-10T09:00:00.000Z")


def test_picture_goes_with_its_alternative_text(channel, lab):
    image = lab.pictures.keep(b"\x89PNG picture")

    channel.publish(a_dispatch(image=image, alt="A square", link="https://un.org/en"))

    embed = lab.live()[0]["value"]["embed"]
    assert embed["$type"] == "app.bsky.embed.images"
    assert [(one["alt"], one["image"]["mimeType"], one["image"]["size"]) for one in embed["images"]] == [
        ("A square", "image/png", 12)
    ]


def test_link_has_a_card_where_posts_carry_links(channel, lab):
    channel.publish(a_dispatch(link="https://un.org/en"))

    assert lab.live()[0]["value"]["embed"]["external"]["uri"] == "https://un.org/en"


def test_link_has_no_card_where_posts_carry_none(lab, server):
    lab.open(server.url, links=False).publish(a_dispatch("Today", link="https://un.org/en"))

    assert "embed" not in lab.live()[0]["value"]


def test_picture_that_is_too_large_is_never_sent(channel, lab, server):
    image = lab.pictures.keep(b"\xff" * 1_000_001)

    with pytest.raises(Refused, match="takes pictures of 1,000,000 bytes, this one has 1,000,001; choose a smaller"):
        channel.publish(a_dispatch(image=image, alt="A square"))

    assert server.asked == []


def test_picture_that_is_gone_publishes_nothing(channel, lab):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="A square"))

    assert lab.live() == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * 301, "Bluesky takes 300 characters, this text has 301"),
        ("👩🏽‍🚒" * 201, "Bluesky takes 3000 bytes, this text has 3015; shorten it"),
    ],
)
def test_text_that_is_too_long_is_never_sent(channel, server, text, reason):
    with pytest.raises(Refused, match=reason):
        channel.publish(a_dispatch(text))

    assert server.asked == []


def test_text_that_just_fits_goes_out(channel, lab):
    channel.publish(a_dispatch("👩🏽‍🚒" * 200))

    assert len(lab.live()) == 1


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found_and_can_be_asked_again(channel, lab, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    found = channel.find(a_dispatch())
    assert (channel.publish(a_dispatch()), len(lab.live()), lab.stand_in.commits) == (found, 1, 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_proven_absent(channel, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert (channel.proves_absence, channel.find(a_dispatch())) == (True, None)


def test_twelve_threads_at_once_make_one_post(channel, lab):
    at_once = threading.Barrier(12)

    def publish(_):
        at_once.wait()
        return channel.publish(a_dispatch())

    with ThreadPoolExecutor(12) as pool:
        receipts = set(pool.map(publish, range(12)))

    assert (len(receipts), lab.stand_in.commits, len(lab.live())) == (1, 1, 1)


def test_other_text_at_the_post_s_place_is_never_replaced(channel, lab):
    channel.publish(a_dispatch("First words"))

    with pytest.raises(Uncertain, match=r"other words are public under this post's name: https://bsky.app/profile/"):
        channel.publish(a_dispatch("Other words"))

    assert [one["value"]["text"] for one in lab.live()] == ["First words"]


def test_same_text_in_another_record_is_the_post(lab, server):
    first = lab.open(server.url, links=False).publish(a_dispatch(link="https://un.org/en"))

    assert lab.open(server.url).publish(a_dispatch(link="https://un.org/en")) == first


def test_place_that_is_taken_and_cannot_be_read_is_uncertain(channel, server):
    channel.publish(a_dispatch("First words"))
    answering(server, ("GET", "/xrpc/com.atproto.repo.getRecord"), Answer(502, {}))

    with pytest.raises(Uncertain, match="something is public under this post's name"):
        channel.publish(a_dispatch("Other words"))


def test_other_text_at_the_place_is_told_and_not_taken_for_absence(channel):
    channel.publish(a_dispatch("Water"))

    with pytest.raises(Uncertain, match=r"other words are public under this post's name: https://bsky.app/profile/"):
        channel.find(a_dispatch("Water."))


def test_place_that_was_taken_and_is_free_again_can_be_asked_again(channel, server):
    server.answer = lambda asked, real=server.answer: (
        Answer(400, {"error": "InvalidSwap"}) if asked.path.endswith("putRecord") else real(asked)
    )

    with pytest.raises(Unavailable, match="is gone again; ask once more"):
        channel.publish(a_dispatch())


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://bsky.app/profile/rights.example.org/post/3lx", "at://rights.example.org/app.bsky.feed.post/3lx"),
        ("https://bsky.app/profile/did:plc:1/post/3lx/", "at://did:plc:1/app.bsky.feed.post/3lx"),
        ("https://bsky.app/profile/other.example/post/3lx", None),
        ("https://bsky.example/profile/rights.example.org/post/3lx", None),
        ("https://bsky.app/profile/rights.example.org", None),
    ],
)
def test_address_of_a_post_names_its_place(channel, url, id_):
    receipt = channel.receipt_at(url)

    assert (receipt and receipt.id) == id_


def test_post_that_a_person_found_is_taken_back_by_its_address(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(channel.receipt_at(receipt.url))

    assert lab.live() == []


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(400, {"error": "InvalidRequest", "message": "bad"}), Refused, None),
        (Answer(400, {"error": "ExpiredToken"}), Unavailable, Stop.CREDENTIALS),
        (Answer(400, {"error": "InvalidToken"}), Unavailable, Stop.CREDENTIALS),
        (Answer(400, {"error": "AccountDeactivated"}), Unavailable, Stop.CREDENTIALS),
        (Answer(401, {"error": "AuthMissing"}), Unavailable, Stop.CREDENTIALS),
        (Answer(401, b"no"), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {}), Unavailable, Stop.PAYMENT),
        (Answer(403, {"error": "AccountTakedown"}), Unavailable, Stop.CREDENTIALS),
        (Answer(403, {}), Refused, None),
        (Answer(413, {"error": "PayloadTooLarge"}), Refused, None),
        (Answer(426, {}), Unavailable, Stop.VERSION),
        (Answer(429, {}), Unavailable, None),
        (Answer(500, {"error": "InternalServerError"}), Uncertain, None),
        (Answer(502, {"error": "UpstreamFailure"}), Uncertain, None),
        (Answer(503, {}), Uncertain, None),
        (Answer(504, {}), Uncertain, None),
        (Answer(200, b""), Uncertain, None),
        (Answer(200, {}), Uncertain, None),
        (Answer(200, []), Uncertain, None),
        (Answer(200, {"uri": "at://did:plc:rights/app.bsky.feed.post/elsewhere"}), Uncertain, None),
        (Answer(307, b"", {"Location": "https://elsewhere.example"}), Refused, None),
    ],
)
def test_each_answer_means_one_thing(channel, server, answer, error, stops):
    answering(server, PUT, answer)

    with pytest.raises(error) as caught:
        channel.publish(a_dispatch())

    assert type(caught.value) is error
    assert getattr(caught.value, "stops", None) == stops


@pytest.mark.parametrize(
    ("headers", "until"),
    [
        ({}, None),
        ({"Retry-After": "90"}, NOW + timedelta(seconds=90)),
        ({"Retry-After": "Thu, 10 Dec 2026 09:10:00 GMT"}, NOW + timedelta(minutes=10)),
        ({"RateLimit-Reset": str(int(NOW.timestamp()) + 60)}, NOW + timedelta(minutes=1)),
    ],
)
def test_spent_limit_is_waited_for(channel, server, headers, until):
    answering(server, PUT, Answer(429, {"error": "RateLimitExceeded"}, headers))

    with pytest.raises(Unavailable, match="Bluesky asks us to wait") as caught:
        channel.publish(a_dispatch())

    assert caught.value.wait == until


@pytest.mark.parametrize("answer", [Answer(500, {}), Answer(200, []), Answer(200, {})])
def test_picture_that_is_not_taken_sends_nothing(channel, lab, server, answer):
    answering(server, ("POST", "/xrpc/com.atproto.repo.uploadBlob"), answer)
    image = lab.pictures.keep(b"\x89PNG picture")

    with pytest.raises(Unavailable):
        channel.publish(a_dispatch(image=image, alt="A square"))

    assert PUT not in server.asked


@pytest.mark.parametrize(
    "answer", [Answer(500, {}), Answer(400, {"error": "RepoNotFound"}), Answer(200, {}), Answer(200, [])]
)
def test_look_that_fails_proves_nothing(channel, server, answer):
    answering(server, ("GET", "/xrpc/com.atproto.repo.getRecord"), answer)

    with pytest.raises(Unavailable):
        channel.find(a_dispatch())


def test_nobody_there_is_unavailable(lab):
    with pytest.raises(Unavailable):
        lab.open("http://127.0.0.1:9").publish(a_dispatch())


def test_time_that_ran_out_sends_nothing(channel, lab):
    late = Dispatch(a_dispatch().message, NOW, lambda: 1.0)

    with pytest.raises(Unavailable, match="nothing was sent"):
        channel.publish(late)

    assert lab.live() == []


def test_withdrawn_post_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_post_of_another_account_is_not_withdrawn(channel):
    with pytest.raises(Refused, match="of another account"):
        channel.withdraw(Receipt("at://did:plc:other/app.bsky.feed.post/3mabcdefghij2", ""))


def test_check_names_the_account_and_publishes_nothing(channel, lab):
    assert (channel.check(), lab.live()) == ("@rights.example.org (did:plc:rights) on 127.0.0.1", [])


@pytest.mark.parametrize("answer", [Answer(404, {}), Answer(200, {}), Answer(200, [])])
def test_check_of_another_kind_of_server_says_so(channel, server, answer):
    answering(server, ("GET", "/xrpc/com.atproto.server.getSession"), answer)

    with pytest.raises(Unavailable):
        channel.check()
