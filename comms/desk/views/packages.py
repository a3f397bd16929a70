"""The hand-off packages, to be fetched and put where no program may."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comms import app


@require_safe
def package(request: HttpRequest, channel: str, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Hand over the package called *name*."""
    path = _files(channel).get(name)
    if path is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"', "Cache-Control": "private, no-cache"}
    return HttpResponse(path.read_bytes(), content_type="application/zip", headers=headers)


def _files(channel: str) -> dict[str, Path]:
    """Return the packages of a channel by name: a name from an address is only ever compared with these."""
    if channel not in {one.id for one in app.config().settings.channels}:
        return {}
    return {path.stem: path for path in (app.config().var / "published" / channel).glob("*.zip")}
