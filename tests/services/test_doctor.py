from datetime import timedelta

import pytest

from comms.channels.server_clock import ServerClock
from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.services import credentials
from comms.services.doctor import Line, examine
from comms.services.standings import note_answer
from tests.fakes import FakeChannel
from tests.rows import MORNING, the_config

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


@pytest.mark.parametrize(("days", "ok"), [(31, True), (29, False), (-1, False)])
def test_access_that_ends_soon_is_told(tmp_path, days, ok):
    config, ends = a_config(tmp_path), MORNING + timedelta(days=days)
    credentials.store(config, "x", {}, account="@a", by="the desk", now=MORNING, expires_at=ends)

    assert seen(config)[1] == Line("x", ok=ok, told=f"access ends on {ends:%Y-%m-%d}")


def test_access_that_renews_itself_is_well_until_its_renewal_ends(tmp_path):
    config = a_config(tmp_path)
    ends = MORNING + timedelta(hours=1), MORNING + timedelta(days=7)
    credentials.store(
        config, "x", {}, account="@a", by="the desk", now=MORNING, expires_at=ends[0], renewable_until=ends[1]
    )

    assert [line.ok for line in seen(config)[1:]] == [True, False]


@pytest.mark.parametrize(("pinned", "ok"), [("202610", True), ("202602", False), ("202501", False)])
def test_pinned_version_that_grows_old_is_told(tmp_path, pinned, ok):
    found = seen(a_config(tmp_path, api_version=pinned))[1]

    assert (found.ok, found.told.startswith(f"its interface of {pinned} is")) == (ok, True)


@pytest.mark.parametrize(("most", "ok"), [(1.0, True), (0.0, False)])
def test_spending_is_told_where_it_has_a_limit(tmp_path, most, ok):
    found = seen(a_config(tmp_path, most_dollars_a_month=most))[1]

    assert found == Line("x", ok=ok, told=f"spent 0.000 $ of {most:.2f} $ this month")
