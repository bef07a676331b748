"""Starting, watching, stopping and repeating runs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse, RedirectResponse

from dashboards.language import _
from dashboards.web.database.asking import transaction
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.summaries import run_called
from dashboards.web.working import process
from dashboards.web.working.batches import BATCH_FILE, batch_called
from dashboards.web.working.standing import standing
from evaluators.mark_types import MARKS_ENGINE
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.settings import results_folder

router = APIRouter(prefix="/running")
Analyst = Annotated[Visitor, Depends(needs(Role.ANALYST))]


@router.get("")
def stands(_visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]) -> Response:
    """How the run that is going on stands, for the module that asks every other second."""
    found = standing()
    if found is None:
        return JSONResponse({"state": None})
    return JSONResponse(
        {"state": found.state, "run": found.run, "done": found.done, "total": found.total, "words": found.words}
    )


@router.post("/start")
def start(
    request: Request, analyst: Analyst, batch: Annotated[str, Form()], campaign: Annotated[str, Form()] = "default"
) -> Response:
    """Run a batch with everything that there is to read it with."""
    found = batch_called(batch)
    if found is None:
        raise HTTPException(404)
    store.campaign_folder(campaign)  # refuses a name that is none
    _start(["run", f"--campaign={campaign}", str(found.path)], found.title, campaign)
    return _noted(request, analyst, "run_started", f"{campaign}: {store.written(found.path)}")


@router.post("/again")
def again(request: Request, analyst: Analyst, run: Annotated[str, Form()]) -> Response:
    """Run the batch of a run with its engines again; one that was interrupted goes on."""
    found = run_called(run)
    if found is None:
        raise HTTPException(404)
    batch, campaign = results_folder().parent / found.file.batch.path, found.folder.parent.name
    if not (batch / BATCH_FILE).is_file():
        raise KoukaError(_("The batch of this run is no longer where it was."))
    engines = [f"--engine={record.name}" for record in found.file.engines if record.name != MARKS_ENGINE]
    _start(["run", f"--campaign={campaign}", *engines, str(batch)], found.file.batch.title, campaign)
    return _noted(request, analyst, "run_repeated", run)


@router.post("/stop")
def stop(request: Request, analyst: Analyst) -> Response:
    """Stop the run that was started here."""
    if process.stop():
        return _noted(request, analyst, "run_stopped", "-")
    return RedirectResponse("/", 303)


def _start(arguments: list[str], title: str, campaign: str) -> None:
    found = standing()
    if found is not None:  # perhaps one that somebody started on the command line
        raise process.busy(found.title)
    process.start(arguments, title, campaign)


def _noted(request: Request, analyst: Visitor, action: str, about: str) -> Response:
    with transaction(request) as connection:
        audit.record(connection, analyst.account.name, action, about)
    return RedirectResponse("/", 303)
