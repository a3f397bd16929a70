"""Each channel whose server does not say whether it made a post, and asks to be left alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.answers import Uncertain
from comms.domain.message import Dispatch, Message
from comms.rehearsal.cast import CAST
from comms.rehearsal.server import Answer
from tests.channels.labs import LABS

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
PARTS = {part.kind: part for part in CAST}


@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize("kind", LABS)
def test_answer_stays_in_doubt_and_its_wish_to_be_left_alone_is_heard(kind, status):
    lab = LABS[kind](lambda: NOW)
    message = Message("post-1", kind, lab.name, "en", date(2026, 12, 10), "Human Rights Day in Utrecht.")
    busy = Answer(status, {"message": "busy"}, {"Retry-After": "900"})

    with lab.serve() as server:
        usual = server.answer
        server.answer = lambda asked: busy if PARTS[kind].is_told_by(asked) else usual(asked)
        with pytest.raises(Uncertain) as caught:
            lab.open(server.url).publish(Dispatch(message, NOW))

    assert caught.value.wait == NOW + timedelta(minutes=15)
