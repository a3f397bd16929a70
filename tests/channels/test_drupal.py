import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message, Receipt
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.labs import DrupalLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]
TEXT = "Human Rights Day & more\n\nToday (10 December): see https://un.org/en.\nAnd <more>"
HTML = '<p>Today (10 December): see <a href="https://un.org/en">https://un.org/en</a>.<br>\nAnd &lt;more&gt;</p>'
UUID = "a69ef19d-a8db-598e-baa6-5d08f842bb02"
PNG = b"\x89PNG picture"


@pytest.fixture
def lab():
    return DrupalLab(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text=TEXT, *, key="human-rights-2026:told:site:en", language="en", **changes):
    return Dispatch(Message(key, "site", "article", language, date(2026, 12, 10), text, **changes), NOW)


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request that creates has begun."""
    return Dispatch(dispatch.message, dispatch.stamp, iter([6.0, 1.0]).__next__)


def creates(asked):
    return asked.method == "POST" and asked.path.endswith("/article")


def test_post_is_public_word_for_word(channel, lab, server):
    receipt = channel.publish(a_dispatch())

    assert lab.live() == [
        {
            "type": "node--article",
            "id": UUID,
            "attributes": {
                "title": "Human Rights Day & more",
                "body": {"value": HTML, "format": "basic_html"},
                "status": True,
                "langcode": "en",
                "drupal_internal__nid": 11,
                "created": NOW.isoformat(),
            },
            "hidden": 0,
        }
    ]
    assert (receipt.id, receipt.url) == (UUID, f"{server.url}/node/11")


@pytest.mark.parametrize(
    "text",
    [
        "مياه للجميع\n\nحق",
        "水是人权",
        "Diq\u0301 (ñ) é & <b>x</b>\n\n🏙️👩🏽‍🚒 \"a\" 'b' [c]",
        "A &amp; B\nhttps://a.example/?a=1&b=(2)",
    ],
)
def test_any_script_and_mark_is_found_as_it_was_written(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch(text)) == receipt
    assert len(lab.live()) == 1


def test_picture_goes_with_its_alternative_text(channel, lab):
    channel.publish(a_dispatch(image=lab.pictures.keep(PNG), alt="A square: «مياه»"))

    (file,) = lab.stand_in.files
    assert lab.stand_in.files[file] == {"name": "human-rights-2026-told-site-en-2b4c68c8.png", "octets": PNG}
    assert lab.live()[0]["relationships"] == {
        "field_image": {"data": {"type": "file--file", "id": file, "meta": {"alt": "A square: «مياه»"}}}
    }


def test_picture_that_is_gone_publishes_nothing(channel, lab):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="A square"))

    assert lab.live() == []


def test_picture_that_cannot_be_handed_over_publishes_nothing(channel, lab, server):
    server.faults.append(Fault.ERROR_502)
    server.is_hit = lambda asked: asked.path.endswith("/field_image")

    with pytest.raises(Unavailable):
        channel.publish(a_dispatch(image=lab.pictures.keep(PNG), alt="A square"))

    assert lab.live() == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "a" * 20_001}, "takes 20000 characters, this text has 20001"),
        ({"text": "a" * 256 + "\n\nb"}, "takes a title of 255 characters, the first line has 256"),
        ({"image": "ab" * 32, "alt": "a" * 513}, "takes 512 characters of alternative text, this picture has 513"),
    ],
)
def test_what_is_too_long_is_never_sent(channel, server, changes, reason):
    with pytest.raises(Refused, match=reason):
        channel.publish(a_dispatch(**changes))

    assert server.asked == []


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found(channel, lab, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    assert (channel.find(a_dispatch()).id, len(lab.live())) == (UUID, 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_provably_not_there(channel, lab, server, fault):
    server.faults.append(fault)
    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert (channel.find(a_dispatch()), channel.proves_absence, lab.live()) == (None, True, [])


def test_post_asked_for_twice_is_there_once(channel, lab):
    first = channel.publish(a_dispatch())

    assert (channel.publish(a_dispatch()), len(lab.live())) == (first, 1)


def test_post_that_is_there_and_not_shown_is_left_to_a_person(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["hidden"] = 1

    with pytest.raises(Uncertain, match="there already, and does not show it"):
        channel.publish(a_dispatch())


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"title": "Edited"}, Uncertain, "other words are public under this post's name: http.*/node/"),
        ({"body": {"value": "Edited"}}, Uncertain, "other words are public under this post's name: http.*/node/"),
        ({"body": None}, Uncertain, "other words are public under this post's name: http.*/node/"),
        ({"status": False}, Refused, "has this post unpublished; publish or delete it there"),
    ],
)
def test_other_words_under_the_same_name_are_never_replaced(channel, lab, change, error, said):
    channel.publish(a_dispatch())
    lab.live()[0]["attributes"].update(change)

    with pytest.raises(error, match=said):
        channel.publish(a_dispatch())

    assert len(lab.live()) == 1


def test_post_that_says_something_else_there_is_left_to_a_person(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["attributes"]["title"] = "Human Rights Day, corrected"

    with pytest.raises(Uncertain, match=r"other words are public under this post's name: http.*/node/"):
        channel.find(a_dispatch())


def test_address_of_the_site_is_taken_and_no_other(channel, server):
    assert channel.receipt_at(f"{server.url}/node/7") == Receipt("", f"{server.url}/node/7")
    assert channel.receipt_at("https://elsewhere.example/node/7") is None


def test_post_that_is_unpublished_there_is_left_to_a_person(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["attributes"]["status"] = False

    with pytest.raises(Unavailable, match="has this post unpublished; publish or delete it there"):
        channel.find(a_dispatch())


def test_post_that_the_site_keeps_unpublished_is_told(channel, lab):
    lab.stand_in.publishes = False

    with pytest.raises(Uncertain, match="keeps the post unpublished; publish it there"):
        channel.publish(a_dispatch())


def test_words_that_the_site_changed_are_told(channel, lab):
    lab.stand_in.on_accept = lambda: lab.live()[0]["attributes"].update(title="Changed")

    with pytest.raises(Uncertain, match="Drupal changed its words"):
        channel.publish(a_dispatch())


def test_language_that_the_site_has_not_is_refused(channel, lab):
    with pytest.raises(Refused, match=r"langcode\.0: The value you selected is not a valid choice"):
        channel.publish(a_dispatch(language="pt"))

    assert lab.live() == []


@pytest.mark.parametrize(
    "answer",
    [Answer(403), Answer(404, b"<html>"), Answer(500), Answer(200, b"<html>"), Answer(200, {}), Answer(200, [])],
)
def test_look_that_proves_nothing_says_so(channel, server, answer):
    server.answer = lambda _: answer

    with pytest.raises(Unavailable):
        channel.find(a_dispatch())


@pytest.mark.parametrize("answer", [Answer(403), Answer(404), Answer(200, {}), Answer(200, {"data": None})])
def test_absence_is_believed_only_where_the_site_shows_what_it_has(channel, lab, server, answer):
    server.answer = lambda asked: answer if asked.path.endswith("/article") else lab.stand_in.answer(asked)

    with pytest.raises(Unavailable):
        channel.find(a_dispatch())


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(400, {}), Refused, None),
        (Answer(401, {}), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {}), Unavailable, Stop.PAYMENT),
        (Answer(403, {}), Refused, None),
        (Answer(404, {}), Refused, None),
        (Answer(405, {}), Unavailable, Stop.CREDENTIALS),
        (Answer(415, {}), Refused, None),
        (Answer(422, {}), Refused, None),
        (Answer(426, {}), Unavailable, Stop.VERSION),
        (Answer(429, {}), Unavailable, None),
        (Answer(500, {}), Uncertain, None),
        (Answer(503, {}), Uncertain, None),
        (Answer(409, {}), Uncertain, None),
        (Answer(201, b""), Uncertain, None),
        (Answer(201, []), Uncertain, None),
        (Answer(201, {"data": {"id": UUID}}), Uncertain, None),
        (Answer(301, b"", {"Location": "https://elsewhere.example"}), Refused, None),
    ],
)
def test_each_answer_means_one_thing(lab, server, answer, error, stops):
    server.answer = lambda asked: answer if creates(asked) else lab.stand_in.answer(asked)

    with pytest.raises(error) as caught:
        lab.open(server.url).publish(a_dispatch())

    assert type(caught.value) is error
    assert getattr(caught.value, "stops", None) == stops


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


def test_site_that_only_lets_itself_be_read_is_told(channel, lab):
    lab.stand_in.is_read_only = True

    with pytest.raises(Unavailable, match="allow all operations at /admin/config/services/jsonapi"):
        channel.publish(a_dispatch())


def test_post_is_not_begun_without_time(channel, lab):
    with pytest.raises(Unavailable, match="took too long"):
        channel.publish(Dispatch(a_dispatch().message, NOW, lambda: 1.0))

    assert lab.live() == []


def test_withdrawn_post_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_address_that_is_no_drupal_takes_nothing_back(channel, server):
    receipt = channel.publish(a_dispatch())
    server.answer = lambda _: Answer(404, b"<html>")

    with pytest.raises(Unavailable, match="no JSON:API at this address"):
        channel.withdraw(receipt)


def test_user_that_may_not_delete_is_told_so(channel, lab):
    receipt = channel.publish(a_dispatch())
    lab.stand_in.may_create = False

    with pytest.raises(Refused, match="does not let our user do this"):
        channel.withdraw(receipt)


def test_withdrawn_post_may_be_sent_anew_in_other_words(channel, lab):
    channel.withdraw(channel.publish(a_dispatch()))

    channel.publish(a_dispatch("Other words"))

    assert [one["attributes"]["title"] for one in lab.live()] == ["Other words"]


def test_check_names_the_user_and_publishes_nothing(channel, lab, server):
    assert (channel.check(), lab.live()) == (f"Communications desk on {server.url}", [])


def test_type_of_content_that_the_site_has_not_is_told_by_check(lab, server):
    with pytest.raises(Refused, match="no content of the type news; write another one as the channel's account"):
        lab.open(server.url, name="news").check()


def test_type_of_content_is_article_unless_told_otherwise(lab, server):
    assert lab.open(server.url, name="").publish(a_dispatch()).id == UUID


@pytest.mark.parametrize("answer", [Answer(200, {"links": {}, "meta": {}}), Answer(200, [])])
def test_user_whom_drupal_does_not_know_is_told_by_check(channel, server, answer):
    server.answer = lambda _: answer

    with pytest.raises(Unavailable, match="HTTP Basic Authentication") as caught:
        channel.check()

    assert caught.value.stops is Stop.CREDENTIALS


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
