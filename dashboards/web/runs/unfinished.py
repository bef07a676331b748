"""Whoever still has work in a study sees nothing of what AI read there, or of what is right: it would be the answer."""

from collections.abc import Sequence

from fastapi import Request
from sqlalchemy import select

from dashboards.language import _
from dashboards.web.database.asking import reading
from dashboards.web.database.tables import assignments, studies
from dashboards.web.runs.records import run_at
from dashboards.web.same_documents import COLUMNS, about_run, about_study, shares_any
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
    wanted = (
        select(studies.c.name, *COLUMNS)
        .join(assignments, assignments.c.study == studies.c.id)
        .where(assignments.c.pseudonym == visitor.account.pseudonym, assignments.c.submitted.is_(None))
        .where(studies.c.closed.is_(None))
        .distinct()
    )
    with reading(request) as connection:
        unfinished = connection.execute(wanted).all()
    shown = [about_run(run) for run in runs]
    name = next((row.name for row in unfinished if shares_any(about_study(row), shown)), None)
    if name is not None:
        raise KoukaError(
            _("You still have work of this batch in the study “{name}”. What AI read is seen afterwards.", name=name),
            todo=_("Finish “My work”, or ask the analyst to close the study."),
            code=ExitCode.USAGE,
        )
