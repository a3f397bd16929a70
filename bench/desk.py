"""How fast the desk answers at 2030's size, beside a bare page of Django in the same run: `python bench/desk.py`.

Each page is asked in three languages in turn by one person after the other pages, through Django's own client: what is
told is the time of the server. Processor time stands beside the clock's, which other work on the machine lengthens.
"""

import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))
_ROOT = Path(__file__).parents[1]
_FOLDER = Path(os.environ.get("BENCH_SITE") or tempfile.mkdtemp(prefix="bench-desk-"))
os.environ["COMMS_CONFIG"] = str(_FOLDER)

from bench import site_of_2030  # noqa: E402 - the site comes first

_IS_NEW = not (_FOLDER / "config.yaml").is_file()
if _IS_NEW:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    site_of_2030.write(_FOLDER, _ROOT / "calendars", _ROOT / "tests" / "site.yaml")

from comms import app  # noqa: E402 - the site comes first

app.start()

from django.conf import settings  # noqa: E402 - Django comes first
from django.core.management import call_command  # noqa: E402 - the same
from django.db import connection  # noqa: E402 - the same
from django.http import HttpRequest, HttpResponse  # noqa: E402 - the same
from django.test import Client  # noqa: E402 - the same
from django.urls import include, path, reverse  # noqa: E402 - the same

from comms.desk.urls import urlpatterns as desk_pages  # noqa: E402 - the same
from comms.services.people import make_demo_accounts  # noqa: E402 - the same
from comms.store.models import Person, Post, Slot  # noqa: E402 - the same

ROUNDS = 8
LANGUAGES = ("en", "es", "fr")
LIMIT_MS, CALENDAR_LIMIT_MS = 150.0, 300.0
_SAMPLES = 5


def bare(_request: HttpRequest) -> HttpResponse:
    """Answer without a thought: what the same middleware and the same session cost by themselves."""
    return HttpResponse("<!doctype html><title>bare</title>")


urlpatterns = [path("bare/", bare, name="bare"), path("", include("comms.django.urls"))]


def main() -> None:
    """Print a line a page."""
    if _IS_NEW:
        _build()
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "bench.desk", ["*"]
    # What only takes forms says so in the log.
    logging.disable(logging.WARNING)
    client = Client()
    client.force_login(Person.objects.get(username="coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    network = app.network()
    print(
        f"{len(network.members)} members, {len(network.initiatives)} works, {Post.objects.count()} posts, "
        f"{Slot.objects.count()} slots; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    print(f"{'page':42}{'first':>8}{'p50 ms':>8}{'p95 ms':>8}{'cpu p95':>9}{'queries':>9}{'kB':>7}")
    for name, addresses in _pages().items():
        _measure(client, name, addresses)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def _build() -> None:
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    make_demo_accounts(now=app.now())
    officer, coordinator = (Person.objects.get(username=one) for one in ("officer", "deputy"))
    site_of_2030.fill(app.calendars(), by=officer, other=coordinator, now=app.now())
    app.matches()
    print(f"built {_FOLDER} in {time.perf_counter() - started:.0f} s")


def _pages() -> dict[str, list[str]]:
    """Return what is asked: every page that needs no more than its address, and some of each kind that needs more."""
    plain = [f"/{one.pattern}" for one in desk_pages if "<" not in str(one.pattern)]
    today, every = app.today(app.config().settings.zone), Post.objects.order_by("pk")
    found = {"/bare/": ["/bare/"]} | {one: [one] for one in plain}
    for state in ("draft", "in review", "scheduled", "published", "failed"):
        found[f"post, {state}"] = [reverse("post", args=(one.pk,)) for one in every.filter(state=state)[:_SAMPLES]]
    coming = list(Slot.objects.filter(day__gte=today)[:_SAMPLES])
    for name in ("story", "decide", "review"):
        found[name] = [reverse(name, args=(one.pk,)) for one in coming]
    days = {one.occurrence.rsplit("-", 1)[0] for one in coming}
    found["observance"] = [reverse("observance", args=(one,)) for one in sorted(days)]
    months = [(today.year, month) for month in range(1, today.month + 1)]
    found |= {name: [reverse(name, args=one) for one in months[-_SAMPLES:]] for name in ("month", "agenda")}
    found["week"] = [reverse("week", args=(today.year, week)) for week in range(40, 45)]
    first, last = today.replace(day=1), today
    found["today, a month back"] = [f"/?first={first}&last={last}"]
    found["plan of a year"] = [reverse("plan-of", args=(today.year,)), reverse("plan-of", args=(today.year + 1,))]
    found["network, searched"] = [
        "/network/?name=gwangju",
        "/network/?sort=last&page=9",
        "/network/?consent=given&never=yes",
    ]
    told = Slot.objects.exclude(member="").values_list("member", flat=True).distinct().order_by("member")
    found["body"] = [reverse("body", args=(one,)) for one in told[:_SAMPLES]]
    found["packs of a year"] = [reverse("packs-of", args=(today.year + 1,))]
    found["pack"] = [reverse("pack", args=(today.year, one)) for one in sorted(days)]
    found |= {f"export.{form}": [reverse("export-events", args=(form,))] for form in ("yaml", "csv", "ics")}
    return {name: addresses for name, addresses in found.items() if addresses}


def _measure(client: Client, name: str, addresses: list[str]) -> None:
    started = time.perf_counter()
    # Django's own count begins again with each request.
    asked: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (asked.append(sql), execute(sql, *rest))[1]):
        answer = client.get(addresses[0])
    first = (time.perf_counter() - started) * 1000
    if answer.status_code != 200 or answer.streaming:  # noqa: PLR2004 - only a page is measured
        return
    walls, works = [], []
    for turn in range(ROUNDS * len(LANGUAGES)):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = LANGUAGES[turn % len(LANGUAGES)]
        wall, work = time.perf_counter(), time.process_time()
        client.get(addresses[turn % len(addresses)])
        works.append((time.process_time() - work) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    limit = CALENDAR_LIMIT_MS if name in {"month", "agenda", "week"} else LIMIT_MS
    told = "  OVER" if _p(walls, 95) > limit else ""
    print(
        f"{name:42}{first:8.0f}{_p(walls, 50):8.1f}{_p(walls, 95):8.1f}{_p(works, 95):9.1f}"
        f"{len(asked):9}{len(answer.content) / 1000:7.0f}{told}",
        flush=True,
    )


def _p(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
