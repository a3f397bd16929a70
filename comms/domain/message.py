"""What leaves: the frozen message, its canonical form, and the fingerprint to which an approval belongs."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256


@dataclass(frozen=True)
class Message:
    """Everything that will be public, and nothing else. *image* is the SHA-256 of the picture's bytes, in hex."""

    key: str
    channel: str
    account: str
    language: str
    day: date
    text: str
    link: str = ""
    image: str = ""
    alt: str = ""


def link_within(text: str, link: str) -> str:
    """Return *link* if *text* holds it, else nothing: channels publish the text alone, so that no other link leaves."""
    held = link and re.search(rf"{re.escape(link)}(?![-._~?#&=%+@:]*[\w/])", text)
    return link if held else ""


def canonical(message: Message) -> bytes:
    """Return the canonical form: UTF-8 JSON, keys sorted, text in NFC, line ends LF."""

    def plain(value: object) -> str:
        return unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")

    fields = {name: plain(value) for name, value in asdict(message).items()}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(message: Message) -> str:
    """Return the SHA-256 of the canonical form, in hex; an approval belongs to it and to nothing else."""
    return sha256(canonical(message)).hexdigest()


def stored_form(message: Message) -> dict[str, str]:
    """Return *message* as it is kept with its approval."""
    return {name: str(value) for name, value in asdict(message).items()}


def message_from(stored: Mapping[str, str]) -> Message | None:
    """Return the message that was kept; None where not all of it was."""
    try:
        return Message(**{**stored, "day": date.fromisoformat(stored["day"])})  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError):
        return None


def _no_hurry() -> float:
    return float("inf")


@dataclass(frozen=True)
class Dispatch:
    """A message on its way. *stamp* is the instant of its first claim, the same at every attempt.

    *time_left* tells how many seconds remain to ask the channel; a request that creates is not begun without any.
    *known* holds the ids and addresses of what is public by other acts of sending: it is never the proof of this one.
    """

    message: Message
    stamp: datetime
    time_left: Callable[[], float] = _no_hurry
    known: frozenset[str] = frozenset()

    def knows(self, receipt: "Receipt") -> bool:
        """Tell whether *receipt* proves another act of sending than this one."""
        return bool({receipt.id, receipt.url} & self.known)


@dataclass(frozen=True)
class Receipt:
    """A channel's proof that a message is public."""

    id: str
    url: str
