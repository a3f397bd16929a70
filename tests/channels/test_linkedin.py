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
    "text", ["مياه للجميع", "水是人权", "Diq\u0301 (ñ) é", "🏙️👩🏽‍🚒 (a) [b] {c} <d> @e #F *g* _h_ ~i~ | \\ j"]
)
def test_any_script_and_mark_is_read_back_as_it_was_written(channel, lab, text):
    receipt = channel.publish(a_dispatch(text))

    assert channel.find(a_dispatch(text)) == receipt
    assert len(lab.live()) == 1


def test_picture_goes_with_its_alternative_text(channel, lab):
    image = lab.pictures.keep(b"\x89PNG picture")

    channel.publish(a_dispatch(image=image, alt="A square"))

    assert lab.live()[0]["content"] == {"media": {"id": "urn:li:image:C1", "altText": "A square"}}
    assert lab.stand_in.images == {"urn:li:image:C1": b"\x89PNG picture"}


def test_link_of_a_post_without_a_picture_has_a_card_that_says_what_was_approved(channel, lab):
    channel.publish(a_dispatch(link="https://un.org/en", title="Human Rights Day"))

    assert lab.live()[0]["content"] == {"article": {"source": "https://un.org/en", "title": "Human Rights Day"}}


@pytest.mark.parametrize(
    ("changes", "links"),
    [({"link": "https://un.org/en"}, True), ({"link": "https://un.org/en", "title": "Human Rights Day"}, False)],
)
def test_link_has_no_card_without_a_title_and_where_posts_carry_none(lab, server, changes, links):
    lab.open(server.url, links=links).publish(a_dispatch(**changes))

    assert "content" not in lab.live()[0]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ({}, "422: .*union"),
        ({"poll": {}}, "422: .*union"),
        ({"article": {"source": "https://un.org", "title": "T"}, "media": {"id": "urn:li:image:C1"}}, "422: .*union"),
        ({"article": {"source": "https://un.org"}}, "422: .*/content/article/title :: field is required"),
        ({"article": {"title": "T"}}, "422: .*/content/article/source :: field is required"),
        ({"article": {"source": "un.org", "title": "T"}}, "422: .*is not an address"),
        ({"article": {"source": "https://un.org", "title": "T", "altText": "A"}}, "422: .*unrecognized field"),
        ({"article": {"source": "https://un.org", "title": "T", "thumbnail": "urn:li:image:C1"}}, "400: .*available"),
        ({"media": {"altText": "A"}}, "422: .*/content/media/id :: field is required"),
        ({"media": {"id": "urn:li:image:C1"}}, "400: .*available"),
    ],
)
def test_stand_in_refuses_content_as_linkedin_does(channel, lab, monkeypatch, content, refusal):
    monkeypatch.setattr(channel, "_body", lambda *_: {"author": channel._author, "content": content})

    with pytest.raises(Refused, match=refusal):
        channel.publish(a_dispatch())

    assert lab.live() == []


def test_picture_is_waited_for_until_it_can_be_shown(channel, lab, server, monkeypatch):
    monkeypatch.setattr("comms.channels.linkedin._PAUSES", (0, 0, 0))
    lab.stand_in.available_after = 2
    image = lab.pictures.keep(b"\x89PNG picture")

    channel.publish(a_dispatch(image=image, alt="A square"))

    steps = [(method, path.split("?")[0]) for method, path in server.asked]
    waited = ("GET", "/rest/images/urn%3Ali%3Aimage%3AC1")
    assert steps[2:6] == [waited, waited, waited, ("POST", "/rest/posts")]


@pytest.mark.parametrize("seconds", [60.0, 5.0])
def test_picture_that_is_not_ready_in_time_is_asked_for_later_and_nothing_goes_out(channel, lab, monkeypatch, seconds):
    monkeypatch.setattr("comms.channels.linkedin._PAUSES", (0.001,) * 3)
    lab.stand_in.available_after = 99
    dispatch = a_dispatch(image=lab.pictures.keep(b"\x89PNG picture"), alt="A square")

    with pytest.raises(Unavailable, match="still preparing the picture; nothing was sent"):
        channel.publish(Dispatch(dispatch.message, NOW, lambda: seconds))

    asked = 99 - lab.stand_in._waits["urn:li:image:C1"]
    assert (asked, lab.live()) == (3 if seconds > 5 else 1, [])


