"""A sender killed at any point of its work: at most one live copy, and a state that a person can act on."""

import signal

import pytest

from comms.domain.sending import LEASE
from tests.channels.labs import LABS
from tests.killing.site import KillSite

POINTS = ("before claim", "after claim", "before request", "after accept", "after response", "after commit")
RESTARTED = LEASE.total_seconds() + 1


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[] if kind == "linkedin" else pytest.mark.slow) for kind in LABS]
)
@pytest.mark.parametrize("point", POINTS)
def test_killed_sender_leaves_one_copy_at_most(kind, point, tmp_path):
    lab = LABS[kind]()
    with lab.serve() as server:
        site = KillSite(tmp_path, lab.channel(server.url), lab.secrets)
        site.prepare()
        process = site.send(point)
        if point == "after accept":
            lab.on_accept(process.kill)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL

        soon = site.states(ahead=1)
        within_a_minute = site.states(ahead=RESTARTED)
        last = site.states(ahead=RESTARTED + 1)

    copies = len(lab.live())
    assert copies <= 1
    assert set(soon.values()) <= {"sending", "published", "scheduled"}
    assert set(last.values()) <= ({"published"} if lab.proves_absence else {"published", "unconfirmed"})
    assert (within_a_minute == last) or lab.proves_absence
    if "published" in last.values():
        assert copies == 1
