"""Threads that hand posts to channels: so many at once a channel, none twice, a slow channel delaying no other."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock

from django.db import close_old_connections

from comms.config import Config
from comms.domain.channels import CHANNEL_RULES
from comms.ports import Channel
from comms.services.held_tokens import write_all_held
from comms.services.holds import hold_what_is_due
from comms.services.pace import room
from comms.services.publish import due, hold_or_miss_what_is_late, open_channels, send_if_time_allows
from comms.services.spending import reopen_where_the_limit_changed
from comms.services.unconfirmed import give_up_stale_claims, look, miss_what_is_over, to_look_for

logger = logging.getLogger(__name__)


class Senders:
    """Hand over what is due, and look for what is in doubt, each time they are woken."""

    def __init__(self, config: Config, channels: Mapping[str, Channel], now: Callable[[], datetime]) -> None:
        self._config, self._channels, self._now = config, channels, now
        rules = {channel.id: CHANNEL_RULES[channel.kind] for channel in config.settings.channels}
        self._paces = {channel: one.pace for channel, one in rules.items()}
        self._pools = {
            channel: ThreadPoolExecutor(one.at_once, thread_name_prefix=f"send-{channel}")
            for channel, one in rules.items()
        }
        self._at_work: dict[int, str] = {}
        self._lock = Lock()

    def wake(self) -> None:
        """Begin what is due now, and return at once; what is under way already is left to its thread."""
        close_old_connections()
        try:
            now = self._now()
            write_all_held()
            give_up_stale_claims(now)
            for post_id, channel in to_look_for(now):
                if channel in self._channels:
                    self._begin(post_id, channel, self._look)
            reopen_where_the_limit_changed(self._config, now)
            hold_what_is_due(self._config, now)
            hold_or_miss_what_is_late(self._config, now)
            self._send(now)
            miss_what_is_over(now)
        finally:
            close_old_connections()

    def _send(self, now: datetime) -> None:
        waiting: dict[str, list[int]] = {channel: [] for channel in open_channels(self._channels, now)}
        for post_id, channel in due(now):
            if channel in waiting:
                waiting[channel].append(post_id)
        for channel, posts in waiting.items():
            new = [post_id for post_id in posts if post_id not in self._at_work]
            if new:
                queued = list(self._at_work.values()).count(channel)
                for post_id in new[: max(room(channel, self._paces[channel], now) - queued, 0)]:
                    self._begin(post_id, channel, self._hand_over)

    def _begin(self, post_id: int, channel: str, act: Callable[[int, str], None]) -> None:
        with self._lock:
            if post_id in self._at_work:
                return
            self._at_work[post_id] = channel
        self._pools[channel].submit(self._do, post_id, channel, act)

    def _do(self, post_id: int, channel: str, act: Callable[[int, str], None]) -> None:
        close_old_connections()
        try:
            act(post_id, channel)
        except Exception:
            logger.exception("post %d on %s: the next tick tries again", post_id, channel)
        finally:
            close_old_connections()
            with self._lock:
                self._at_work.pop(post_id, None)

    def _hand_over(self, post_id: int, _channel: str) -> None:
        send_if_time_allows(post_id, self._config, self._channels, self._now)

    def _look(self, post_id: int, channel: str) -> None:
        look(post_id, self._channels[channel], self._now())

    def stop(self) -> None:
        """Begin nothing more, and wait until what is under way has been answered and written down."""
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
