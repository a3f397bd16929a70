"""Stand-ins for the world outside, proven by the same contract tests as the real things."""

from comms.domain.message import Receipt
from comms.domain.place import Place

_X = Place("x", "noc")


class FakeChannel:
    """A channel in memory that counts what it accepted, and fails as it is told to."""

    def __init__(self, *, proves_absence=True, place=_X):
        self.proves_absence = proves_absence
        self.place = place
        self.live = {}
        self.accepted = 0
        self.before_accepting = None
        self.after_accepting = None
        self.on_looking = None
        self.withdraws = True
        self.is_here = False

    def publish(self, dispatch):
        message = dispatch.message
        if self.before_accepting:
            raise self.before_accepting
        if message.key not in self.live:
            self.accepted += 1
            self.live[message.key] = message
        if self.after_accepting:
            raise self.after_accepting
        return self._receipt(message.key)

    def find(self, dispatch):
        message = dispatch.message
        if self.on_looking:
            raise self.on_looking
        return self._receipt(message.key) if message.key in self.live else None

    def receipt_at(self, url):
        return self._receipt(url.removeprefix("https://channel.example/")) if "channel.example/" in url else None

    def withdraw(self, receipt):
        self.live.pop(receipt.id, None)

    def check(self):
        return "a channel in memory"

    def _receipt(self, key):
        return Receipt(key, f"https://channel.example/{key}")
