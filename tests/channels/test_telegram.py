import json
import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.labs import TelegramLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]
PNG = b"\x89PNG\r\n\x1a\n picture"


@pytest.fixture
def lab():
    return TelegramLab(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text="Today is #HumanRightsDay (10 December). https://un.org/en", **changes):
    message = Message("post-1", "telegram", "@noc", "en", date(2026, 12, 10), text, **changes)
    return Dispatch(message, NOW)


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request has begun."""
    return Dispatch(dispatch.message, dispatch.stamp, iter([6.0, 1.0]).__next__)


def test_message_is_public_word_for_word(channel, lab):
    receipt = channel.publish(a_dispatch())

    assert [one["text"] for one in lab.live()] == ["Today is #HumanRightsDay (10 December). https://un.org/en"]
    assert (receipt.id, receipt.url) == ("101", "https://t.me/noc/101")


def test_request_is_plain_text_with_its_preview_left_on(channel, lab, server):
    bodies = []
    server.answer = lambda asked: bodies.append(asked.body) or lab.stand_in.answer(asked)

    channel.publish(a_dispatch("*Water* <b>now</b> & _then_"))

    assert [json.loads(body) for body in bodies] == [{"chat_id": "@noc", "text": "*Water* <b>now</b> & _then_"}]


@pytest.mark.parametrize(
    "text",
    [
        "مياه للجميع\n\nحق",
        "水是人权",
        "Diq\u0301 (ñ) é",
        "🏙️👩🏽‍🚒 ❤️ ☀ & <b>not bold</b> \"x\" &amp; 'y'",
        "One\n\nTwo   three\n https://a.example/?a=1&b=2#c.",
    ],
)
def test_any_script_and_mark_is_found_as_it_was_said(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch(text)) == receipt
    assert len(lab.live()) == 1


def test_link_stands_in_the_text_once(channel, lab):
    channel.publish(a_dispatch("Water", link="https://un.org/water"))
    channel.publish(a_dispatch("Water: https://un.org/water", link="https://un.org/water"))

    assert [one["text"] for one in lab.live()] == ["Water\n\nhttps://un.org/water", "Water: https://un.org/water"]


def test_link_is_left_out_where_posts_carry_none(lab, server):
    channel = lab.open(server.url, links=False)

    receipt = channel.publish(a_dispatch("Water", link="https://un.org/water"))

    assert [one["text"] for one in lab.live()] == ["Water"]
    assert channel.find(a_dispatch("Water", link="https://un.org/water")) == receipt


def test_picture_goes_with_the_text_as_its_caption(channel, lab):
    image = lab.pictures.keep(PNG)

    receipt = channel.publish(a_dispatch(image=image, alt="A square"))

    assert [(one["photo"], one["caption"]) for one in lab.live()] == [
        (PNG, "Today is #HumanRightsDay (10 December). https://un.org/en")
    ]
    assert channel.find(a_dispatch(image=image, alt="A square")) == receipt


def test_picture_that_is_gone_publishes_nothing(channel, lab):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="A square"))

    assert lab.live() == []


def test_picture_that_is_too_large_is_never_sent(channel, lab, server):
    image = lab.pictures.keep(PNG + bytes(10_000_000))

    with pytest.raises(Refused, match="10 MB"):
        channel.publish(a_dispatch(image=image, alt="A square"))

    assert server.asked == []


@pytest.mark.parametrize("text", ["a" * 4097, "🏙" * 2049])
def test_text_that_is_too_long_is_never_sent(channel, server, text):
    with pytest.raises(Refused, match="Telegram takes 4096 characters, this text has 409"):
        channel.publish(a_dispatch(text))

    assert server.asked == []


def test_text_under_a_picture_fills_a_caption(channel, lab):
    channel.publish(a_dispatch("a" * 1024, image=lab.pictures.keep(PNG), alt="A square"))

    assert [len(one["caption"]) for one in lab.live()] == [1024]


def test_text_that_is_too_long_for_a_picture_is_never_sent(channel, lab, server):
    with pytest.raises(Refused) as caught:
        channel.publish(a_dispatch("a" * 1025, image=lab.pictures.keep(PNG), alt="A square"))

    assert server.asked == []
    assert str(caught.value) == (
        "Telegram takes 1024 characters with a picture, this text has 1025; shorten it, or take the picture away"
    )


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_message_that_is_found(channel, lab, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("101", 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_looked_for_in_vain(channel, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert channel.find(a_dispatch()) is None


def test_message_that_shows_late_is_found_later(channel, lab, server):
    lab.stand_in.visible_after = 2
    server.faults.append(Fault.ERROR_500)
    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    found = [channel.find(a_dispatch()) is not None for _ in range(3)]

    assert found == [False, False, True]


@pytest.mark.parametrize("text", ["Water", "Water now and then", "water now", "Water now!"])
def test_message_that_says_something_else_is_not_taken_for_this_one(channel, text):
    channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch("Water now")) is None


def test_older_message_with_the_same_words_is_not_taken_for_this_one(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["date"] -= 86_400

    assert channel.find(a_dispatch()) is None


def test_private_channel_is_left_to_a_person(lab, server):
    with pytest.raises(Unavailable, match="a private channel cannot be looked at"):
        lab.open(server.url, name="-1001234").find(a_dispatch())

    assert server.asked == []


@pytest.mark.parametrize("answer", [Answer(302), Answer(404), Answer(503), Answer(200, b"<html>Welcome</html>")])
def test_page_that_does_not_show_the_channel_is_left_to_a_person(channel, server, answer):
    server.answer = lambda _: answer

    with pytest.raises(Unavailable, match="cannot be looked at now"):
        channel.find(a_dispatch())


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(400, {"description": "Bad Request: chat not found"}), Refused, None),
        (Answer(401, {}), Unavailable, Stop.CREDENTIALS),
        (Answer(404, {}), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {}), Unavailable, Stop.PAYMENT),
        (Answer(426, {}), Unavailable, Stop.VERSION),
        (Answer(403, {}), Refused, None),
        (Answer(413, {}), Refused, None),
        (Answer(429, {}), Unavailable, None),
        (Answer(500, {}), Uncertain, None),
        (Answer(503, {}), Uncertain, None),
        (Answer(200, b""), Uncertain, None),
        (Answer(200, {"ok": True}), Uncertain, None),
        (Answer(200, ["result"]), Uncertain, None),
        (Answer(200, {"ok": True, "result": True}), Uncertain, None),
        (Answer(200, {"ok": True, "result": {"message_id": 7, "text": "Other words"}}), Uncertain, None),
        (Answer(307, b"", {"Location": "https://elsewhere.example"}), Refused, None),
    ],
)
def test_each_answer_means_one_thing(channel, server, answer, error, stops):
    server.answer = lambda _: answer

    with pytest.raises(error) as caught:
        channel.publish(a_dispatch())

    assert type(caught.value) is error
    assert getattr(caught.value, "stops", None) == stops


def test_nobody_listening_is_asked_later(lab):
    with pytest.raises(Unavailable):
        lab.open("http://127.0.0.1:9").publish(a_dispatch())


@pytest.mark.parametrize(
    ("body", "headers", "wait"),
    [
        ({"parameters": {"retry_after": 35}}, {}, timedelta(seconds=35)),
        ({"parameters": {"retry_after": 999_999_999}}, {}, timedelta(days=1)),
        ({}, {"Retry-After": "90"}, NOW + timedelta(seconds=90)),
        ({}, {"Retry-After": "Thu, 10 Dec 2026 09:10:00 GMT"}, NOW + timedelta(minutes=10)),
        ({}, {}, None),
    ],
)
def test_telegram_is_left_alone_as_long_as_it_asks(channel, server, body, headers, wait):
    server.answer = lambda _: Answer(429, body, headers)

    with pytest.raises(Unavailable, match="asks us to wait") as caught:
        channel.publish(a_dispatch())

    assert caught.value.wait == wait


def test_stand_in_asks_to_wait_as_telegram_does(channel, lab):
    lab.stand_in.asks_to_wait = 12

    with pytest.raises(Unavailable) as caught:
        channel.publish(a_dispatch())

    assert (caught.value.wait, lab.live()) == (timedelta(seconds=12), [])


def test_bot_that_may_not_post_is_told_what_it_lacks(channel, lab):
    lab.stand_in.is_administrator = False

    with pytest.raises(Refused, match="make it an administrator that may post there"):
        channel.publish(a_dispatch())
    with pytest.raises(Refused, match="make @desk_bot an administrator of @noc that may post messages"):
        channel.check()


def test_withdrawn_message_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_message_older_than_two_days_is_deleted_by_a_person(channel, lab):
    receipt = channel.publish(a_dispatch())
    lab.live()[0]["date"] -= 48 * 3600 + 1

    with pytest.raises(Refused, match="48 hours only; delete it in Telegram, then record it here"):
        channel.withdraw(receipt)

    assert len(lab.live()) == 1


def test_other_refusals_to_delete_are_told(channel, server):
    receipt = channel.publish(a_dispatch())
    server.answer = lambda _: Answer(400, {"description": "Bad Request: no"})

    with pytest.raises(Refused, match="Telegram answered 400: Bad Request: no"):
        channel.withdraw(receipt)


def test_check_names_bot_and_channel_and_publishes_nothing(channel, lab):
    assert (channel.check(), lab.live()) == ("Human Rights Cities (@noc), by the bot @desk_bot", [])


def test_answer_that_names_nobody_is_told_by_check(channel, server):
    server.answer = lambda _: Answer(200, {"ok": True, "result": True})

    with pytest.raises(Unavailable, match="did not say who the bot is"):
        channel.check()


def test_private_channel_has_an_address_for_its_members(lab, server):
    server.answer = lambda _: Answer(200, {"ok": True, "result": {"message_id": 7, "text": "Water"}})

    receipt = lab.open(server.url, name="-1001234").publish(a_dispatch("Water"))

    assert receipt.url == "https://t.me/c/1234/7"


def test_missing_token_stops_the_channel(channel, lab):
    lab.credentials.secrets.clear()

    with pytest.raises(Unavailable, match="not connected") as caught:
        channel.publish(a_dispatch())

    assert caught.value.stops is Stop.CREDENTIALS


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9"])
def test_token_is_in_no_error_and_in_no_log(lab, server, caplog, url):
    caplog.set_level(logging.DEBUG)
    server.faults.append(Fault.RESET)

    with pytest.raises((Uncertain, Unavailable)) as caught:
        lab.open(url or server.url).publish(a_dispatch())
    logging.getLogger("desk").error("told in full", exc_info=caught.value)

    assert "4200:token" not in caplog.text + str(caught.value)
    assert "told in full" in caplog.text
