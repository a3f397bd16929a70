import threading
import time

import pytest

from comms.engine.keeper import Keeper


class Site:
    """What is shown, and how often it was made anew."""

    def __init__(self):
        self.shown, self.refreshed = 0, 0
        self.at_work, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()
        self.breaks = False

    def refresh(self):
        self.refreshed += 1
        self.at_work.set()
        self.may_end.wait(20)
        if self.breaks:
            raise RuntimeError


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def keeper(site):
    made = Keeper(site.refresh, lambda: site.shown, seconds=60)
    made.start()
    yield made
    site.may_end.set()
    made.stop()


def reached(condition):
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_what_is_published_is_shown_at_once(site, keeper):
    site.shown = 1
    keeper.look()

    assert reached(lambda: site.refreshed == 1)


def test_nothing_is_made_anew_while_nothing_changes(site, keeper):
    keeper.look()
    keeper.look()
    keeper.stop()

    assert site.refreshed == 0


def test_what_changes_during_a_refresh_is_shown_by_one_more(site, keeper):
    site.may_end.clear()
    site.shown = 1
    keeper.look()
    site.at_work.wait(20)
    for number in (2, 3):
        site.shown = number
        keeper.look()
    site.may_end.set()

    assert reached(lambda: site.refreshed == 2)
    keeper.stop()
    assert site.refreshed == 2


def test_refresh_comes_also_by_itself(site):
    made = Keeper(site.refresh, lambda: 0, seconds=0.02)
    made.start()

    assert reached(lambda: site.refreshed >= 2)
    made.stop()


def test_refresh_that_fails_is_told_and_tried_again(site, keeper, caplog):
    site.breaks, site.shown = True, 1
    keeper.look()
    assert reached(lambda: "the pages and feeds could not be made anew" in caplog.text)

    site.breaks, site.shown = False, 2
    keeper.look()

    assert reached(lambda: site.refreshed == 2)
