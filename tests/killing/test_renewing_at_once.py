"""Several processes whose access to X ends at once: its refresh token is used once, and all go on with what it gave."""

import threading

from comms import app
from tests.channels.labs import XLab
from tests.killing.site import KillSite

TOKENS = {"client_id": "c", "access_token": "bearer-1", "refresh_token": "refresh-1"}


def slow_to_renew(lab, seconds):
    """Let the stand-in take *seconds* to renew, unless somebody else asks it meanwhile."""
    second, turn = threading.Event(), threading.Lock()
    asked_for = []

    def answer(asked):
        if asked.path == "/2/oauth2/token":
            asked_for.append(asked)
            if len(asked_for) > 1:
                second.set()
            second.wait(seconds)
        with turn:
            return lab.stand_in.answer(asked)

    return answer, asked_for


def test_processes_renew_access_once(tmp_path):
    lab = XLab(app.now)
    with lab.serve() as server:
        server.answer, renewals = slow_to_renew(lab, 3.0)
        site = KillSite(tmp_path, lab.channel(server.url), TOKENS, grace_minutes=15)
        site.prepare(6)
        running = [site.send(seconds=60) for _ in range(3)]
        errors = [process.communicate(timeout=120)[1] for process in running]

        states = site.states(ahead=60)

    assert [process.returncode for process in running] == [0, 0, 0], errors
    assert (len(renewals), lab.stand_in.burnt, lab.stand_in.refresh) == (1, 0, "refresh-2")
    assert (set(states.values()), len(lab.live())) == ({"published"}, 6)
