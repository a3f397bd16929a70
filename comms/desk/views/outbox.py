"""What the pretend channels would have sent, from their files."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk.preview import Preview, preview
from comms.services.rehearsing import public_words

_SHOWN = 200


@dataclass(frozen=True)
class Sent:
    """A message in the outbox."""

    channel: str
    name: str
    at: datetime
    day: date
    preview: Preview


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the last messages, newest first."""
    files = [(path.stat().st_mtime, path) for channel in _channels() for path in _files(channel).values()]
    newest = sorted(files, reverse=True)[:_SHOWN]
    zone = app.config().settings.zone
    shown = {"sent": [_sent(path) for _, path in newest], "total": len(files), "zone": zone}
    return render(request, "outbox.html", shown | {"on_stage": public_words(app.config().site)})


@require_safe
def message(request: HttpRequest, channel: str, name: str) -> HttpResponse:
    """Show one message as its channel would."""
    path = _files(channel).get(name) if channel in _channels() else None
    if path is None:
        raise Http404
    return render(request, "outbox-message.html", {"sent": _sent(path), "zone": app.config().settings.zone})


def _channels() -> list[str]:
    return [channel.id for channel in app.config().settings.channels]


def _files(channel: str) -> dict[str, Path]:
    """Return the files of a channel by name: a name from an address is only ever compared with these."""
    return {path.stem: path for path in (app.outbox(app.config()) / channel).glob("*.json")}


def _sent(path: Path) -> Sent:
    fields: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    shown = ("account", "language", "text", "link", "image", "alt")
    return Sent(
        channel=path.parent.name,
        name=path.stem,
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        day=date.fromisoformat(fields["day"]),
        preview=preview(
            app.config(), path.parent.name, title=fields.get("title", ""), **{name: fields[name] for name in shown}
        ),
    )
