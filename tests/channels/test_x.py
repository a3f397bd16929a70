import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.answers import OtherAccount, Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message
from comms.rehearsal.server import UNDONE, Answer, Fault
from tests.channels.labs import XLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LOST = [fault for fault in Fault if fault not in UNDONE]
TEXT = "Today is #HumanRightsDay & more <3: https://un.org/en/observances/human-rights-day"


@pytest.fixture
def lab():
    return XLab(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        running.is_hit = lambda asked: asked.path == "/2/tweets"
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text=TEXT, **changes):
    return Dispatch(Message("post-1", "x", "hrcities", "en", date(2026, 12, 10), text, **changes), NOW)


def in_a_hurry(dispatch):
    """Leave a second for the answer once the request has begun."""
    return Dispatch(dispatch.message, dispatch.stamp, iter([6.0, 1.0]).__next__)


def with_tokens(lab, **changes):
    lab.credentials.secrets = {"client_id": "c", "access_token": "bearer-1", "refresh_token": "refresh-1"} | changes


def reconnect(lab, token, username):
    """Let another token be given, of the account called so."""
    lab.credentials.secrets = {**lab.credentials.secrets, "access_token": token}
    lab.stand_in.keys = {**lab.stand_in.keys, "access_token": token}
    lab.stand_in.username = username


def test_post_is_public_word_for_word_and_nothing_else_is_sent(channel, lab):
    receipt = channel.publish(a_dispatch())

    assert [one["sent"] for one in lab.live()] == [{"text": TEXT}]
    assert receipt.url == f"https://x.com/hrcities/status/{receipt.id}"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "مياه للجميع un.org",
        "水是人权 https://un.org/zh?a=1&b=2",
        "Diq\u0301 (ñ) é 🏙️👩🏽‍🚒",
        "a\n\nb <b> &amp; #Ñandú",
    ],
)
def test_any_text_is_found_as_it_was_sent(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch(text)) == receipt
    assert len(lab.live()) == 1


def test_other_words_are_not_taken_for_this_post(channel):
    channel.publish(a_dispatch("Human Rights Day in Gwangju"))

    assert channel.find(a_dispatch("Human Rights Day in Utrecht")) is None


def test_picture_goes_with_its_alternative_text(channel, lab):
    image = lab.pictures.keep(b"\x89PNG picture")

    channel.publish(a_dispatch(image=image, alt="A square"))

    assert lab.live()[0]["sent"] == {"text": TEXT, "media": {"media_ids": ["700"]}}
    assert lab.stand_in.media == {"700": {"bytes": b"\x89PNG picture", "alt": "A square"}}


@pytest.mark.parametrize("picture", [None, b"a" * 5_000_001])
def test_picture_that_cannot_go_publishes_nothing(channel, lab, picture):
    image = lab.pictures.keep(picture) if picture else "ab" * 32

    with pytest.raises(Refused):
        channel.publish(a_dispatch(image=image, alt="A square"))

    assert lab.live() == []


def test_alternative_text_is_never_cut(channel, lab):
    image = lab.pictures.keep(b"\x89PNG picture")

    with pytest.raises(Refused, match="X takes 1000 characters of alternative text, this picture has 1001"):
        channel.publish(a_dispatch(image=image, alt="a" * 1_001))

    assert lab.live() == []


def test_post_made_with_ai_says_so(lab, server):
    lab.open(server.url, made_with_ai=True).publish(a_dispatch())

    assert lab.live()[0]["sent"] == {"text": TEXT, "made_with_ai": True}


def test_text_that_is_too_long_is_never_sent(channel, server):
    with pytest.raises(Refused, match="X takes 280 characters, this text has 281"):
        channel.publish(a_dispatch("a" * 281))

    assert server.asked == []


