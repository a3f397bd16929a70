import json
import logging
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message, Receipt
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.labs import HostileMastodonLab, MastodonLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]
POST = ("POST", "/api/v1/statuses")
WHO = ("GET", "/api/v1/accounts/verify_credentials")
LIST = ("GET", "/api/v1/accounts/42/statuses")


@pytest.fixture(params=[MastodonLab, HostileMastodonLab], ids=["idempotent", "hostile"])
def lab(request):
    return request.param(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        running.is_hit = lambda asked: (asked.method, asked.path) == POST
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text="Today is #HumanRightsDay & more. https://un.org/en", *, stamp=NOW, **changes):
    fields = {"key": "post-1", "language": "en"} | changes
    message = Message(channel="mastodon", account="cities", day=date(2026, 12, 10), text=text, **fields)
    return Dispatch(message, stamp)


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request has begun."""
    times = iter([9.0, 9.0, 6.0])
    return Dispatch(dispatch.message, dispatch.stamp, lambda: next(times, 1.0))


def answering(server, place, answer):
    """Let the server answer so at one place."""
    usual = server.answer
    server.answer = lambda asked: answer if (asked.method, asked.path) == place else usual(asked)


def test_post_is_public_word_for_word(channel, lab):
    receipt = channel.publish(a_dispatch())

    live = [(one["text"], one["visibility"], one["language"]) for one in lab.live()]
    assert live == [("Today is #HumanRightsDay & more. https://un.org/en", "public", "en")]
    assert receipt == Receipt("115001", "https://mastodon.example/@cities/115001")


@pytest.mark.parametrize(
    "text",
    [
        "مياه للجميع",
        "水是人权",
        "Diq\u0301 (ñ) é",
        "🏙️👩🏽‍🚒 <b> &amp; \\ \" ' `\n\nj\nk",
        "With @uclg@social.example, https://uclg-cisdp.org/en/observatory/reports?a=b&c=d",
    ],
)
def test_any_script_and_mark_is_read_back_as_it_was_written(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert [one["text"] for one in lab.live()] == [text]
    assert channel.find(a_dispatch(text)) == receipt


def test_link_stands_below_a_text_that_has_it_not(channel, lab):
    receipt = channel.publish(a_dispatch("Water", link="https://un.org/en"))

    assert [one["text"] for one in lab.live()] == ["Water\n\nhttps://un.org/en"]
    assert channel.find(a_dispatch("Water", link="https://un.org/en")) == receipt


def test_link_is_left_out_where_posts_carry_none(lab, server):
    lab.open(server.url, links=False).publish(a_dispatch("Water", link="https://un.org/en"))

    assert [one["text"] for one in lab.live()] == ["Water"]


def test_picture_goes_with_its_alternative_text(channel, lab):
    image = lab.pictures.keep(b"\x89PNG picture")

    receipt = channel.publish(a_dispatch(image=image, alt="Una plaza, مياه"))

    assert lab.live()[0]["media_attachments"] == [{"id": "900", "description": "Una plaza, مياه"}]
    assert lab.stand_in.pictures["900"]["octets"] == b"\x89PNG picture"
    assert channel.find(a_dispatch(image=image, alt="Una plaza, مياه")) == receipt


def test_each_picture_has_a_file_name_of_its_own(channel, lab):
    for octets in (b"\x89PNG one", b"\xff\xd8 two"):
        channel.publish(a_dispatch(key=str(octets), image=lab.pictures.keep(octets), alt="A square"))

    assert [picture["file"] for picture in lab.stand_in.pictures.values()] == [
        sha256(b"\x89PNG one").hexdigest() + ".png",
        sha256(b"\xff\xd8 two").hexdigest() + ".jpeg",
    ]


def test_picture_that_takes_its_time_is_waited_for(channel, lab):
    lab.stand_in.prepares = 2
    image = lab.pictures.keep(b"\xff\xd8 picture")

    channel.publish(a_dispatch(image=image, alt="A square"))

    assert len(lab.live()) == 1


@pytest.mark.parametrize(("prepares", "seconds"), [(9, 20.0), (2, 5.1)])
def test_picture_that_takes_too_long_sends_nothing(channel, lab, prepares, seconds):
    lab.stand_in.prepares = prepares
    image = lab.pictures.keep(b"\xff\xd8 picture")
    dispatch = a_dispatch(image=image, alt="A square")

    with pytest.raises(Unavailable, match="still preparing the picture; nothing was sent"):
        channel.publish(Dispatch(dispatch.message, NOW, lambda: seconds))

    assert lab.live() == []


@pytest.mark.parametrize("answer", [Answer(200, {}), Answer(200, []), Answer(500, {}), Answer(200, b"<html>")])
def test_picture_that_is_not_taken_sends_nothing(channel, lab, server, answer):
    answering(server, ("POST", "/api/v2/media"), answer)

    with pytest.raises(Unavailable):
        channel.publish(a_dispatch(image=lab.pictures.keep(b"\x89PNG"), alt="A square"))

    assert POST not in server.asked


def test_picture_that_is_gone_publishes_nothing(channel, lab):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="A square"))

    assert lab.live() == []


def test_text_that_is_too_long_is_never_sent(channel, server):
    with pytest.raises(Refused, match="Mastodon takes 500 characters, this text has 501"):
        channel.publish(a_dispatch("a" * 501))

    assert POST not in server.asked


@pytest.mark.parametrize("instance", ["v2", "v1"])
def test_server_s_own_limit_is_kept_and_asked_for_once(server, lab, instance):
    lab.stand_in.instance, lab.stand_in.limit = instance, 400
    channel = lab.open(server.url)
    channel.publish(a_dispatch("Water"))
    asked = len(server.asked)

    with pytest.raises(Refused, match="takes 400 characters"):
        channel.publish(a_dispatch("a" * 401))

    assert len(server.asked) == asked


@pytest.mark.parametrize(
    "told", [{}, [], {"configuration": []}, {"configuration": {"statuses": {"max_characters": "x"}}}]
)
def test_server_that_tells_no_limit_is_taken_for_mastodon_s_own(channel, server, told):
    for version in ("v1", "v2"):
        answering(server, ("GET", f"/api/{version}/instance"), Answer(200, told))

    with pytest.raises(Refused, match="takes 500 characters"):
        channel.publish(a_dispatch("a" * 501))


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found(channel, lab, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("115001", 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_looked_for_in_vain(channel, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert (channel.proves_absence, channel.find(a_dispatch())) == (False, None)


def test_repeat_keeps_one_copy_where_the_server_knows_the_key():
    lab = MastodonLab(lambda: NOW)
    with lab.serve() as server:
        receipts = {lab.open(server.url).publish(a_dispatch()) for _ in range(3)}

    assert (len(receipts), len(lab.live())) == (1, 1)


SOURCE = ("GET", "/api/v1/statuses/115001/source")
REPEAT = "other words are public under this post's name: https://mastodon.example/@cities/115001; look at them there"


@pytest.mark.parametrize("source", [None, Answer(404, {"error": "Record not found"}), Answer(503, b"")])
def test_status_that_a_repeated_key_brings_back_is_no_proof_of_other_words(source):
    now = [NOW]
    lab = MastodonLab(lambda: now[0])
    with lab.serve() as server:
        channel = lab.open(server.url)
        channel.publish(a_dispatch())
        now[0] += timedelta(minutes=5)
        if source:
            answering(server, SOURCE, source)

        with pytest.raises(Uncertain, match=REPEAT):
            channel.publish(a_dispatch("Corrected words"))

    assert len(lab.live()) == 1


def test_words_that_a_server_shows_otherwise_are_compared_with_what_it_was_told(channel, lab, server):
    text = "Thank you @rights@example.org for this day"
    usual = server.answer

    def answer(asked):
        given = usual(asked)
        if (asked.method, asked.path) == POST:
            return Answer(200, json.loads(given.body) | {"content": "<p>Thank you @rights for this day</p>"})
        return given

    server.answer = answer

    assert channel.publish(a_dispatch(text)).id == lab.live()[0]["id"]


@pytest.mark.parametrize("made", ["2026-12-10T08:59:58.000Z", ""])
def test_server_that_tells_no_source_is_believed_where_it_says_that_the_status_is_new(channel, server, made):
    status = {"id": "115001", "url": "https://mastodon.example/@cities/115001", "content": "", "created_at": made}
    answering(server, POST, Answer(200, status))

    assert channel.publish(a_dispatch()).id == "115001"


def test_post_that_is_sent_again_has_another_key(channel, lab):
    channel.publish(a_dispatch())

    channel.publish(a_dispatch(stamp=NOW + timedelta(days=1)))

    assert len(lab.live()) == 2


def test_post_that_shows_late_is_found_later(channel, lab, server):
    lab.stand_in.visible_after = 2
    server.faults.append(Fault.ERROR_500)
    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    found = [channel.find(a_dispatch()) is not None for _ in range(3)]

    assert found == [False, False, True]


@pytest.mark.parametrize(
    "changes",
    [
        {"created_at": "2026-12-09T09:00:00.000Z"},
        {"visibility": "direct"},
        {"media_attachments": [{"id": "1"}]},
        {"content": "<p>Other words</p>", "text": "Other words"},
    ],
)
def test_post_that_differs_is_not_taken_for_this_one(channel, lab, changes):
    channel.publish(a_dispatch())
    lab.live()[0].update(changes)

    assert channel.find(a_dispatch()) is None


@pytest.mark.parametrize("made", ["2026-12-10T08:55:00Z", "2026-12-10T08:55:00", "not told"])
def test_server_s_clock_may_be_a_little_behind(channel, lab, made):
    channel.publish(a_dispatch())
    lab.live()[0]["created_at"] = made

    assert channel.find(a_dispatch()).id == "115001"


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(400, {"error": "bad"}), Refused, None),
        (Answer(401, {"error": "The access token is invalid"}), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {}), Unavailable, Stop.PAYMENT),
        (Answer(403, {"error": "This action is outside the authorized scopes"}), Unavailable, Stop.CREDENTIALS),
        (Answer(403, {"error": "Your login is currently disabled"}), Refused, None),
        (Answer(404, b"<html>"), Refused, None),
        (Answer(422, {"error": "Validation failed: Text can't be blank"}), Refused, None),
        (Answer(426, {}), Unavailable, Stop.VERSION),
        (Answer(429, {}), Unavailable, None),
        (Answer(500, {}), Uncertain, None),
        (Answer(502, b"<html>"), Uncertain, None),
        (Answer(503, {}), Uncertain, None),
        (Answer(504, {}), Uncertain, None),
        (Answer(200, b""), Uncertain, None),
        (Answer(200, []), Uncertain, None),
        (Answer(200, {}), Uncertain, None),
        (Answer(307, b"", {"Location": "https://elsewhere.example"}), Refused, None),
    ],
)
def test_each_answer_means_one_thing(channel, server, answer, error, stops):
    answering(server, POST, answer)

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
        ({"X-RateLimit-Reset": "2026-12-10T09:05:00.000000Z"}, NOW + timedelta(minutes=5)),
    ],
)
def test_spent_limit_is_waited_for(channel, server, headers, until):
    answering(server, POST, Answer(429, {"error": "Too many requests"}, headers))

    with pytest.raises(Unavailable, match="Mastodon asks us to wait") as caught:
        channel.publish(a_dispatch())

    assert caught.value.wait == until


def test_spent_quota_of_the_server_sends_nothing(channel, lab):
    lab.stand_in.quota = 0

    with pytest.raises(Unavailable) as caught:
        channel.publish(a_dispatch())

    assert (caught.value.wait, lab.live()) == (NOW + timedelta(minutes=5), [])


@pytest.mark.parametrize("place", [WHO, LIST])
@pytest.mark.parametrize("answer", [Answer(500, {}), Answer(403, {}), Answer(200, b"<html>")])
def test_look_that_fails_proves_nothing(channel, server, place, answer):
    answering(server, place, answer)

    with pytest.raises(Unavailable):
        channel.find(a_dispatch())


def test_list_that_is_none_holds_nothing(channel, server):
    answering(server, LIST, Answer(200, {}))

    assert channel.find(a_dispatch()) is None


def test_nobody_there_is_unavailable(lab):
    with pytest.raises(Unavailable):
        lab.open("http://127.0.0.1:9").publish(a_dispatch())


def test_time_that_ran_out_sends_nothing(channel, lab):
    with pytest.raises(Unavailable, match="nothing was sent"):
        channel.publish(Dispatch(a_dispatch().message, NOW, lambda: 1.0))

    assert lab.live() == []


def test_withdrawn_post_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_withdrawal_that_is_forbidden_says_so(channel, server):
    receipt = channel.publish(a_dispatch())
    answering(server, ("DELETE", f"/api/v1/statuses/{receipt.id}"), Answer(403, {"error": "no"}))

    with pytest.raises(Refused, match="Mastodon answered 403: no"):
        channel.withdraw(receipt)


def test_check_names_the_account_and_publishes_nothing(channel, lab):
    assert (channel.check(), lab.live()) == ("@cities on 127.0.0.1", [])


def test_missing_token_stops_the_channel(channel, lab):
    lab.credentials.secrets.clear()

    with pytest.raises(Unavailable, match="not connected") as caught:
        channel.publish(a_dispatch())

    assert caught.value.stops is Stop.CREDENTIALS


def test_token_is_in_no_error_and_in_no_log(channel, server, caplog):
    caplog.set_level(logging.DEBUG)
    answering(server, POST, Answer(403, {"error": "no"}))

    with pytest.raises(Refused) as caught:
        channel.publish(a_dispatch())

    told = caplog.text + str(caught.value)
    assert [secret for secret in ("mastodon-token", "Bearer") if secret in told] == []
