"""The audit: who did what, when, and what it changed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comms import app
from comms.desk import sayings
from comms.desk.audit_rows import asked, table, told
from comms.desk.sayings.acts import ACTS
from comms.store.models import AuditLine

_SHOWN = 100


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Show the lines that were asked for, the newest first."""
    wanted = asked(request.GET)
    pages = Paginator(wanted.lines(app.config().settings.zone), _SHOWN)
    page = pages.get_page(request.GET.get("page"))
    shown = {
        "asked": wanted,
        "page": page,
        "rows": told(page.object_list),
        "acts": sorted(((code, sayings.act(code)) for code in ACTS), key=lambda one: one[1].casefold()),
        "people": AuditLine.objects.order_by("who").values_list("who", flat=True).distinct(),
    }
    return render(request, "audit.html", shown)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Return the lines that were asked for as a table for spreadsheets."""
    lines = asked(request.GET).lines(app.config().settings.zone)
    response = StreamingHttpResponse(table(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response