@pytest.mark.parametrize("fault", LOST)
def test_lost_answer_leaves_one_post_that_is_found(channel, lab, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(in_a_hurry(a_dispatch()))

    assert (channel.find(a_dispatch()).id, len(lab.live())) == (lab.live()[0]["id"], 1)


@pytest.mark.parametrize("fault", sorted(UNDONE))
def test_request_that_was_never_done_is_looked_for_in_vain(channel, server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        channel.publish(a_dispatch())

    assert channel.find(a_dispatch()) is None


def test_duplicate_is_looked_for_and_never_called_failed(channel, lab):
    first = channel.publish(a_dispatch())

    with pytest.raises(Uncertain, match="posted already"):
        channel.publish(a_dispatch())

    assert (channel.find(a_dispatch()), len(lab.live())) == (first, 1)


def test_post_that_shows_late_is_found_later(channel, lab):
    lab.stand_in.visible_after = 2
    channel.publish(a_dispatch())

    assert [channel.find(a_dispatch()) is not None for _ in range(3)] == [False, False, True]


def test_older_post_with_the_same_words_is_not_taken_for_this_one(channel, lab):
    channel.publish(a_dispatch())
    lab.live()[0]["created_at"] = "2026-12-09T09:00:00.000Z"

    assert channel.find(a_dispatch()) is None


@pytest.mark.parametrize(
    ("answer", "error", "stops"),
    [
        (Answer(401, {"title": "Unauthorized"}), Unavailable, Stop.CREDENTIALS),
        (Answer(402, {"title": "CreditsDepleted"}), Unavailable, Stop.PAYMENT),
        (Answer(403, {"detail": "Your account is suspended"}), Unavailable, Stop.CREDENTIALS),
        (Answer(403, {"title": "Client Forbidden", "type": "client-forbidden"}), Unavailable, Stop.CREDENTIALS),
        (Answer(403, {"title": "UsageCapExceeded", "type": "usage-capped"}), Unavailable, Stop.PAYMENT),
        (Answer(403, {"detail": "You are not permitted to perform this action"}), Refused, None),
        (Answer(403, {"detail": "maximum of one cashtag"}), Refused, None),
        (Answer(400, {"detail": "bad"}), Refused, None),
        (Answer(400, [1]), Uncertain, None),
        (Answer(404, b"<html>"), Refused, None),
        (Answer(500, {}), Uncertain, None),
        (Answer(503, b"over capacity"), Uncertain, None),
        (Answer(201, b"<html>"), Uncertain, None),
        (Answer(201, {"data": {}}), Uncertain, None),
        (Answer(307, b"", {"Location": "https://elsewhere.example"}), Uncertain, None),
    ],
)
def test_each_answer_means_one_thing(channel, server, answer, error, stops):
    server.answer = lambda _: answer

    with pytest.raises(error) as caught:
        channel.publish(a_dispatch())

    assert type(caught.value) is error
    assert getattr(caught.value, "stops", None) == stops


def test_spent_rate_is_waited_for_until_x_says(channel, lab):
    lab.stand_in.room = 0

    with pytest.raises(Unavailable) as caught:
        channel.publish(a_dispatch())

    assert caught.value.wait == NOW + timedelta(minutes=15)


def test_withdrawn_post_is_gone_also_the_second_time(channel, lab):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert lab.live() == []


def test_check_names_the_account_and_publishes_nothing(channel, lab):
    assert (channel.check(), lab.live()) == ("@hrcities", [])


@pytest.mark.parametrize("name", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"])
def test_wrong_signature_stops_the_channel(channel, lab, name):
    lab.credentials.secrets[name] = "wrong"

    with pytest.raises(Unavailable, match="no longer accepts our keys") as caught:
        channel.check()

    assert caught.value.stops is Stop.CREDENTIALS


def test_missing_token_stops_the_channel(channel, lab, server):
    lab.credentials.secrets.clear()

    with pytest.raises(Unavailable, match="not connected"):
        channel.publish(a_dispatch())

    assert server.asked == []


def test_access_is_renewed_before_it_ends_and_the_new_tokens_are_kept(channel, lab):
    with_tokens(lab, access_token="old")

    channel.publish(a_dispatch())

    kept = lab.credentials.secrets
    assert (kept["access_token"], kept["refresh_token"]) == ("bearer-2", "refresh-2")
    assert lab.credentials.expires_at == NOW + timedelta(hours=2)
    assert len(lab.live()) == 1


def test_access_that_lasts_is_not_renewed(channel, lab):
    with_tokens(lab, access_token_ends=(NOW + timedelta(hours=1)).isoformat())

    channel.publish(a_dispatch())

    assert lab.credentials.secrets["refresh_token"] == "refresh-1"


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.TRUNCATED, Fault.HTML, Fault.ERROR_502])
def test_renewal_whose_answer_is_lost_needs_a_person(channel, lab, server, fault):
    with_tokens(lab)
    server.is_hit = lambda asked: asked.path == "/2/oauth2/token"
    server.faults.append(fault)

    with pytest.raises(Unavailable, match="could not be renewed") as caught:
        channel.publish(a_dispatch())

    assert (caught.value.stops, lab.live()) == (Stop.CREDENTIALS, [])


def test_renewal_that_reaches_nobody_is_tried_again_later(lab, server):
    with_tokens(lab)
    url = server.url
    channel = lab.open(url)
    server.stop()

    with pytest.raises(Unavailable) as caught:
        channel.publish(a_dispatch())

    assert caught.value.stops is None


def test_access_whose_end_cannot_be_read_leaves_nothing_in_doubt(channel, lab, server):
    with_tokens(lab, access_token_ends="soon")

    with pytest.raises(Unavailable, match="cannot be looked after just now") as caught:
        channel.publish(a_dispatch())

    assert (caught.value.stops, server.asked) == (None, [])


def test_token_that_somebody_renewed_meanwhile_is_read_anew(channel, lab, server):
    with_tokens(lab, access_token_ends=(NOW + timedelta(hours=1)).isoformat())
    lab.stand_in.bearer = "bearer-2"

    shown = []

    def renewed_by_another(asked):
        shown.append(asked.headers["authorization"])
        lab.credentials.secrets["access_token"] = "bearer-2"
        return lab.stand_in.answer(asked)

    server.answer = renewed_by_another
    channel.publish(a_dispatch())

    assert (shown, len(lab.live())) == (["Bearer bearer-1", "Bearer bearer-2"], 1)


def test_access_that_holds_is_used_where_nobody_can_be_asked_to_renew_it(channel, lab, server):
    with_tokens(lab, access_token_ends=(NOW + timedelta(minutes=4)).isoformat())
    server.is_hit = lambda asked: asked.path == "/2/oauth2/token"
    server.answer = lambda asked: Answer(429) if "oauth2" in asked.path else lab.stand_in.answer(asked)

    channel.publish(a_dispatch())

    assert (len(lab.live()), lab.credentials.secrets["refresh_token"]) == (1, "refresh-1")


def test_refresh_token_that_comes_twice_ends_the_whole_grant(channel, lab):
    with_tokens(lab)
    channel.check()
    with_tokens(lab)

    with pytest.raises(Unavailable, match="connect the channel again") as caught:
        channel.check()

    assert (caught.value.stops, lab.stand_in.burnt) == (Stop.CREDENTIALS, 1)


def test_keys_of_another_account_are_refused_by_both_names(lab, server):
    with pytest.raises(OtherAccount, match=r"of @hrcities, and config\.yaml has @uclg as the account"):
        lab.open(server.url, name="@uclg").check()


@pytest.mark.parametrize("name", ["", "HRcities", "@hrcities"])
def test_account_is_known_however_it_is_written(lab, server, name):
    assert lab.open(server.url, name=name).check() == "@hrcities"


def test_post_is_looked_for_as_whoever_sent_it_and_nobody_else(channel, lab):
    channel.publish(a_dispatch())
    channel.find(a_dispatch())
    reconnect(lab, "2-at", "sister")

    with pytest.raises(Refused, match="it was sent as @hrcities, and X is connected as @sister now; look there"):
        channel.find(a_dispatch())


def test_account_is_asked_for_once_for_each_token(channel, lab, server):
    lab.stand_in.visible_after = 9

    channel.find(a_dispatch())
    channel.find(a_dispatch())
    reconnect(lab, "2-at", "HRcities")
    channel.find(a_dispatch())

    assert [path for _, path in server.asked].count("/2/users/me") == 2


def test_no_secret_is_in_an_error_or_a_log(channel, lab, server, caplog):
    caplog.set_level(logging.DEBUG)
    with_tokens(lab)
    server.answer = lambda asked: lab.stand_in.answer(asked) if "token" in asked.path else Answer(403, {"detail": "no"})

    with pytest.raises(Refused) as caught:
        channel.publish(a_dispatch())

    assert not any(secret in caplog.text + str(caught.value) for secret in ("bearer-", "refresh-"))
