"""What leaves: the frozen message, its canonical form, and the fingerprint to which an approval belongs."""

import json
import re
import unicodedata
from collections.abc import Callable
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


def _no_hurry() -> float:
    return float("inf")


@dataclass(frozen=True)
class Dispatch:
    """A message on its way. *stamp* is the instant of its first claim, the same at every attempt.

    *time_left* tells how many seconds remain to ask the channel; a request that creates is not begun without any.
    """

    message: Message
    stamp: datetime
    time_left: Callable[[], float] = _no_hurry


@dataclass(frozen=True)
class Receipt:
    """A channel's proof that a message is public."""

    id: str
    url: str
