"""Channels for the life of a post: requests hang or land late, copies show late, answers come in any order."""

from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.message import Receipt, fingerprint
from comms.domain.place import Place
from comms.store.models import Approval

REASON = "as the test wants it"
# What a channel may answer to a request, or do without an answer.
ANSWERS = (
    "receipt",
    "refused",
    "unavailable",
    "uncertain, done",
    "uncertain, not done",
    "uncertain, on its way",
    "broken, done",
    "hangs",
)
LOST = ("uncertain, done", "uncertain, on its way", "broken, done")


class Hangs(BaseException):
    """The process that sends stands still: nobody hears of its request for now."""


class LateChannel:
    """A channel that makes a copy of each request that reaches it, as most real ones do.

    *live* holds the copies by address, *hidden* those that no look sees yet, *loose* the requests that may still
    arrive although nobody waits for them.
    """

    withdraws, is_here, proves_absence = True, False, False
    place = Place("x", "noc")

    def __init__(self):
        self.live, self.hidden, self.loose, self.unapproved = {}, set(), [], []
        self.told = set()
        self.asked = self.made = 0
        self.answer, self.shows, self.hung, self.meanwhile = "receipt", True, None, None

    def publish(self, dispatch):
        self.asked += 1
        print_ = fingerprint(dispatch.message)
        if not Approval.objects.filter(voided_at__isnull=True, fingerprint=print_).exists():
            self.unapproved.append(dispatch.message)
        if self.meanwhile:
            self.meanwhile()
        match self.answer:
            case "hangs":
                self.hung = dispatch
                raise Hangs
            case "refused":
                raise Refused(REASON)
            case "unavailable":
                raise Unavailable(REASON)
            case "uncertain, on its way":
                self.loose.append(dispatch)
                raise Uncertain(REASON)
            case "uncertain, not done":
                raise Uncertain(REASON)
        receipt = self.land(dispatch)
        if self.answer == "uncertain, done":
            raise Uncertain(REASON)
        if self.answer == "broken, done":
            raise ValueError(REASON)
        return self.tell(receipt)

    def land(self, dispatch):
        """Let a request arrive; return what the channel answers to it."""
        self.made += 1
        return self._put(f"https://channel.example/{self.made}", dispatch)

    def arrival(self, dispatch):
        """Let a request arrive; return the channel's answer, also where it is an error."""
        try:
            return self.land(dispatch)
        except Uncertain as error:
            return error

    def _put(self, url, dispatch):
        self.live[url] = dispatch.message
        self.told.discard(url)
        if not self.shows:
            self.hidden.add(url)
        return _receipt(url)

    def tell(self, receipt):
        self.told.add(receipt.url)
        return receipt

    def find(self, dispatch):
        for url, message in self.live.items():
            is_new = url not in self.hidden and not dispatch.knows(_receipt(url))
            if is_new and message.text == dispatch.message.text:
                return self.tell(_receipt(url))
        return None

    def show(self):
        self.hidden.clear()
        self.shows = True

    def withdraw(self, receipt):
        self.live.pop(receipt.url, None)

    def receipt_at(self, url):
        return _receipt(url)

    def visible(self):
        return [url for url in self.live if url not in self.hidden]


class PlacedChannel(LateChannel):
    """A channel where each post has a place of its own, which is taken once; its looks may be behind, all the same."""

    proves_absence = True

    def land(self, dispatch):
        url = _place(dispatch)
        there = self.live.get(url)
        if there is None:
            return self._put(url, dispatch)
        if there.text == dispatch.message.text:
            return _receipt(url)
        raise Uncertain(_other_words(url))

    def find(self, dispatch):
        url = _place(dispatch)
        there = self.live.get(url) if url not in self.hidden else None
        if there is not None and there.text != dispatch.message.text:
            raise Uncertain(_other_words(url))
        return self.tell(_receipt(url)) if there else None


def _receipt(url):
    return Receipt(url.rpartition("/")[2], url)


def _place(dispatch):
    return f"https://channel.example/{dispatch.message.key}-{dispatch.stamp.timestamp()}"


def _other_words(url):
    return f"other words are public under this post's name: {url}; look at them there"
