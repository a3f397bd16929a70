"""The site's own pages: each post is a record in a folder, and the public pages are made from the records.

A record is one file named after its message and put there whole: asking twice keeps one, and what is not there is not
public. The page follows when the pages are next made.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from comms.channels.kept_files import keep
from comms.channels.links import path_on
from comms.channels.names import name_of, suffix_of
from comms.channels.opening import Kind
from comms.channels.own_folder import OwnFolder
from comms.domain.answers import Uncertain
from comms.domain.message import Dispatch, Message, Receipt

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Record:
    """What is public of one message. *picture* is the name of its file beside the record."""

    key: str
    language: str
    day: str
    text: str
    link: str
    picture: str
    alt: str
    published: str

    @property
    def name(self) -> str:
        """Return the name of its file and of its page."""
        return name_of(self.key)

    @property
    def at(self) -> datetime:
        """Return when it became public."""
        return datetime.fromisoformat(self.published)


def page_path(name: str) -> str:
    """Return where the page of a record is, below the folder of its language."""
    return f"news/{name}.html"


def records(folder: Path) -> Iterator[Record]:
    """Yield what is public, by name; a record that cannot be read is told in the log and left out."""
    for path in sorted(folder.glob("*.json")):
        try:
            yield _read(path)
        except (OSError, ValueError):
            logger.exception("the record %s cannot be read, so that it has no page", path.name)


class Website(OwnFolder):
    """Keep the records of one website channel."""

    withdraws = True
    about = "the public pages of this site"
    trouble = "what was published cannot be read or written"

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Put the message's record into the folder, unless it is there."""
        message = self._taken(dispatch)
        picture = self._opening.pictures.read(message.image) if message.image else b""
        record = self._record(dispatch, picture)
        try:
            there = self._there(message)
            if there is None:
                self._keep(record, picture)
            elif not _is_same(there, record):
                raise _other_words(self._receipt(there))
        except (OSError, ValueError) as error:
            raise self._not_now(error) from error
        return self._receipt(record)

    def _record(self, dispatch: Dispatch, picture: bytes) -> Record:
        message = dispatch.message
        return Record(
            key=message.key,
            language=message.language,
            day=message.day.isoformat(),
            text=message.text,
            link=message.link if self._opening.account.links else "",
            picture=f"{message.image}.{suffix_of(picture)}" if message.image else "",
            alt=message.alt,
            published=dispatch.date.isoformat(),
        )

    def _there(self, message: Message) -> Record | None:
        path = self._path(name_of(message.key))
        return _read(path) if path.exists() else None

    def _keep(self, record: Record, picture: bytes) -> None:
        """Keep the picture first: what is public is never without it."""
        if record.picture:
            keep(self._folder / record.picture, picture)
        written = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
        keep(self._path(record.name), written.encode())

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look for the message's record."""
        try:
            there = self._there(dispatch.message)
        except (OSError, ValueError) as error:
            raise self._not_now(error) from error
        if there and there.text != dispatch.message.text:
            raise _other_words(self._receipt(there))
        return self._receipt(there) if there else None

    def receipt_at(self, url: str) -> Receipt | None:
        """Read the name of a record from the address of its page."""
        path = url if url.startswith("/") else path_on(url, self._opening.account.server) or ""
        found = re.fullmatch(r".*/public/(\w+)/news/([^/]+)\.html", path)
        return Receipt(found[2], url) if found else None

    def withdraw(self, receipt: Receipt) -> None:
        """Take the record away; its page goes when the pages are next made."""
        try:
            self._path(Path(receipt.id).name).unlink(missing_ok=True)
        except OSError as error:
            raise self._not_now(error) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _receipt(self, record: Record) -> Receipt:
        """Return the proof; without an address of its own the page is found where the desk is."""
        home = self._opening.account.server.rstrip("/")
        return Receipt(record.name, f"{home}/public/{record.language}/{page_path(record.name)}")


def _read(path: Path) -> Record:
    try:
        return Record(**json.loads(path.read_text(encoding="utf-8")))
    except TypeError as error:
        message = f"{path.name} is no record of a post"
        raise ValueError(message) from error


def _other_words(there: Receipt) -> Uncertain:
    reason = f"other words are public under this post's name: {there.url}; look at them there"
    return Uncertain(reason)


def _is_same(there: Record, record: Record) -> bool:
    return asdict(there) | {"published": ""} == asdict(record) | {"published": ""}


KIND = Kind((), Website)
