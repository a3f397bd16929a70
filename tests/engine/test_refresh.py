import threading
from datetime import timedelta

import pytest

from comms.engine.keeper import Keeper
from comms.engine.refresh import refresh, shown
from comms.services.facts import record_consent
from tests.rows import MORNING, a_stored_initiative, an_officer, the_config

EVENING = MORNING + timedelta(hours=9)


def say(state, by):
    record_consent("a-plan", state=state, said_by="the mayor's office", by=by, now=EVENING)


@pytest.mark.usefixtures("committed")
def test_refresh_keeps_feeds_and_pages_up_to_date():
    var = the_config().var
    refresh(the_config())
    (var / "feeds" / "un-days.en.ics").unlink()
    (var / "pages" / "robots.txt").unlink()

    refresh(the_config())

    assert (var / "feeds" / "un-days.en.ics").is_file()
    assert (var / "pages" / "robots.txt").is_file()


@pytest.mark.usefixtures("committed")
def test_every_word_of_a_member_on_its_work_is_something_else_to_show():
    officer = an_officer()
    a_stored_initiative()
    seen = [shown(the_config())]

    for state in ("given", "withdrawn"):
        say(state, officer)
        seen.append(shown(the_config()))

    assert (len(set(seen)), shown(the_config()) == seen[-1]) == (3, True)


@pytest.mark.usefixtures("committed")
def test_consent_that_is_withdrawn_asks_for_a_refresh_at_once():
    officer, asked = an_officer(), threading.Event()
    a_stored_initiative()
    say("given", officer)
    keeper = Keeper(asked.set, lambda: shown(the_config()), seconds=600)
    keeper.start()
    keeper.look()
    before = asked.wait(0.1)

    say("withdrawn", officer)
    keeper.look()

    assert (before, asked.wait(20)) == (False, True)
    keeper.stop()
