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
    """Everything that will be public, and nothing else. *image* is the SHA-256 of the picture's bytes, in hex.

    *title* is what the card of the link is called, on channels that show one. All texts are in their canonical form,
    so that what is approved and what leaves are the same bytes.
    """

    key: str
    channel: str
    account: str
    language: str
    day: date
    text: str
    link: str = ""
    image: str = ""
    alt: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        """Put each text into its canonical form."""
        for name, value in vars(self).items():
            if isinstance(value, str):
                # The only way by which a frozen value can be completed.
                object.__setattr__(self, name, canonical_text(value))


def canonical_text(text: str) -> str:
    """Return *text* as it leaves: Unicode's NFC, line ends LF."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def link_within(text: str, link: str) -> str:
    """Return *link* if *text* holds it, else nothing: channels publish the text alone, so that no other link leaves."""
    held = link and re.search(rf"{re.escape(link)}(?![-._~?#&=%+@:]*[\w/])", text)
    return link if held else ""


def canonical(message: Message) -> bytes:
    """Return the canonical form: UTF-8 JSON, keys sorted."""
    return json.dumps(stored_form(message), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(message: Message) -> str:
    """Return the SHA-256 of the canonical form, in hex; an approval belongs to it and to nothing else."""
    return sha256(canonical(message)).hexdigest()


def stored_form(message: Message) -> dict[str, str]:
    """Return *message* as it is kept with its approval; without a card's title where it has none, as ever."""
    return {name: str(value) for name, value in asdict(message).items() if value or name != "title"}


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
    """A message on its way. *stamp*, from which its place follows, is the instant of its first claim at every attempt.

    *dated* is the instant of the first claim since the last approval: the date that a reader may see. It is another
    one than the stamp where an earlier request may still arrive, and has to find its place taken.

    *time_left* tells how many seconds remain to ask the channel; a request that creates is not begun without any.
    *known* holds the ids and addresses of what is public by other acts of sending: it is never the proof of this one.
    """

    message: Message
    stamp: datetime
    time_left: Callable[[], float] = _no_hurry
    known: frozenset[str] = frozenset()
    dated: datetime | None = None

    @property
    def date(self) -> datetime:
        """Return the instant that goes out with the message."""
        return self.dated or self.stamp

    def knows(self, receipt: "Receipt") -> bool:
        """Tell whether *receipt* proves another act of sending than this one."""
        return bool({receipt.id, receipt.url} & self.known)


@dataclass(frozen=True)
class Receipt:
    """A channel's proof that a message is public."""

    id: str
    url: str
