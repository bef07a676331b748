"""What is answered where something went wrong that nobody foresaw."""

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from dashboards.language import _
from dashboards.web.rendering import render
from pipelines.commands import report_bug

AGAIN_SECONDS = "5"


def failed(request: Request, error: Exception) -> Response:
    """A page that says so. What it was goes to where the app was started, without anything people typed."""
    if isinstance(error, (OperationalError, InterfaceError, TimeoutError)):
        answer = _page(request, 503, _("The database does not answer."), _("Try again. What was confirmed is kept."))
        answer.headers["Retry-After"] = AGAIN_SECONDS
        return answer
    report_bug(error)
    return _page(request, 500, _("This is a fault of kouka's."), _("Whoever started kouka sees more."))


def _page(request: Request, status: int, what: str, todo: str) -> Response:
    try:
        return render(request, "problem.html.j2", status, what=what, todo=todo)
    except Exception:  # it may be the pages that are at fault
        return PlainTextResponse(f"{what} {todo}", status)
