"""The page of a campaign's what-if, answers while a slider moves, and saving a setting as a scenario."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from dashboards.language import _
from dashboards.pages import cost_words, what_if_words
from dashboards.web.database.asking import transaction
from dashboards.web.prepared.waiting import NotYet
from dashboards.web.rendering import render
from dashboards.web.security import audit
from dashboards.web.security.paths import for_eyes_of, told
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.whatif import showing
from dashboards.web.whatif.measured import answered, file_of, measured_in
from dashboards.web.whatif.showing import Shown, shown
from evaluators.cost.what_if import Measured, Setting, dials
from evaluators.grade import Grade
from pipelines.contracts.scenario import Scenario, scenario
from pipelines.errors import ExitCode, KoukaError, Problem
from pipelines.runs.store import campaign_folder
from pipelines.scenarios import save, scenarios_of

router = APIRouter(prefix="/what-if")
Viewer = Annotated[Visitor, Depends(needs(Role.VIEWER))]
Analyst = Annotated[Visitor, Depends(needs(Role.ANALYST))]
NAME = "name"
"""In an address, what somebody wanted to save a setting as."""


@dataclass(frozen=True)
class Saved:
    """A scenario in the list."""

    name: str
    scenario: Scenario
    address: str
    option: str
    turned: tuple[str, ...]
    """What it sets, in words."""
    answer: Shown | None
    """None where nothing is known of its way of working any more."""


@router.get("/{campaign}")
def page(request: Request, campaign: str, visitor: Viewer) -> Response:
    """Sliders, what they come to, and the scenarios that were saved; or what is missing before they can be there."""
    given = request.query_params
    changed = (
        Problem(_("The numbers have changed meanwhile. Look at them, and save once more.")) if NAME in given else None
    )
    try:
        return _page(request, campaign, visitor, given, changed)
    except KoukaError as error:
        if error.code is not ExitCode.INPUT:
            raise
        what, todo = told(visitor, error.problem)
        return render(request, "what_if_missing.html.j2", campaign=campaign, what=what, todo=todo)


@router.get("/{campaign}/answer")
def answer_of(request: Request, campaign: str, _visitor: Viewer) -> Response:
    """What a setting comes to, for the script of the page."""
    file = file_of(request, campaign)
    measured = measured_in(file)
    setting = _setting(measured, request.query_params)
    return JSONResponse(asdict(shown(measured, answered(file, setting))))


@router.post("/{campaign}/scenarios")
def keep(
    request: Request,
    campaign: str,
    visitor: Analyst,
    option: Annotated[str, Form(max_length=200)],
    name: Annotated[str, Form(max_length=200)],
    note: Annotated[str, Form(max_length=500)] = "",
    volume: Annotated[str, Form()] = "",
    wage: Annotated[str, Form()] = "",
    licence: Annotated[str, Form()] = "",
    accuracy: Annotated[str, Form()] = "",
) -> Response:
    """Save a setting as a scenario."""
    given = {"option": option, "volume": volume, "wage": wage, "licence": licence, "accuracy": accuracy}
    try:
        measured = measured_in(file_of(request, campaign))
    except NotYet:  # the page waits for the numbers, with all that was typed
        typed = urlencode(given | {NAME: name, "note": note})
        return RedirectResponse(f"/what-if/{quote(campaign)}?{typed}", 303)
    setting = _setting(measured, given)
    made = scenario(visitor.account.name, datetime.now().astimezone(), note.strip(), setting)
    try:
        save(campaign_folder(campaign), name.strip(), made)
    except KoukaError as error:
        return _page(request, campaign, visitor, given | {NAME: name, "note": note}, error.problem, 400)
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, "scenario_saved", f"{campaign}: {name.strip()}")
    return RedirectResponse(f"{_address(measured, campaign, setting)}#scenarios-title", 303)


def _page(
    request: Request,
    campaign: str,
    visitor: Visitor,
    given: Mapping[str, str],
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    file = file_of(request, campaign)
    measured = measured_in(file)
    setting = _setting(measured, given)
    found, problems = scenarios_of(campaign_folder(campaign))
    answer = answered(file, setting)
    return render(
        request, "what_if.html.j2", status, campaign=campaign, case=measured.case,
        options=[(option, cost_words.option_name(option)) for option in measured.ways], setting=setting,
        dials=dials(measured, setting.option), showing=showing, what_if_words=what_if_words,
        metrics=cost_words.metric_names(), means=cost_words.means_text(),
        shown=shown(measured, answer), as_case=shown(measured, answered(file, Setting(option=setting.option))),
        grade_name=answer.quantities["npv"].grade.value, demonstration=_is_demonstration(measured),
        saved=[_saved(file, measured, campaign, name, each) for name, each in found.items()], given=given,
        problem=problem, problems=[for_eyes_of(visitor, f"{each.where}: {each.what}") for each in problems],
        draws=measured.n,
    )  # fmt: skip


def _setting(measured: Measured, given: Mapping[str, str]) -> Setting:
    """What is asked for. A value as in the case is not set, so that it goes on following the case.

    Raises:
        HTTPException: 404: nothing is known of that way of working; 400: a value is no number, or out of bounds.
    """
    option = given.get("option") or next(iter(measured.ways), "")
    if option not in measured.ways:
        raise HTTPException(404)
    wanted: dict[str, float] = {}
    try:
        for dial in dials(measured, option):
            text = given.get(dial.name, "").strip()
            if text and not showing.is_of_case(dial, value := float(text) / showing.scale(dial)):
                wanted[dial.name] = value
        return Setting.model_validate({"option": option, **wanted})
    except ValueError:  # pydantic's is one of them
        raise HTTPException(400) from None


def _saved(file: Path, measured: Measured, campaign: str, name: str, found: Scenario) -> Saved:
    setting = found.setting
    known = setting.option in measured.ways
    return Saved(
        name, found, _address(measured, campaign, setting),
        cost_words.option_name(setting.option) if known else setting.option,
        what_if_words.turned(dials(measured, setting.option), setting) if known else (),
        shown(measured, answered(file, setting)) if known else None,
    )  # fmt: skip


def _address(measured: Measured, campaign: str, setting: Setting) -> str:
    found = dials(measured, setting.option) if setting.option in measured.ways else ()
    values = {
        dial.name: showing.on_page(dial, value) for dial in found if (value := getattr(setting, dial.name)) is not None
    }
    return f"/what-if/{quote(campaign)}?{urlencode({'option': setting.option, **values})}"


def _is_demonstration(measured: Measured) -> bool:
    return any(number.grade is Grade.DEMONSTRATION for number in measured.numbers.values())
