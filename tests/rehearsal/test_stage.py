"""The stand-ins together: every kind is opened with its made-up secrets, and loses what it is told to lose."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import requests

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.domain.answers import Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message
from comms.rehearsal.as_public import address_of
from comms.rehearsal.cast import CAST
from comms.rehearsal.roles import OF_FILES, ROLES
from comms.rehearsal.stage import LOST, Stage
from comms.services.connecting import OnTrial
from tests.channels.labs import Pictures

STAMP = datetime(2027, 3, 22, 8, tzinfo=UTC)
KINDS = [part.kind for part in CAST]


@pytest.fixture
def told():
    return {}


@pytest.fixture
def stage(told):
    with Stage(lambda: STAMP, told.__setitem__) as one:
        yield one


def opened(part, stage, pictures=None):
    account = Account(part.kind, part.kind, part.role.account, server=stage.addresses[part.kind])
    return kind(part.kind).open(
        Opening(account, OnTrial(dict(part.role.secrets)), pictures or Pictures(), lambda: STAMP)
    )


def a_dispatch(part, **changes):
    message = Message(
        key=f"water-2027:told:{part.kind}:es",
        channel=part.kind,
        account=part.role.account,
        language="es",
        day=date(2027, 3, 22),
        text="Hoy, 22 de marzo: Día Mundial del Agua.",
        **changes,
    )
    return Dispatch(message, STAMP)


def test_every_kind_of_channel_has_a_part_or_is_made_of_files():
    assert ({*KINDS, *OF_FILES}, set(KINDS)) == (set(CHANNEL_RULES), set(ROLES))


@pytest.mark.parametrize("part", CAST, ids=KINDS)
def test_what_a_stand_in_makes_public_is_told_in_words(stage, told, part):
    before = told[part.kind]

    opened(part, stage).publish(a_dispatch(part))

    (public,) = told[part.kind]
    assert (before, public["words"].count("Hoy, 22 de marzo: Día Mundial del Agua.") > 0) == ([], True)


@pytest.mark.parametrize("part", CAST, ids=KINDS)
def test_looking_tells_nothing_new(stage, told, part):
    told.clear()

    opened(part, stage).find(a_dispatch(part))

    assert told.get(part.kind, []) == []


def test_each_stand_in_loses_an_answer_of_each_kind_beginning_with_another():
    stage = Stage(lambda: STAMP, lambda *_: None, lose_answers=True)

    faults = [tuple(server.faults) for server in stage._servers.values()]
    for server in stage._servers.values():
        server._server.server_close()

    assert {frozenset(one) for one in faults} == {frozenset(LOST)}
    assert len({one[0] for one in faults}) == len(LOST) == len(KINDS)


@pytest.mark.parametrize("part", CAST, ids=KINDS)
def test_answer_that_is_lost_is_that_of_the_post_alone(told, part):
    with Stage(lambda: STAMP, told.__setitem__) as stage:
        stage._servers[part.kind].faults.append(LOST[0])
        channel = opened(part, stage)

        with pytest.raises(Uncertain):
            channel.publish(a_dispatch(part))

        assert (len(told[part.kind]), channel.find(a_dispatch(part)) is not None) == (1, True)


@pytest.mark.parametrize("part", [part for part in CAST if part.kind != "bluesky"], ids=lambda part: part.kind)
def test_stand_in_that_is_started_anew_gives_no_number_twice(part):
    first = part.stand_in(lambda: STAMP)
    first.number += 1

    assert part.stand_in(lambda: STAMP + timedelta(seconds=1)).number > first.number


NO_ALT = "no alternative text · sin texto alternativo · sans texte de remplacement"
PICTURE = b"\x89PNG\r\n\x1a\n a square"


def seen(part, stage, number, extra=""):
    return requests.get(address_of(stage.addresses[part.kind], number) + extra, timeout=5)


@pytest.mark.parametrize("part", CAST, ids=KINDS)
def test_post_is_seen_where_its_receipt_leads_with_its_picture_and_alternative_text(stage, part):
    pictures = Pictures()
    message = {"image": pictures.keep(PICTURE), "alt": 'A "square" <b>'}

    receipt = opened(part, stage, pictures).publish(a_dispatch(part, **message))

    page = seen(part, stage, receipt.id)
    alt = NO_ALT if part.kind == "telegram" else "A &quot;square&quot; &lt;b&gt;"
    assert (page.status_code, "Hoy, 22 de marzo: Día Mundial del Agua." in page.text) == (200, True)
    assert f"<figcaption>{alt}</figcaption>" in page.text
    [address] = re.findall('<img src="([^"]+)"', page.text)
    shown = requests.get(stage.addresses[part.kind] + html.unescape(address), timeout=5)
    assert (shown.content, shown.headers["content-type"]) == (PICTURE, "image/png")


@pytest.mark.parametrize("part", CAST, ids=KINDS)
def test_post_without_a_picture_is_seen_as_its_words_alone(stage, part):
    receipt = opened(part, stage).publish(a_dispatch(part))

    page = seen(part, stage, receipt.id)

    assert (page.status_code, "<img" in page.text, 'class="card"' in page.text) == (200, False, False)


@pytest.mark.parametrize("kind_", ["bluesky", "linkedin"])
def test_card_of_a_link_is_seen(stage, kind_):
    [part] = [one for one in CAST if one.kind == kind_]

    receipt = opened(part, stage).publish(a_dispatch(part, link="https://un.org/en", title="United <Nations>"))

    assert (
        '<p class="card"><b>United &lt;Nations&gt;</b><br>https://un.org/en</p>' in seen(part, stage, receipt.id).text
    )


@pytest.mark.parametrize("part", CAST, ids=KINDS)
def test_what_was_taken_back_is_seen_no_more(stage, part):
    channel = opened(part, stage)
    receipt = channel.publish(a_dispatch(part))

    channel.withdraw(receipt)

    assert (seen(part, stage, receipt.id).status_code, seen(part, stage, "").status_code) == (404, 404)
