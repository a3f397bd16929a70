"""The newsletter's editions as they were written to files."""

import re
from datetime import date
from pathlib import Path

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk.dates import month_in_words
from comms.desk.languages import language_name

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_TYPES = {".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
# A mail brings its own styles. It runs nothing, loads nothing, and only our own page may hold it.
_MAIL_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
    "sandbox": True,
}


def _files() -> dict[str, Path]:
    """Return the files by their path in the folder: a name from an address is only ever compared with these."""
    folder = app.config().var / "newsletter"
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"), reverse=True)
        if path.suffix in _TYPES and path.is_file()
    }


def _title(key: str) -> str:
    """Return how an edition is called: its month and its language."""
    month, _slash, code = key.rpartition("/")
    if not _MONTH.fullmatch(month):
        return key
    return f"{month_in_words(date.fromisoformat(f'{month}-01'))}, {language_name(code)}"


@require_safe
def newsletter(request: HttpRequest) -> HttpResponse:
    """List the editions, the latest first."""
    editions: dict[str, list[str]] = {}
    for name in _files():
        editions.setdefault(name.rpartition(".")[0], []).append(name)
    listed = {_title(key): sorted(names) for key, names in editions.items()}
    return render(request, "newsletter.html", {"editions": listed})


@require_safe
def edition(request: HttpRequest, name: str) -> HttpResponse:
    """Show an edition: a page in a frame that can do nothing, or plain text."""
    path = _files().get(name)
    if path is None:
        raise Http404
    context = {
        "name": name,
        "title": _title(name.rpartition(".")[0]),
        "text": path.read_text(encoding="utf-8") if path.suffix == ".txt" else "",
        "is_html": path.suffix == ".html",
    }
    return render(request, "edition.html", context)


@require_safe
# Its types know only views without arguments.
@csp_replace(_MAIL_POLICY)  # type: ignore[arg-type]
def edition_file(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Serve the file of an edition as it is."""
    path = _files().get(name)
    if path is None:
        raise Http404
    headers = {"X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(path.read_bytes(), content_type=_TYPES[path.suffix], headers=headers)
