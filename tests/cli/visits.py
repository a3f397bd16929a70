"""Open the desk's pages as the serving process does, and say what that cost: run with the site as working folder.

What has been loaded counts, not only what is held: a library that matches or draws belongs into a process that ends.
"""

import json
import re
import sys
from pathlib import Path

from comms import app

app.channels(app.start())

from django.conf import settings  # noqa: E402 - the same
from django.test import Client  # noqa: E402 - the same
from django.urls import reverse  # noqa: E402 - the same

import comms.cli.serve  # noqa: E402, F401 - the site comes first; it loads what the process that serves loads
from comms.desk.urls import urlpatterns  # noqa: E402 - the same
from comms.store.models import Person, Post, Slot  # noqa: E402 - the same

LANGUAGES = ("en", "es", "fr")
NOT_FOR_THE_DESK = (
    "PIL",
    "comms.domain.matching",
    "comms.domain.retrieval",
    "comms.services.pages",
    "numpy",
    "recurring_ical_events",
    "scipy",
    "snowballstemmer",
)

MORE = ("/plan/2027/", "/packs/2027/", "/events/export.ics", "/network/gwangju/")


def main():
    client, found = a_client(), {}
    for language in LANGUAGES:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for page in pages():
            found[f"{language} {page}"] = client.get(page).status_code
    loaded = [name for name in NOT_FOR_THE_DESK if name in sys.modules]
    json.dump({"megabytes": megabytes(), "loaded": loaded, "status": found}, sys.stdout)


def a_client():
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(Person.objects.get(username="coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages():
    """Return every page that needs no more than its address, and some of each kind that needs more."""
    plain = [f"/{one.pattern}" for one in urlpatterns if "<" not in str(one.pattern)]
    posts = [reverse("post", args=(one,)) for one in Post.objects.values_list("pk", flat=True)[:20]]
    slots = Slot.objects.exclude(occurrence="").values_list("pk", flat=True)[:20]
    stories = [reverse(name, args=(one,)) for name in ("story", "decide") for one in slots]
    months = [f"/calendar/2026/{month}/" for month in range(1, 13)]
    days = [f"/observances/{day}/" for day in list(app.calendars().observances)[:20]]
    return [*plain, *posts, *stories, *months, *days, *MORE]


def megabytes():
    """Return the memory that this process has now: what it had at its fullest is not what it keeps."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


if __name__ == "__main__":
    main()
