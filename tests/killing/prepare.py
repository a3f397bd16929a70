"""Fill a new site with approved posts that are due this minute, where it is noon."""

import sys

from django.core.management import call_command

from comms import app


def noon(now):
    """Return a zone in which it is about noon: no day ends while a test runs."""
    hours = now.hour - 12
    return f"Etc/GMT{hours:+d}" if hours else "Etc/GMT"


def main(channel, number):
    config = app.start()
    call_command("migrate", verbosity=0)
    from tests.rows import a_coordinator, an_approved_post

    settings = config.channel(channel)
    now = app.now()
    zone = noon(now)
    coordinator = a_coordinator()
    for one in range(int(number)):
        an_approved_post(
            coordinator,
            key=f"post-{one}",
            channel=channel,
            account=settings.account,
            text=f"Post {one}: Human Rights Day. مياه 🏙️ #HumanRightsDay",
            due_at=now,
            day=app.today(zone),
            zone=zone,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
