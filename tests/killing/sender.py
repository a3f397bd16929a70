"""A desk's sending process that dies at one point of its work.

Called with the point, or "none", how many seconds its clock is ahead, for how many seconds it goes on while
posts are under way, and how fast its clock runs. It prints the state of each post.
"""

import os
import signal
import sys
import time
from datetime import timedelta

from comms import app

POINTS = ("before claim", "after claim", "before request", "after response", "after commit")


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def around(owner, name, *, before=None, after=None):
    plain = getattr(owner, name)

    def wrapped(*arguments, **named):
        if before:
            before()
        value = plain(*arguments, **named)
        if after:
            after()
        return value

    setattr(owner, name, wrapped)


def lay_trap(point):
    from comms.services import publish

    match point:
        case "before claim":
            around(publish, "_claim", before=die)
        case "after claim":
            around(publish, "_claim", after=die)
        case "before request":
            around(publish, "_ask", before=die)
        case "after response":
            around(publish, "_ask", after=die)
        case "after commit":
            around(publish, "settle_answer", after=die)


def main(point, ahead, seconds, speed):
    config = app.start()
    from comms.services import publish, unconfirmed
    from comms.store.models import Post

    lay_trap(point)
    begin = time.monotonic()

    def now():
        return app.now() + timedelta(seconds=float(ahead) + (time.monotonic() - begin) * (float(speed) - 1))

    channels = app.channels(config)
    end = time.monotonic() + float(seconds)
    while True:
        unconfirmed.recover(channels, now())
        publish.send_due(config, channels, now)
        under_way = Post.objects.filter(state__in=("scheduled", "sending")).exists()
        if not under_way or time.monotonic() > end:
            break
        time.sleep(0.2)
    for key, state in Post.objects.order_by("key").values_list("key", "state"):
        print(f"{key}\t{state}")


main(*sys.argv[1:])
