import threading
import time

import pytest

from comms.engine.clock import Clock


@pytest.fixture
def clock():
    started = []

    def start(tick, seconds=0.05):
        made = Clock(tick, seconds=seconds)
        made.start()
        started.append(made)
        return made

    yield start
    for one in started:
        one.stop()


def reached(condition):
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_clock_ticks_at_once_and_goes_on(clock):
    ticks = []

    clock(lambda: ticks.append(1))

    assert reached(lambda: len(ticks) >= 3)


def test_tick_that_fails_does_not_stop_the_clock(clock, caplog):
    ticks = []

    def tick():
        ticks.append(1)
        if len(ticks) == 1:
            raise OSError

    clock(tick)

    assert reached(lambda: len(ticks) >= 3)
    assert "a tick failed; the next one tries again" in caplog.text


def test_long_tick_never_runs_twice_at_once(clock):
    running, most = [], []

    def tick():
        running.append(1)
        most.append(len(running))
        time.sleep(0.2)
        running.pop()

    clock(tick)

    assert reached(lambda: len(most) >= 3)
    assert max(most) == 1


def test_clock_that_sleeps_too_long_is_woken(clock):
    """As after the machine's wall clock was set back by an hour."""
    ticks = []
    made = clock(lambda: ticks.append(1))
    assert reached(lambda: len(ticks) >= 1)

    made._scheduler.modify_job("tick", next_run_time=made._scheduler.get_job("tick").next_run_time.replace(year=2100))
    before = len(ticks)

    assert reached(lambda: len(ticks) > before)


def test_stop_waits_for_the_tick_under_way():
    begun, ended = threading.Event(), []

    def tick():
        begun.set()
        time.sleep(0.3)
        ended.append(1)

    made = Clock(tick, seconds=60)
    made.start()
    begun.wait(10)

    made.stop()

    assert ended == [1]
