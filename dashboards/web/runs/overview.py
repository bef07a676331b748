"""The page of a run: how well it was read, each number with the way to its cases; and its result page as it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import FileResponse

from dashboards.language import _
from dashboards.pages import words
from dashboards.pages.meetings import recordings_of
from dashboards.web.database.asking import transaction
from dashboards.web.rendering import render
from dashboards.web.runs.figures import cases_behind
from dashboards.web.runs.meetings import address_of_meeting
from dashboards.web.runs.records import accuracy_of, address_of, batch_folder, run_at, templates_of
from dashboards.web.runs.unfinished import after_work
from dashboards.web.security import audit
from dashboards.web.security.paths import for_eyes_of
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.summaries import SAVED, saved_in_studies
from evaluators.mark_types import MARKS_ENGINE
from evaluators.quantity import Quantity
from evaluators.rated import Rated
from pipelines.batches.recordings import FOLDER as RECORDINGS
from pipelines.errors import KoukaError, Place
from pipelines.runs.store import Run

router = APIRouter()
Viewer = Annotated[Visitor, Depends(needs(Role.VIEWER))]
RATES = (
    *(("field_accuracy", "typed"), ("field_accuracy", "nfkc"), ("filled_accuracy", "typed")),
    *(("document_accuracy", "typed"), ("cer", "nfkc"), ("missing_fields", "nfkc"), ("invented_fields", "nfkc")),
)
"""Metric and normaliser of the rows of the first table."""
EFFECTS = ("minutes_manual", "minutes_ai_all", SAVED, "share_saved")
PICTURE = re.compile(r"[0-9a-f]{16}\.png")
SCRIPT = re.compile(rb"'sha256-[A-Za-z0-9+/=]{44}'")
SOUND = re.compile(rb'(<audio [^>]*src=")([^"]+)')
HEAD = 4096
"""Bytes of a result page in which its own policy stands."""


@dataclass(frozen=True)
class Shown(Rated):
    """A run as its page shows it."""

    run: Run
    address: str
    quantities: Sequence[Quantity]
    unmeasured: str
    """Why there are no numbers; empty where there are."""

    def cases(self, quantity: Quantity | None) -> str | None:
        """Where the cases behind a number are."""
        if quantity is None:
            return None
        if self.run.file.kind == "meetings":
            session = quantity.scope.get("session_id")
            return self.meeting(session) if session else None
        wanted = cases_behind(quantity)
        return f"{self.address}/cases?{wanted.query()}" if wanted else f"{self.address}/page#{quantity.cases or ''}"

    def meeting(self, session: str) -> str:
        """Where a meeting is."""
        return address_of_meeting(self.run, session)

    @cached_property
    def engines(self) -> list[str]:
        """Whoever read or heard, in the order of the command, marks last."""
        names = [record.name for record in self.run.file.engines if record.name != MARKS_ENGINE]
        marks = any(each.engine == MARKS_ENGINE for each in self.quantities)
        return [*names, *([MARKS_ENGINE] if marks else [])]

    @cached_property
    def clocked(self) -> list[Quantity]:
        """Of each study that has measured what correcting saves, the time saved a form."""
        return saved_in_studies(self.quantities)

    @cached_property
    def rows(self) -> list[tuple[str, list[tuple[str, Mapping[str, str]]]]]:
        """What rates are broken down by, each with names and scopes; the fewest first."""
        found: dict[str, dict[str, Mapping[str, str]]] = {}
        for each in self.quantities:
            if (each.metric, each.normaliser) == ("field_accuracy", "typed") and each.scope:
                by = "field" if "field" in each.scope else next(iter(each.scope))
                found.setdefault(by, {}).setdefault("/".join(each.scope.values()), each.scope)
        return [(self._heading(by), [(self._name(scope), scope) for scope in scopes.values()])
                for by, scopes in sorted(found.items(), key=lambda item: (item[0] == "field", len(item[1])))
                if by != "template" or len(scopes) > 1]  # fmt: skip

    def _heading(self, by: str) -> str:
        names = {"template": _("By kind of form"), "type": _("By type of field"), "field": _("By field")}
        return names.get(by) or words.heading(by)

    @cached_property
    def _templates(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        return {
            id: (template.title, {field.id: field.label for field in template.fields})
            for id, template in templates_of(self.run).items()
        }

    def _name(self, scope: Mapping[str, str]) -> str:
        if "template" not in scope:
            ((key, value),) = scope.items()
            return words.named(key, value)
        title, labels = self._templates.get(scope["template"], (scope["template"], {}))
        if "field" not in scope:
            return title
        label = labels.get(scope["field"], scope["field"])
        return f"{title} · {label}" if len(self._templates) > 1 else label

    @cached_property
    def recordings(self) -> list[str]:
        """Kinds of recording of meetings, near first."""
        return recordings_of(self.quantities)

    @cached_property
    def heard(self) -> list[tuple[str, str]]:
        """Meetings and kinds of recording that were measured, in the order of the kinds: not each has each of them."""
        of_both = [each.scope for each in self.quantities if {*each.scope} == {"session_id", "recording"}]
        found = {(scope["session_id"], scope["recording"]) for scope in of_both}
        return sorted(found, key=lambda each: (each[0], self.recordings.index(each[1])))


@router.get("/runs/{campaign}/{run}")
def overview(request: Request, campaign: str, run: str, visitor: Viewer) -> Response:
    """How well a run did."""
    found = shown(run_at(campaign, run))
    found = replace(found, unmeasured=for_eyes_of(visitor, found.unmeasured))
    return render(request, "run.html.j2", shown=found, rates=RATES, effects=EFFECTS)


def shown(run: Run) -> Shown:
    """A run with its numbers, or why there are none."""
    quantities: tuple[Quantity, ...] = ()
    unmeasured = ""
    if run.file.finished is None:
        unmeasured = _("The run is not finished. The same “kouka run” goes on from there: {command}", command=run.again)
    else:
        try:
            quantities = accuracy_of(run)
        except KoukaError as error:
            unmeasured = error.problem.told
    return Shown(run, address_of(run), quantities, unmeasured)


@router.get("/runs/{campaign}/{run}/page", dependencies=[Depends(after_work)])
def page(request: Request, campaign: str, run: str, visitor: Viewer) -> Response:
    """The result page as “kouka score” left it."""
    found = run_at(campaign, run)
    if not found.page.is_file():
        raise KoukaError(
            _("There is no result page."), where=Place(found.page), todo=_("kouka score {run}", run=found.name)
        )
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, "result_seen", found.name)
    content = found.page.read_bytes()
    headers = {"Content-Security-Policy": _own_policy(content)}
    return Response(_with_sounds(content, found), media_type="text/html; charset=utf-8", headers=headers)


def _with_sounds(content: bytes, run: Run) -> bytes:
    """A result page whose recordings lie where the app gives them."""
    home = (batch_folder(run) / RECORDINGS).resolve()

    def moved(found: re.Match[bytes]) -> bytes:
        file = (run.folder / unquote(unescape(found[2].decode()))).resolve()
        if not file.is_relative_to(home):
            return found[0]
        return found[1] + f"{address_of(run)}/recordings/{quote(file.relative_to(home).as_posix())}".encode()

    return SOUND.sub(moved, content) if run.file.kind == "meetings" else content


def _own_policy(content: bytes) -> str:
    """The policy under which a result page may stand: its own style, and the one script whose digest it names."""
    scripts = b" ".join(SCRIPT.findall(content[:HEAD])).decode() or "'none'"
    return (
        "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; media-src 'self'; "
        f"script-src {scripts}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@router.get("/runs/{campaign}/{run}/cases/{picture}", dependencies=[Depends(after_work)])
def picture(campaign: str, run: str, picture: str, _visitor: Viewer) -> Response:
    """A picture beside the result page."""
    file = run_at(campaign, run).folder / "cases" / picture
    if not PICTURE.fullmatch(picture) or not file.is_file():
        raise HTTPException(404)
    return FileResponse(file, headers={"Cache-Control": "private, max-age=3600"})
