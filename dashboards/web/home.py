"""The first page: campaigns and their runs, newest first, each with its headline; and what is running now."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboards.web.rendering import render
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.summaries import summaries
from dashboards.web.working.process import last_job, last_lines
from dashboards.web.working.standing import standing
from pipelines.errors import ExitCode

router = APIRouter()
WELL = (ExitCode.OK, ExitCode.INCOMPLETE, ExitCode.INTERRUPTED)
"""Exit codes after which nobody has to read what the run said."""


@router.get("/")
def home(request: Request, visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]) -> Response:
    """Campaigns and runs."""
    campaigns = [(name, [*of_name]) for name, of_name in groupby(summaries(), lambda each: each.campaign)]
    steers, running = visitor.account.role is Role.ANALYST, standing()
    job = last_job() if steers and running is None else None
    failed = job is not None and job.ended not in WELL
    return render(
        request,
        "home.html.j2",
        campaigns=campaigns,
        running=running,
        steers=steers,
        failed=job if failed else None,
        said=last_lines() if failed else [],
    )
