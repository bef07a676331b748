"""Whoever still has work in a study sees nothing of what AI read there, or of what is right: it would be the answer."""

from collections.abc import Sequence

from fastapi import Request
from sqlalchemy import or_, select

from dashboards.language import _
from dashboards.web.database.asking import reading
from dashboards.web.database.tables import assignments, studies
from dashboards.web.runs.records import run_at
from dashboards.web.security.visitors import visitor_of
from pipelines.errors import ExitCode, KoukaError
from pipelines.runs.store import Run


def after_work(request: Request, campaign: str, run: str) -> None:
    """A dependency of routes that show readings, truth or scans of a run.

    Raises:
        KoukaError: whoever asks has something of this batch to do in a study that is open.
    """
    refuse_before_work(request, [run_at(campaign, run)] if visitor_of(request) else [])


def refuse_before_work(request: Request, runs: Sequence[Run]) -> None:
    """The same for several runs.

    Raises:
        KoukaError: as above.
    """
    visitor = visitor_of(request)
    if visitor is None:
        return
    names, batches = {run.name for run in runs}, {run.file.batch.path for run in runs}
    of_these = or_(studies.c.run.in_(names), studies.c.batch.in_(batches))
    wanted = (
        select(studies.c.name)
        .join(assignments, assignments.c.study == studies.c.id)
        .where(assignments.c.pseudonym == visitor.account.pseudonym, assignments.c.submitted.is_(None))
        .where(studies.c.closed.is_(None), of_these)
        .limit(1)
    )
    with reading(request) as connection:
        name = connection.scalar(wanted)
    if name is not None:
        raise KoukaError(
            _("You still have work of this batch in the study “{name}”. What AI read is seen afterwards.", name=name),
            todo=_("Finish “My work”, or ask the analyst to close the study."),
            code=ExitCode.USAGE,
        )
