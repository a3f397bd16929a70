"""The channel that only pretends: it keeps what it would have sent as a file that a person can browse."""

import json
import os
import re
import tempfile
from pathlib import Path

from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt, stored_form
from comms.domain.place import Place


class Pretend:
    """Stand in for the channel of one kind: the same limit, counted the same way; nothing leaves the machine.

    A message is one file named after its key and written by rename: asking twice keeps one copy.
    """

    proves_absence = True
    withdraws = True
    is_here = True

    def __init__(self, kind: str, outbox: Path) -> None:
        self.rules = CHANNEL_RULES[kind]
        self.place = Place(kind, pretend=True)
        self._folder = outbox

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Keep the message in the outbox; refuse what the real channel would refuse."""
        message = dispatch.message
        if not self.rules.fits(message.text):
            raise Refused(self.rules.excess(message.text))
        if message.image and not message.alt:
            reason = "the image has no alternative text"
            raise Refused(reason)
        path = self._path(message)
        try:
            if path.exists() and _read(path) != _fields(message):
                raise _other_words(self._receipt(path))
            _write(path, message)
        except OSError as error:
            reason = f"the outbox cannot be written: {error.strerror}"
            raise Unavailable(reason) from error
        return self._receipt(path)

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look for the file of the message."""
        path = self._path(dispatch.message)
        if path.exists() and _read(path) != _fields(dispatch.message):
            raise _other_words(self._receipt(path))
        return self._receipt(path) if path.exists() else None

    def receipt_at(self, url: str) -> Receipt | None:
        """Take any address, since nothing is anywhere; one of the outbox is known by its name."""
        found = re.search(r"/outbox/[^/]+/([^/]+)/?$", url)
        return Receipt(found[1] if found else "", url)

    def withdraw(self, receipt: Receipt) -> None:
        """Take the file out of the outbox."""
        try:
            for path in self._folder.glob(f"*/{receipt.id}.json"):
                path.unlink(missing_ok=True)
        except OSError as error:
            reason = f"the outbox cannot be written: {error.strerror}"
            raise Unavailable(reason) from error

    def check(self) -> str:
        """Say that nothing leaves."""
        return f"{self.rules.label}, pretended: nothing leaves this machine"

    def _path(self, message: Message) -> Path:
        name = re.sub(r"[^A-Za-z0-9._-]+", "_", message.key)
        return self._folder / message.channel / f"{name}.json"

    def _receipt(self, path: Path) -> Receipt:
        return Receipt(path.stem, f"/outbox/{path.parent.name}/{path.stem}/")


def _other_words(there: Receipt) -> Uncertain:
    reason = f"other words are public under this post's name: {there.url}; look at them there"
    return Uncertain(reason)


def _fields(message: Message) -> dict[str, str]:
    return stored_form(message)


def _read(path: Path) -> dict[str, str]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _write(path: Path, message: Message) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(_fields(message), file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)
