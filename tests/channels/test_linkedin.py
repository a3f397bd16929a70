import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.channels.linkedin import version_for
from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.labs import LinkedInLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]


@pytest.fixture
def lab():
    return LinkedInLab(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text="Today is #HumanRightsDay (10 December). https://un.org/en", **changes):
    message = Message("post-1", "linkedin", "5025", "en", date(2026, 12, 10), text, **changes)
    return Dispatch(message, NOW)


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request has begun."""
    return Dispatch(dispatch.message, dispatch.stamp, iter([6.0, 1.0]).__next__)


def test_post_is_public_word_for_word(channel, lab):
    receipt = channel.publish(a_dispatch())

    assert [one["commentary"] for one in lab.live()] == [
        r"Today is {hashtag|\#|HumanRightsDay} \(10 December\). https://un.org/en"
    ]
    assert (receipt.id, receipt.url) == (
        "urn:li:share:7001",
        "https://www.linkedin.com/feed/update/urn:li:share:7001/",
    )


@pytest.mark.parametrize(
    "text", ["مياه للجميع", "水是人权", "Dia\u0301 (ñ) é", "🏙️👩🏽‍🚒 (a) [b] {c} <d> @e #F *g* _h_ ~i~ | \\ j"]
)
def test_any_script_and_mark_is_read_back_as_it_was_written(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch(text)) == receipt
    assert len(lab.live()) == 1


def test_picture_goes_with_its_alternative_text(channel, lab):
    image = lab.pictures.keep(b"\x89PNG picture")

    channel.publish(a_dispatch(image=image, alt="A square"))

    assert lab.live()[0]["content"] == {"media": {"id": "urn:li:image:C1", "altText": "A square"}}
    assert lab.stand_in._images == {"urn:li:image:C1": b"\x89PNG picture"}


def test_picture_that_is_gone_publishes_nothing(channel, lab):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="A square"))

    assert lab.live() == []


def test_text_that_is_too_long_is_never_sent(channel, server):
    with pytest.raises(Refused, match="LinkedIn takes 2900 characters, this text has 2901"):
        channel.publish(a_dispatch("a" * 2901))

    assert server.asked == []


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found(channel, lab, server, fault):
    server.faults.append(fault)
    server.is_hit = lambda asked: asked.method == "POST"

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("urn:li:share:7001", 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_looked_for_in_vain(channel, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert channel.find(a_dispatch()) is None


def test_lost_answer_of_the_reading_back_is_uncertain_and_then_found(channel, lab, server):
    server.faults.append(Fault.ERROR_502)
    server.is_hit = lambda asked: asked.method == "GET"

    with pytest.raises(Uncertain, match=r"could not be read back|not in the approved words"):
        channel.publish(a_dispatch())

    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("urn:li:share:7001", 1)


def test_duplicate_is_the_proof_that_it_is_public(channel, lab):
    first = channel.publish(a_dispatch())

    assert (channel.publish(a_dispatch()), len(lab.live())) == (first, 1)


def test_text_that_linkedin_cut_is_left_to_a_person(channel, monkeypatch):
    monkeypatch.setattr("comms.channels.linkedin.written", lambda text: text)

    with pytest.raises(Uncertain, match="not in the approved words"):
        channel.publish(a_dispatch("Water (and soap)"))

    assert channel.find(a_dispatch("Water (and soap)")) is None


def test_post_that_shows_late_is_found_later(channel, lab, server):
    lab.stand_in.visible_after = 2
    server.faults.append(Fault.ERROR_500)
    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    found = [channel.find(a_dispatch()) is not None for _ in range(3)]

    assert found == [False, False, True]


def test_older_post_with_the_same_words_is_not_taken_for_this_one(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["createdAt"] -= 86_400_000

    assert channel.find(a_dispatch()) is None


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(401, {}), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {}), Unavailable, Stop.PAYMENT),
        (Answer(426, {}), Unavailable, Stop.VERSION),
        (Answer(429, {}), Unavailable, None),
        (Answer(400, {"message": "bad"}), Refused, None),
        (Answer(403, {}), Refused, None),
        (Answer(422, {"message": "bad"}), Refused, None),
        (Answer(422, {"code": "DUPLICATE_POST"}), Uncertain, None),
        (Answer(500, {}), Uncertain, None),
        (Answer(503, {}), Uncertain, None),
        (Answer(201, b""), Uncertain, None),
        (Answer(307, b"", {"Location": "https://elsewhere.example"}), Refused, None),
    ],
)
def test_each_answer_means_one_thing(lab, server, answer, error, stops):
    server.answer = lambda _: answer

    with pytest.raises(error) as caught:
        lab.open(server.url).publish(a_dispatch())

    assert type(caught.value) is error
    assert getattr(caught.value, "stops", None) == stops


@pytest.mark.parametrize(
    ("headers", "until"),
    [
        ({}, datetime(2026, 12, 11, tzinfo=UTC)),
        ({"Retry-After": "90"}, NOW + timedelta(seconds=90)),
        ({"Retry-After": "Thu, 10 Dec 2026 09:10:00 GMT"}, NOW + timedelta(minutes=10)),
    ],
)
def test_spent_quota_is_waited_for(channel, server, headers, until):
    server.answer = lambda _: Answer(429, {}, headers)

    with pytest.raises(Unavailable) as caught:
        channel.publish(a_dispatch())

    assert caught.value.wait == until


def test_withdrawn_post_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_check_names_the_page_and_publishes_nothing(channel, lab):
    assert (channel.check(), lab.live()) == ("Human Rights Cities (urn:li:organization:5025)", [])


def test_missing_token_stops_the_channel(channel, lab):
    lab.credentials.secrets.clear()

    with pytest.raises(Unavailable, match="not connected") as caught:
        channel.publish(a_dispatch())

    assert caught.value.stops is Stop.CREDENTIALS


def test_token_is_in_no_error_and_in_no_log(channel, server, caplog):
    caplog.set_level(logging.DEBUG)
    server.answer = lambda _: Answer(403, {"message": "no"})

    with pytest.raises(Refused) as caught:
        channel.publish(a_dispatch())

    assert "Bearer" not in caplog.text + str(caught.value)


@pytest.mark.parametrize(
    ("now", "version"),
    [(NOW, "202610"), (datetime(2027, 1, 31, tzinfo=UTC), "202611"), (datetime(2027, 2, 1, tzinfo=UTC), "202612")],
)
def test_version_is_two_months_old(now, version):
    assert version_for(now) == version


def test_version_that_the_site_pinned_is_used(lab, server):
    with pytest.raises(Unavailable, match="no longer serves this version") as caught:
        lab.open(server.url, api_version="202411").publish(a_dispatch())

    assert caught.value.stops is Stop.VERSION
