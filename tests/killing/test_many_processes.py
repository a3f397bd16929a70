"""Several desks on one database, by mistake or at scale: every post goes out once."""

import pytest

from comms import app
from comms.rehearsal.server import Answer
from tests.channels.labs import LinkedInLab
from tests.killing.site import KillSite


def turning_away(lab, share):
    """Let the stand-in turn away every so many-th request that creates, before it does anything."""
    seen = []

    def answer(asked):
        if asked.method == "POST":
            seen.append(asked)
            if len(seen) % share == 0:
                return Answer(429, {}, {"Retry-After": "1"})
        return lab.stand_in.answer(asked)

    return answer


@pytest.mark.parametrize(
    ("processes", "posts"), [(3, 24), pytest.param(5, 200, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_processes_on_one_database_publish_each_post_once(processes, posts, tmp_path):
    lab = LinkedInLab(app.now)
    with lab.serve(delay=0.02) as server:
        server.answer = turning_away(lab, 3)
        site = KillSite(tmp_path, lab.channel(server.url), lab.secrets, grace_minutes=15)
        site.prepare(posts)
        running = [site.send(seconds=240, speed=5) for _ in range(processes)]
        errors = [process.communicate(timeout=300)[1] for process in running]

        states = site.states(ahead=900)

    assert [process.returncode for process in running] == [0] * processes, errors
    assert (set(states.values()), len(states)) == ({"published"}, posts)
    assert len(lab.live()) == posts
