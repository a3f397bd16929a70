"""How fast a feed is served: by the application in the desk's own server, a bare callable in the same, and nginx.

All serve the same file in one run, one worker each; wrk asks. Shown are answers a second and the processor time
that the server spent on one, which other programs on the machine disturb less. At the end the feed is published
1,000 times under load, and every answer is looked at. Needs nginx and wrk; granian has rows where it is installed.
"""

import argparse
import gzip
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from sysconfig import get_path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from comms.feeds.files import publish  # noqa: E402 - the path is set above

PATH = "/feeds/un-days.en.ics"
PORT = 18_473
CHANGED = datetime(2026, 11, 23, tzinfo=UTC)
NGINX = """worker_processes 1; daemon off; pid {run}/pid; error_log {run}/error; events {{ }}
http {{ access_log off; sendfile on; tcp_nopush on; types {{ text/calendar ics; }} client_body_temp_path {run};
server {{ listen 127.0.0.1:{port}; location /feeds/ {{ alias {feeds}/; gzip_static on; }} }} }}"""


def main() -> None:
    """Print the table, then the count of what went wrong under 1,000 publications."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=int, default=4)
    asked.add_argument("--times", type=int, default=5, help="how often all are measured, one after the other")
    asked.add_argument("--granian", default=shutil.which("granian"), help="the granian command")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as made:
        run = Path(made)
        # nginx's worker gives up the rights of root.
        run.chmod(0o755)
        publish(run / "feeds" / "un-days.en.ics", _feed(0), CHANGED)
        print(f"{'':<22}{'200':>8}{'µs':>6}{'gzip':>9}{'µs':>6}{'304':>9}{'µs':>6}")
        for _ in range(given.times):
            rows = {
                name: _measured(run, name, command, given.seconds) for name, command in _servers(run, given.granian)
            }
            _ratios(rows)
        for name, command in _servers(run, given.granian):
            if "bare" not in name:
                with _running(command, run):
                    print(f"1,000 publications under load, {name}: {_republish(run)}")


def _feed(version: int) -> bytes:
    from tests.feeds.values import a_feed, an_entry

    text = "Sesenta palabras sobre el día, la resolución y quién la lleva. " * 9
    day = CHANGED.date()
    entries = [
        an_entry(
            uid=f"day-{n}@x.org", first=day + timedelta(n), last=day + timedelta(n), description=text + str(version)
        )
        for n in range(250)
    ]
    return a_feed(*entries)


def _servers(run: Path, granian: str | None) -> Iterator[tuple[str, list[str]]]:
    settings = NGINX.format(run=run, port=PORT, feeds=run / "feeds")
    (run / "nginx.conf").write_text(settings, encoding="utf-8")
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx:
        yield "nginx", [nginx, "-c", str(run / "nginx.conf"), "-p", str(run)]
    for name in ("bare", "application"):
        yield name, [sys.executable, str(HERE / "served.py"), name, str(PORT)]
    for name, shown in (("bare_wsgi", "bare"), ("wsgi", "application")) if granian else ():
        yield (
            f"{shown}, granian",
            [str(granian), "--interface", "wsgi", "--port", str(PORT), "--workers", "1", "--no-ws", f"served:{name}"],
        )


@contextmanager
def _running(command: list[str], run: Path) -> Iterator[int]:
    """Run a server in a session of its own and yield its number."""
    environment = os.environ | {
        "BENCH_FEEDS": str(run / "feeds"),
        "PYTHONPATH": f"{HERE}:{HERE.parent}:{get_path('purelib')}",
    }
    with (run / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=HERE, env=environment, stdout=log, stderr=log, start_new_session=True)  # noqa: S603
    try:
        for _ in range(100):
            try:
                http.client.HTTPConnection("127.0.0.1", PORT, timeout=5).request("HEAD", PATH)
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(0.5)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def _measured(run: Path, name: str, command: list[str], seconds: int) -> list[tuple[float, float]]:
    with _running(command, run) as pid:
        return _row(name, pid, seconds)


def _ratios(rows: dict[str, list[tuple[float, float]]]) -> None:
    """Print what the application does beside the others in this round: by its rate, and by processor time."""
    ours, bare, nginx = rows["application"], rows["bare"], rows.get("nginx", rows["bare"])
    told = [
        f"{what} {rate / other_rate:.0%} (per core {other_spent / spent:.0%})"
        for what, (rate, spent), (other_rate, other_spent) in (
            ("200 of nginx", ours[0], nginx[0]),
            ("gzip of bare", ours[1], bare[1]),
            ("304 of bare", ours[2], bare[2]),
        )
    ]
    print(f"load {os.getloadavg()[0]:.1f}: {', '.join(told)}", flush=True)


def _row(name: str, pid: int, seconds: int) -> list[tuple[float, float]]:
    etag = _get({}).getheader("ETag") or '"x"'
    cells, figures = [], []
    for headers in ((), ("Accept-Encoding: gzip",), (f"If-None-Match: {etag}",)):
        before = _spent(pid)
        asked = [part for header in headers for part in ("-H", header)]
        told = subprocess.run(  # noqa: S603
            ["wrk", "-t1", "-c32", f"-d{seconds}s", *asked, f"http://127.0.0.1:{PORT}{PATH}"],  # noqa: S607
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
        number = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
        figures.append((rate, (_spent(pid) - before) / number * 1e6))
        cells.append(f"{rate:>9,.0f}{figures[-1][1]:>6.0f}")
    print(f"{name:<21}{''.join(cells)}", flush=True)
    return figures


def _spent(pid: int) -> float:
    """Return the processor time of a server and its children, in seconds."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / ticks


def _get(headers: dict[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    connection.request("GET", PATH, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer


def _republish(run: Path) -> dict[str, int]:
    """Publish 1,000 versions while clients look at every answer; return how the answers were."""
    versions = [_feed(number) for number in range(20)]
    whole = {sha256(version).hexdigest() for version in versions}
    seen: Counter[str] = Counter()
    done = threading.Event()
    clients = [threading.Thread(target=_look, args=(whole, seen, done, packed)) for packed in (False, True)]
    load = subprocess.Popen(  # noqa: S603
        ["wrk", "-t1", "-c8", "-d120s", f"http://127.0.0.1:{PORT}{PATH}"],  # noqa: S607
        stdout=subprocess.DEVNULL,
    )
    for client in clients:
        client.start()
    for number in range(1_000):
        publish(run / "feeds" / "un-days.en.ics", versions[number % 20], CHANGED + timedelta(seconds=number + 1))
    done.set()
    for client in clients:
        client.join()
    load.terminate()
    load.wait()
    return dict(seen)


def _look(whole: set[str], seen: Counter[str], done: threading.Event, packed: bool) -> None:  # noqa: FBT001
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    while not done.is_set():
        connection.request("GET", PATH, headers={"Accept-Encoding": "gzip"} if packed else {})
        answer = connection.getresponse()
        try:
            body = answer.read()
            content = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
        except (http.client.IncompleteRead, EOFError, gzip.BadGzipFile):
            seen["truncated"] += 1
            continue
        seen["whole" if sha256(content).hexdigest() in whole else "mixed"] += 1


if __name__ == "__main__":
    main()
