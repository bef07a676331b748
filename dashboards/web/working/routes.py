"""Starting, watching, stopping and repeating runs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse, RedirectResponse

from dashboards.language import _
from dashboards.web.database.asking import transaction
from dashboards.web.rendering import render
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.summaries import run_called, summaries
from dashboards.web.working import process
from dashboards.web.working.alone import check_alone, start_alone
from dashboards.web.working.batches import BATCH_FILE, batch_called, found_batches
from dashboards.web.working.readers import readers_of
from dashboards.web.working.standing import standing
from evaluators.mark_types import MARKS_ENGINE
from pipelines.errors import ExitCode, KoukaError
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


@router.get("/new")
def new(request: Request, _analyst: Analyst, batch: str = "") -> Response:
    """Which batch is to be run; then, with what and in which campaign."""
    batches = found_batches()
    if not batch:
        return render(request, "new_run.html.j2", batches=[(each, store.written(each.path)) for each in batches])
    found = next((each for each in batches if each.key == batch), None)
    if found is None:
        raise HTTPException(404)
    campaigns = list(dict.fromkeys(each.campaign for each in summaries()))
    return render(
        request, "new_run_of_batch.html.j2", batch=found, folder=store.written(found.path), campaigns=campaigns,
        readers=readers_of(found),
    )  # fmt: skip


@router.post("/start")
def start(
    request: Request, analyst: Analyst, batch: Annotated[str, Form()], campaign: Annotated[str, Form()] = "default",
    engines: Annotated[tuple[str, ...], Form()] = (),
) -> Response:  # fmt: skip
    """Run a batch with the engines that were chosen of those that there are."""
    found = batch_called(batch)
    if found is None:
        raise HTTPException(404)
    store.campaign_folder(campaign)  # refuses a name that is none
    chosen = [each.name for each in readers_of(found) if each.name in engines and not each.problem]
    if not chosen:
        raise KoukaError(_("No engine was chosen."), todo=_("Choose one or more."), code=ExitCode.USAGE)
    named = [f"--engine={name}" for name in chosen]
    check_alone()
    about = f"{campaign}: {store.written(found.path)}"
    answer = _noted(request, analyst, "run_started", about, engines=" ".join(chosen))
    start_alone(["run", f"--campaign={campaign}", *named, str(found.path)], found.title, campaign)
    return answer


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
    check_alone()
    answer = _noted(request, analyst, "run_repeated", run)
    start_alone(["run", f"--campaign={campaign}", *engines, str(batch)], found.file.batch.title, campaign)
    return answer


@router.post("/stop")
def stop(request: Request, analyst: Analyst) -> Response:
    """Stop the run that was started here."""
    if process.stop():
        return _noted(request, analyst, "run_stopped", "-")
    return RedirectResponse("/", 303)


def _noted(request: Request, analyst: Visitor, action: str, about: str, **detail: str) -> Response:
    with transaction(request) as connection:
        audit.record(connection, analyst.account.name, action, about, **detail)
    return RedirectResponse("/", 303)