def test_picture_that_is_not_known_yet_is_waited_for(channel, lab, server, monkeypatch):
    monkeypatch.setattr("comms.channels.linkedin._PAUSES", (0, 0))
    lab.stand_in.available_after = 0
    hidden = [Answer(404, {"message": "Image not found"})]
    usual = server.answer
    server.answer = lambda asked: hidden.pop() if asked.path.startswith("/rest/images/") and hidden else usual(asked)

    channel.publish(a_dispatch(image=lab.pictures.keep(b"\x89PNG picture"), alt="A square"))

    assert (hidden, len(lab.live())) == ([], 1)


def test_picture_that_linkedin_cannot_show_publishes_nothing(channel, lab):
    lab.stand_in.spoils = True

    with pytest.raises(Refused, match="cannot show this picture"):
        channel.publish(a_dispatch(image=lab.pictures.keep(b"\x89PNG picture"), alt="A square"))

    assert lab.live() == []


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

    with pytest.raises(Uncertain, match="posted as urn:li:share:7001, but it could not be read back"):
        channel.publish(a_dispatch())

    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("urn:li:share:7001", 1)


def test_post_that_cannot_be_read_yet_is_not_called_cut_and_then_found(channel, lab, monkeypatch):
    monkeypatch.setattr(lab.stand_in, "_find", lambda _: None)

    with pytest.raises(Uncertain) as caught:
        channel.publish(a_dispatch())

    assert str(caught.value) == "posted as urn:li:share:7001, which cannot be read yet; it is looked for"
    assert (channel.find(a_dispatch()).id, len(lab.live())) == ("urn:li:share:7001", 1)


def test_duplicate_is_the_proof_that_it_is_public(channel, lab):
    first = channel.publish(a_dispatch())

    assert (channel.publish(a_dispatch()), len(lab.live())) == (first, 1)


@pytest.mark.parametrize("known", ["urn:li:share:7001", "https://www.linkedin.com/feed/update/urn:li:share:7001/"])
def test_duplicate_of_another_post_is_no_proof_of_this_one(channel, lab, known):
    channel.publish(a_dispatch())
    again = Dispatch(a_dispatch().message, NOW, known=frozenset({known}))

    with pytest.raises(Refused, match=r"a duplicate of another post of ours: https://\S+/urn:li:share:7001/; change"):
        channel.publish(again)

    assert len(lab.live()) == 1


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


def renewable(lab, **changes):
    app = {"refresh_token": "linkedin-refresh", "client_id": "app", "client_secret": "app-secret"}
    lab.credentials.secrets = {"access_token": "token"} | app | changes


def test_access_that_ends_soon_is_renewed_and_both_ends_are_kept(channel, lab):
    renewable(lab, access_token_ends=(NOW + timedelta(days=6)).isoformat())

    channel.check()

    kept = lab.credentials
    assert (kept.secrets["access_token"], lab.stand_in.renewals) == ("token-1", 1)
    assert (kept.expires_at - NOW, kept.renewable_until - NOW) == (timedelta(days=60), timedelta(days=300))


def test_access_that_lasts_for_more_than_a_week_is_not_renewed(channel, lab):
    renewable(lab, access_token_ends=(NOW + timedelta(days=8)).isoformat())

    channel.check()

    assert lab.stand_in.renewals == 0


def test_access_that_holds_is_used_though_it_cannot_be_renewed(channel, lab):
    renewable(lab, refresh_token="over", access_token_ends=(NOW + timedelta(days=6)).isoformat())

    assert channel.check() == "Human Rights Cities (urn:li:organization:5025)"


def test_access_that_is_over_and_cannot_be_renewed_stops_the_channel(channel, lab):
    renewable(lab, refresh_token="over", access_token_ends=(NOW - timedelta(days=1)).isoformat())

    with pytest.raises(Unavailable, match="the access to LinkedIn could not be renewed; connect") as caught:
        channel.check()

    assert caught.value.stops is Stop.CREDENTIALS


def test_renewal_whose_answer_is_lost_is_asked_for_again(channel, lab, server):
    renewable(lab)
    server.is_hit = lambda asked: asked.path == "/oauth/v2/accessToken"
    server.faults.append(Fault.ERROR_502)

    with pytest.raises(Unavailable) as caught:
        channel.check()

    assert (caught.value.stops, channel.check()) == (None, "Human Rights Cities (urn:li:organization:5025)")
