"""The hand-off package: all of a post in one file, for a person who puts it where no program may.

The package is named after what it holds and the same to the last octet each time it is made. What the person then
publishes cannot be taken back from here.
"""

import io
import json
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from comms.channels.kept_files import keep
from comms.channels.linked_text import linked_text
from comms.channels.names import name_of, suffix_of
from comms.channels.opening import Kind
from comms.channels.own_folder import OwnFolder
from comms.channels.story import story_of
from comms.domain.message import Dispatch, Message, Receipt, fingerprint

_PRINT = 12
_RIGHTS = 0o644 << 16
_UNIX = 3


class HandOff(OwnFolder):
    """Make the packages of one channel."""

    withdraws = False
    about = "packages for a person to put on the web"
    trouble = "the folder of the packages cannot be written"

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Put the message's package into the folder, unless it is there."""
        path = self._path(self._taken(dispatch))
        try:
            if not path.exists():
                keep(path, self._package(dispatch))
        except OSError as error:
            raise self._not_now(error) from error
        return self._receipt(path)

    def _package(self, dispatch: Dispatch) -> bytes:
        message = dispatch.message
        links = self._opening.account.links
        files = {"text.txt": _lines(linked_text(message, links=links)), "text.html": _page(message, links=links)}
        image = ""
        if message.image:
            picture = self._opening.pictures.read(message.image)
            image = f"image.{suffix_of(picture)}"
            files |= {image: picture, "alt.txt": _lines(message.alt)}
        files["metadata.json"] = _metadata(dispatch, image)
        return _zipped(files, dispatch.date)

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look for the message's package."""
        path = self._path(dispatch.message)
        return self._receipt(path) if path.exists() else None

    def receipt_at(self, url: str) -> Receipt | None:
        """Take the address of wherever a person put it; a package of ours is known by its name."""
        own = f"/packages/{self._opening.account.channel}/"
        name = url.partition(own)[2].removesuffix(".zip") if own in url else ""
        return Receipt(name, url)

    def withdraw(self, receipt: Receipt) -> None:
        """Take the package away, so that nobody puts it anywhere any more."""
        try:
            (self._folder / f"{Path(receipt.id).name}.zip").unlink(missing_ok=True)
        except OSError as error:
            raise self._not_now(error) from error

    def _path(self, message: Message) -> Path:
        return self._folder / f"{name_of(message.key)}-{fingerprint(message)[:_PRINT]}.zip"

    def _receipt(self, path: Path) -> Receipt:
        return Receipt(path.stem, f"/packages/{self._opening.account.channel}/{path.name}")


def _lines(text: str) -> bytes:
    return f"{text.rstrip()}\n".encode()


def _page(message: Message, *, links: bool) -> bytes:
    """Return the text as a page to copy from; the picture is put in by the site that takes it."""
    story = story_of(message, links=links)
    head = f'<!DOCTYPE html>\n<html lang="{escape(message.language)}" dir="auto">\n<head>\n<meta charset="utf-8">\n'
    body = f"<body>\n<h1>{escape(story.title, quote=False)}</h1>\n{story.html}\n</body>\n</html>\n"
    return f"{head}<title>{escape(story.title, quote=False)}</title>\n</head>\n{body}".encode()


def _metadata(dispatch: Dispatch, image: str) -> bytes:
    message = dispatch.message
    told = {
        "key": message.key,
        "channel": message.channel,
        "account": message.account,
        "language": message.language,
        "day": message.day.isoformat(),
        "link": message.link,
        "image": image,
        "image_sha256": message.image,
        "alt": message.alt,
        "fingerprint": fingerprint(message),
        "prepared": dispatch.date.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _zipped(files: dict[str, bytes], stamp: datetime) -> bytes:
    """Return *files* as an archive that is the same on every machine: not compressed, and with one time for all."""
    at = stamp.astimezone(UTC)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        for name, octets in files.items():
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.external_attr, entry.create_system = _RIGHTS, _UNIX
            archive.writestr(entry, octets)
    return package.getvalue()


KIND = Kind((), HandOff)
