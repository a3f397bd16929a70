import logging
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.labs import WordPressLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]
NAME = "human-rights-2026-told-site-en-2b4c68c8"
TEXT = "Human Rights Day\n\nToday (10 December): see https://un.org/en.\nAnd & <more> [gallery]"
HTML = (
    '<p>Today (10 December): see <a href="https://un.org/en">https://un.org/en</a>.<br>\n'
    "And &amp; &lt;more&gt; &#91;gallery]</p>"
)


@pytest.fixture
def lab():
    return WordPressLab(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text=TEXT, *, key="human-rights-2026:told:site:en", **changes):
    return Dispatch(Message(key, "site", "noc", "en", date(2026, 12, 10), text, **changes), NOW)


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request that creates has begun."""
    return Dispatch(dispatch.message, dispatch.stamp, iter([6.0, 1.0]).__next__)


def creates(asked):
    return asked.method == "POST" and asked.path.endswith("/posts")


def test_post_is_public_word_for_word(channel, lab, server):
    receipt = channel.publish(a_dispatch())

    shown = [(one["title"], one["content"], one["slug"], one["status"]) for one in lab.live()]
    assert shown == [("Human Rights Day", HTML, NAME, "publish")]
    assert (receipt.id, receipt.url) == ("41", f"{server.url}/{NAME}/")


@pytest.mark.parametrize(
    "text",
    [
        "مياه للجميع\n\nحق",
        "水是人权",
        "Diq\u0301 (ñ) é & <b>x</b>\n\n🏙️👩🏽‍🚒 \"a\" 'b' [caption]",
        "A &amp; B\nhttps://a.example/?a=1&b=(2)",
    ],
)
def test_any_script_and_mark_is_found_as_it_was_written(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch(text)) == receipt
    assert len(lab.live()) == 1


def test_link_is_put_below_a_text_that_has_it_not(channel, lab):
    channel.publish(a_dispatch("Water\n\nNow.", link="https://un.org/water"))

    assert lab.live()[0]["content"] == '<p>Now.</p>\n<p><a href="https://un.org/water">https://un.org/water</a></p>'


@pytest.mark.parametrize(("picture", "name"), [(b"\x89PNG x", "png"), (b"\xff\xd8\xff x", "jpg")])
def test_picture_goes_with_its_alternative_text(channel, lab, picture, name):
    image = lab.pictures.keep(picture)

    channel.publish(a_dispatch(image=image, alt="A square: «مياه»"))

    kept = {"octets": picture, "alt_text": "A square: «مياه»", "name": f"{NAME}-picture.{name}"}
    assert lab.stand_in.pictures == {41: kept}
    assert lab.live()[0]["featured_media"] == 41


def test_picture_that_is_gone_publishes_nothing(channel, lab):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="A square"))

    assert lab.live() == []


def test_picture_that_cannot_be_handed_over_publishes_nothing(channel, lab, server):
    server.faults.append(Fault.ERROR_502)
    server.is_hit = lambda asked: asked.path.endswith("/media")

    with pytest.raises(Unavailable):
        channel.publish(a_dispatch(image=lab.pictures.keep(b"\x89PNG x"), alt="A square"))

    assert lab.live() == []


@pytest.mark.parametrize("answer", [Answer(201, {}), Answer(201, []), Answer(201, {"id": "7"})])
def test_picture_of_which_nobody_says_where_it_is_publishes_nothing(channel, lab, server, answer):
    server.answer = lambda asked: answer if asked.path.endswith("/media") else lab.stand_in.answer(asked)

    with pytest.raises(Unavailable, match="where it put the picture"):
        channel.publish(a_dispatch(image=lab.pictures.keep(b"\x89PNG x"), alt="A square"))

    assert lab.live() == []


def test_text_that_is_too_long_is_never_sent(channel, server):
    with pytest.raises(Refused, match="takes 20000 characters, this text has 20001"):
        channel.publish(a_dispatch("a" * 20_001))

    assert server.asked == []


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found(channel, lab, server, fault):
    server.faults.append(fault)
    server.is_hit = creates

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("41", 1)


@pytest.mark.parametrize("fault", LOST)
def test_post_whose_answer_was_lost_is_not_made_twice_when_it_is_asked_for_again(channel, lab, server, fault):
    server.faults.append(fault)
    server.is_hit = creates
    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    again = channel.publish(a_dispatch())

    assert (again.id, len(lab.live())) == ("41", 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_looked_for_in_vain(channel, server, fault):
    server.faults.append(fault)
    server.is_hit = creates

    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert channel.find(a_dispatch()) is None


def test_post_that_shows_late_is_found_later(channel, lab, server):
    lab.stand_in.visible_after = 2
    server.faults.append(Fault.ERROR_500)
    server.is_hit = creates
    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    found = [channel.find(a_dispatch()) is not None for _ in range(3)]

    assert found == [False, False, True]


def test_second_post_of_the_same_name_is_told(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["hidden"] = 1

    with pytest.raises(Uncertain, match=f"named the post {NAME}-2: there is another one of its name"):
        channel.publish(a_dispatch())


def test_other_words_under_the_same_name_are_never_replaced(channel, lab):
    channel.publish(a_dispatch())

    with pytest.raises(Uncertain, match="other words are public under this post's name: http"):
        channel.publish(a_dispatch("Other words"))

    assert [one["title"] for one in lab.live()] == ["Human Rights Day"]


@pytest.mark.parametrize("change", [{"title": "Edited"}, {"content": "<p>Edited</p>"}])
def test_post_that_somebody_changed_there_is_left_to_a_person(channel, lab, change):
    channel.publish(a_dispatch())
    lab.live()[0].update(change)

    with pytest.raises(Uncertain, match="other words are public under this post's name: http"):
        channel.find(a_dispatch())


def test_post_that_is_a_draft_there_is_left_to_a_person(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["status"] = "draft"

    with pytest.raises(Unavailable, match="has this post as draft; publish or delete it there"):
        channel.find(a_dispatch())
    with pytest.raises(Refused, match="has this post as draft; publish or delete it there"):
        channel.publish(a_dispatch())


@pytest.mark.parametrize(("path", "id_"), [("/?p=41", "41"), ("/human-rights-day/", ""), ("", None)])
def test_address_of_the_site_is_taken_and_its_number_where_it_has_one(channel, server, path, id_):
    receipt = channel.receipt_at(f"{server.url}{path}")

    assert (receipt and receipt.id) == id_
    assert channel.receipt_at(f"https://elsewhere.example{path}") is None


def test_post_that_the_site_keeps_for_review_is_told(channel, lab):
    lab.stand_in.keeps_as = "pending"

    with pytest.raises(Uncertain, match="keeps the post as pending; publish it there"):
        channel.publish(a_dispatch())


def test_words_that_the_site_changed_are_told(channel, monkeypatch):
    monkeypatch.setattr("comms.rehearsal.wordpress._TAGS", re.compile("December"))

    with pytest.raises(Uncertain, match="WordPress changed its words"):
        channel.publish(a_dispatch())


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(400, {"message": "bad"}), Refused, None),
        (Answer(401, {}), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {}), Unavailable, Stop.PAYMENT),
        (Answer(403, {}), Refused, None),
        (Answer(404, {}), Refused, None),
        (Answer(413, {}), Refused, None),
        (Answer(426, {}), Unavailable, Stop.VERSION),
        (Answer(429, {}), Unavailable, None),
        (Answer(500, {}), Uncertain, None),
        (Answer(503, {}), Uncertain, None),
        (Answer(201, b""), Uncertain, None),
        (Answer(201, {"id": 7}), Uncertain, None),
        (Answer(201, []), Uncertain, None),
        (Answer(301, b"", {"Location": "https://elsewhere.example"}), Refused, None),
    ],
)
def test_each_answer_means_one_thing(lab, server, answer, error, stops):
    server.answer = lambda asked: answer if creates(asked) else lab.stand_in.answer(asked)

    with pytest.raises(error) as caught:
        lab.open(server.url).publish(a_dispatch())

    assert type(caught.value) is error
    assert getattr(caught.value, "stops", None) == stops


@pytest.mark.parametrize("answer", [Answer(500), Answer(200, b"<html>"), Answer(200, {}), Answer(200, ["x"])])
def test_look_that_tells_nothing_sends_nothing(channel, lab, server, answer):
    server.answer = lambda _: answer

    with pytest.raises(Unavailable):
        channel.publish(a_dispatch())
    with pytest.raises(Unavailable):
        channel.find(a_dispatch())

    assert lab.live() == []


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "90"}, NOW + timedelta(seconds=90)),
        ({"Retry-After": "Thu, 10 Dec 2026 09:10:00 GMT"}, NOW + timedelta(minutes=10)),
        ({}, None),
    ],
)
def test_site_is_left_alone_as_long_as_it_asks(channel, server, headers, wait):
    server.answer = lambda _: Answer(429, {}, headers)

    with pytest.raises(Unavailable, match="asks us to wait") as caught:
        channel.publish(a_dispatch())

    assert caught.value.wait == wait


def test_post_is_not_begun_without_time(channel, lab):
    with pytest.raises(Unavailable, match="took too long"):
        channel.publish(Dispatch(a_dispatch().message, NOW, lambda: 1.0))

    assert lab.live() == []


def test_withdrawn_post_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_post_that_lies_in_the_bin_already_is_as_good_as_gone(channel, server):
    receipt = channel.publish(a_dispatch())
    server.answer = lambda _: Answer(410, {"code": "rest_already_trashed"})

    channel.withdraw(receipt)


def test_address_that_is_no_wordpress_takes_nothing_back(channel, server):
    receipt = channel.publish(a_dispatch())
    server.answer = lambda _: Answer(404, b"<html>")

    with pytest.raises(Refused, match="no WordPress at this address"):
        channel.withdraw(receipt)


def test_withdrawn_post_may_be_sent_anew_in_other_words(channel, lab):
    channel.withdraw(channel.publish(a_dispatch()))

    channel.publish(a_dispatch("Other words"))

    assert [(one["slug"], one["title"]) for one in lab.live()] == [(NAME, "Other words")]


def test_check_names_the_user_and_publishes_nothing(channel, lab, server):
    assert (channel.check(), lab.live()) == (f"Communications desk on {server.url}", [])


@pytest.mark.parametrize("role", ["subscriber", "contributor"])
def test_user_that_may_not_publish_is_told_so(channel, lab, role):
    lab.stand_in.role = role

    with pytest.raises(Refused, match="Communications desk may not publish posts"):
        channel.check()
    with pytest.raises(Refused, match="give it the role of an author or editor"):
        channel.publish(a_dispatch())


@pytest.mark.parametrize("answer", [Answer(200, []), Answer(200, b"<html>"), Answer(200, {})])
def test_address_that_is_no_wordpress_is_told_by_check(channel, server, answer):
    server.answer = lambda _: answer

    with pytest.raises(Unavailable):
        channel.check()


@pytest.mark.parametrize("secret", ["username", "password"])
def test_missing_secret_stops_the_channel(channel, lab, secret):
    del lab.credentials.secrets[secret]

    with pytest.raises(Unavailable, match="not connected") as caught:
        channel.publish(a_dispatch())

    assert caught.value.stops is Stop.CREDENTIALS


def test_secrets_are_in_no_error_and_in_no_log(channel, lab, caplog):
    caplog.set_level(logging.DEBUG)
    lab.credentials.secrets["password"] = "wr0ng"

    with pytest.raises(Unavailable) as caught:
        channel.publish(a_dispatch())
    logging.getLogger("desk").error("told in full", exc_info=caught.value)

    told = caplog.text + str(caught.value)
    assert ("wr0ng" in told, "Basic" in told, "told in full" in told) == (False, False, True)
