"""Forms with files, as stand-ins read them."""

from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from comms.rehearsal.server import Asked


class Part(NamedTuple):
    """A field of a form: its octets and, of a file, its name and type."""

    octets: bytes
    file: str
    type: str


def parts(asked: Asked) -> dict[str, Part]:
    """Return the fields of a multipart form by name; none where the body is no form."""
    head = b"Content-Type: " + asked.headers.get("content-type", "").encode() + b"\r\n\r\n"
    form = message_from_bytes(head + asked.body)
    if not form.is_multipart():
        return {}
    found = (one for one in form.get_payload() if isinstance(one, Message))
    return {_name(one): _part(one) for one in found}


def _name(part: Message) -> str:
    return str(part.get_param("name", "", "content-disposition"))


def _part(part: Message) -> Part:
    octets = part.get_payload(decode=True)
    return Part(octets if isinstance(octets, bytes) else b"", part.get_filename() or "", part.get_content_type())
