from datetime import timedelta

import pytest

from comms.channels.server_clock import ServerClock
from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.services import credentials
from comms.services.doctor import Line, examine
from comms.services.standings import note_answer
from tests.fakes import FakeChannel
from tests.rows import MORNING, a_post, the_config

pytestmark = pytest.mark.django_db


class Silent(FakeChannel):
    def check(self):
        reason = "nobody answers"
        raise Unavailable(reason)


def a_config(tmp_path, **changes):
    settings = the_config().settings
    channel = settings.channels[0].model_copy(update=changes)
    return Config(tmp_path, settings.model_copy(update={"channels": (channel, *settings.channels[1:])}), {})


def seen(config, channel=None, now=MORNING, ahead=None):
    return examine(config, {"x": channel or FakeChannel()}, {"x": ServerClock(ahead)}, now=now)


def test_channel_that_answers_is_well(tmp_path):
    assert seen(a_config(tmp_path)) == [Line("x", ok=True, told="speaks as a channel in memory")]


def test_channel_that_does_not_answer_is_looked_at(tmp_path):
    assert seen(a_config(tmp_path), Silent()) == [Line("x", ok=False, told="nobody answers")]


@pytest.mark.parametrize(
    ("seconds", "line"),
    [
        (29, Line("x", ok=True, told="this machine's clock agrees with the channel's")),
        (
            45,
            Line(
                "x",
                ok=False,
                told="this machine's clock is 45 s ahead of the channel's: posts go out early, and from 300 s on X "
                "refuses what is signed (OAuth 1.0a); let the machine set its clock by NTP",
            ),
        ),
        (
            -400,
            Line(
                "x",
                ok=False,
                told="this machine's clock is 400 s behind the channel's: posts go out late, and from 300 s on X "
                "refuses what is signed (OAuth 1.0a); let the machine set its clock by NTP",
            ),
        ),
    ],
)
def test_clock_is_told_beside_the_channel_s(tmp_path, seconds, line):
    assert seen(a_config(tmp_path), ahead=timedelta(seconds=seconds))[1:] == [line]


def test_clock_is_told_also_where_the_channel_refuses(tmp_path):
    found = seen(a_config(tmp_path), Silent(), ahead=timedelta(minutes=6))

    assert [line.ok for line in found] == [False, False]


def test_channel_that_stands_still_is_told(tmp_path):
    note_answer("x", Unavailable("keys over", stops=Stop.CREDENTIALS), MORNING)

    assert seen(a_config(tmp_path))[1] == Line("x", ok=False, told="needs reconnect: keys over")


def connected(config, secrets=None, **ends):
    known = secrets or {"access_token": "a"}
    credentials.store(config, "x", known, account="@a", by="the desk", now=MORNING, **ends)
    return [line for line in seen(config)[1:] if "access" in line.told]


@pytest.mark.parametrize(
    ("days", "ok", "told"),
    [
        (15, True, "access ends on 2026-12-25, in 15 days; connect the channel again before"),
        (14, False, "access ends on 2026-12-24, in 14 days; connect the channel again before"),
        (1, False, "access ends on 2026-12-11, in 1 day; connect the channel again before"),
        (-1, False, "access ended on 2026-12-09; connect the channel again"),
    ],
)
def test_access_that_ends_soon_is_told(tmp_path, days, ok, told):
    config = a_config(tmp_path, pretend=False)

    assert connected(config, expires_at=MORNING + timedelta(days=days)) == [Line("x", ok=ok, told=told)]


def test_access_without_an_end_is_not_told(tmp_path):
    assert connected(a_config(tmp_path, pretend=False)) == []


def test_access_that_renews_itself_needs_nobody(tmp_path):
    found = connected(
        a_config(tmp_path, pretend=False), {"refresh_token": "r"}, expires_at=MORNING + timedelta(hours=1)
    )

    assert found == [Line("x", ok=True, told="access renews itself; nobody has to do anything")]


def test_access_that_renews_itself_is_well_until_that_ends(tmp_path):
    found = connected(
        a_config(tmp_path, pretend=False),
        {"refresh_token": "r"},
        expires_at=MORNING + timedelta(hours=1),
        renewable_until=MORNING + timedelta(days=7),
    )

    told = "access renews itself until 2026-12-17, in 7 days; connect the channel again before"
    assert found == [Line("x", ok=False, told=told)]


@pytest.mark.parametrize(("pinned", "ok"), [("202610", True), ("202602", False), ("202501", False)])
def test_pinned_version_that_grows_old_is_told(tmp_path, pinned, ok):
    found = seen(a_config(tmp_path, api_version=pinned))[1]

    assert (found.ok, found.told.startswith(f"its interface of {pinned} is")) == (ok, True)


@pytest.mark.parametrize("pinned", ["202701", "209912"])
def test_pinned_version_that_is_not_out_yet_is_told(tmp_path, pinned):
    found = seen(a_config(tmp_path, api_version=pinned))[1]

    assert found == Line("x", ok=False, told=f"its interface of {pinned} is not out yet: pin an older one, or none")


@pytest.mark.parametrize(("most", "ok"), [(1.0, True), (0.0, False)])
def test_spending_is_told_where_it_has_a_limit(tmp_path, most, ok):
    found = seen(a_config(tmp_path, most_dollars_a_month=most))[1]

    assert found == Line("x", ok=ok, told=f"spent 0.000 $ of {most:.2f} $ this month")


def test_channel_that_asks_no_price_has_spent_nothing(tmp_path):
    a_post(channel="x", account="noc").deliveries.create(
        attempt=1, fingerprint="f", state="sent", claimed_at=MORNING, looks=1
    )

    lines = [seen(a_config(tmp_path, kind=kind, most_dollars_a_month=1.0))[1].told for kind in ("x", "linkedin")]

    assert lines == ["spent 0.035 $ of 1.00 $ this month", "spent 0.000 $ of 1.00 $ this month"]
