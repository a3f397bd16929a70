"""What everybody may fetch, answered before Django: no session, no cookie, no login."""

from collections.abc import Iterable, Mapping, Sequence
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from comms.app import now
from comms.django.bodies import Bodies, Body, Head
from comms.django.conditions import status
from comms.django.encodings import coding
from comms.feeds.files import TWIN

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Headers = tuple[tuple[str, str], ...]
_LINES = {200: "200 OK", 304: "304 Not Modified", 412: "412 Precondition Failed"}
_VARY = ("Vary", "Accept-Encoding")
_SAFE = ("GET", "HEAD")
_A_WHILE = ("Cache-Control", "public, max-age=300")
# What a 304 says as well, so that a cache can refresh what it keeps.
_ALSO_UNCHANGED = {"Cache-Control", "Referrer-Policy"}
_PLAIN: Headers = (("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff"))


class Found(NamedTuple):
    """A file that may be fetched, and the headers that its place adds."""

    path: str
    headers: Headers


class Moved(NamedTuple):
    """Where something is that was looked for at an address without its last slash."""

    path: str


class Place(Protocol):
    """A part of the site that is open: where its files are, by the path of their address."""

    def find(self, path: str) -> Found | Moved | str | None:
        """Return the file of *path*, a sentence why there is none, or None if the address is not of this place."""
        ...


class Answer(NamedTuple):
    """A response: its status line, its headers, its body (also where HEAD does not send it)."""

    line: str
    head: Head
    octets: bytes


class Public:
    """A WSGI application that answers for its *places* and leaves all else to *inner*."""

    def __init__(self, inner: "WSGIApplication", places: Sequence[Place]) -> None:
        self._inner = inner
        self._doors = Doors(places)

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        answer = self._doors.answer(environ)
        if answer is None:
            return self._inner(environ, start_response)
        start_response(answer.line, answer.head.words.copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.octets]


class Doors:
    """All places that are open, and the bodies of their files."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._bodies = Bodies()

    def answer(self, environ: Mapping[str, Any]) -> Answer | None:
        """Return the answer to a request, or None if its address belongs to none of the places."""
        path = environ.get("PATH_INFO", "")
        for place in self._places:
            found = place.find(path)
            if found is not None:
                return self._answer(found, environ)
        return None

    def _answer(self, found: Found | Moved | str, environ: Mapping[str, Any]) -> Answer:
        if environ["REQUEST_METHOD"] not in _SAFE:
            return _plainly("405 Method Not Allowed", "This can only be read.", ("Allow", ", ".join(_SAFE)))
        if isinstance(found, str):
            return _not_found(found)
        if isinstance(found, Moved):
            place = ("Location", found.path)
            return _plainly("301 Moved Permanently", f"It is at {found.path}", place, _A_WHILE)
        wanted = coding(environ.get("HTTP_ACCEPT_ENCODING"))
        packed = self._bodies.body(found.path + TWIN) if wanted == "gzip" else None
        body = packed or self._bodies.body(found.path)
        if body is None:
            return _not_found("There is no such file.")
        if wanted is None:
            return _plainly("406 Not Acceptable", "It is here plain or in gzip.", _VARY)
        return _sent(body, found, environ, packed=packed is not None)


def _sent(body: Body, found: Found, environ: Mapping[str, Any], *, packed: bool) -> Answer:
    code = status(environ, body.etag, body.modified)
    head = body.heads.get(code)
    if head is None:
        head = body.heads[code] = Head.of(_head(body, found, code, packed=packed))
    return Answer(_LINES[code], head, body.octets if code == HTTPStatus.OK else b"")


def _head(body: Body, found: Found, code: int, *, packed: bool) -> list[tuple[str, str]]:
    head = [("ETag", body.etag), ("Last-Modified", _date(body)), _VARY]
    if code != HTTPStatus.OK:
        return head + [one for one in found.headers if one[0] in _ALSO_UNCHANGED]
    head += [*found.headers, ("Content-Length", str(len(body.octets)))]
    return [*head, ("Content-Encoding", "gzip")] if packed else head


def _not_found(sentence: str) -> Answer:
    return _plainly("404 Not Found", sentence, ("Cache-Control", "no-cache"))


def _plainly(line: str, sentence: str, *headers: tuple[str, str]) -> Answer:
    octets = f"{sentence}\n".encode()
    return Answer(line, Head.of([*_PLAIN, ("Content-Length", str(len(octets))), *headers]), octets)


def _date(body: Body) -> str:
    """Return when it changed; a time that is still to come is never told."""
    return formatdate(min(body.modified, int(now().timestamp())), usegmt=True)
