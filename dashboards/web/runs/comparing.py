"""Runs side by side: what tests say, then only what differs, regressions first."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import HTTPException

from dashboards.language import _
from dashboards.web.database.asking import transaction
from dashboards.web.prepared.comparisons import opened
from dashboards.web.prepared.waiting import prepared
from dashboards.web.rendering import render
from dashboards.web.runs.cases import A_PAGE, Leaf
from dashboards.web.runs.indexes import labels_key
from dashboards.web.runs.records import address_of, all_runs, run_at, stamp
from dashboards.web.runs.unfinished import refuse_before_work
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from evaluators.comparison import Outcome, tables
from evaluators.field_contrasts import ACCURACY
from pipelines.digests import digest
from pipelines.errors import ExitCode, KoukaError
from pipelines.runs.store import Run

router = APIRouter()
MOST = 6
"""Runs that are compared at once."""
VERSION = 1
"""Goes up whenever what is kept of a comparison changes its form."""


@router.get("/compare")
def compare(
    request: Request,
    visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))],
    runs: Annotated[tuple[str, ...], Query()] = (),
    pair: int = 0,
    outcome: Outcome = Outcome.REGRESSION,
    page: int = 1,
) -> Response:
    """Two runs or more, or the engines of one."""
    if not runs:
        return render(request, "compare_which.html.j2", runs=_comparable(), address_of=address_of)
    found = [_named(name) for name in dict.fromkeys(runs)]
    if len(found) > MOST:
        raise KoukaError(_("At most {n} runs are compared at once.", n=MOST), code=ExitCode.USAGE)
    refuse_before_work(request, found)
    names = [run.name for run in found]
    key = digest(VERSION, [[name, stamp(run.folder / "readings.csv"), stamp(run.folder / "run.json"), labels_key(run)]
                           for name, run in zip(names, found, strict=True)])  # fmt: skip
    path = prepared(request, "comparison", digest(names)[:16], key, *names)
    with opened(path) as comparisons:
        kept = comparisons.read()
        if not 0 <= pair < len(kept.comparisons):
            raise HTTPException(404)
        chosen = kept.comparisons[pair]
        leaf = Leaf(max(1, page), chosen.counts[outcome])
        if leaf.number > leaf.last:
            raise HTTPException(404)
        cells = comparisons.cells(pair, outcome, A_PAGE, (leaf.number - 1) * A_PAGE)
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, "comparison_seen", " ".join(names))
    shown = tables(kept.comparisons)

    def query(**changes: object) -> str:
        return urlencode({"runs": names, "pair": pair, "outcome": outcome.value} | changes, doseq=True)

    return render(
        request, "compare.html.j2", runs=found, address_of=address_of, kept=kept, chosen=chosen, leaf=leaf, cells=cells,
        tables=shown, overall=shown.get((ACCURACY, "type"), []), outcome=outcome, outcomes=list(Outcome), query=query,
        pair=pair, document=f"{address_of(found[-1] if len(found) == 2 else found[0])}/documents/", quote=quote,
    )  # fmt: skip


def _comparable() -> Sequence[Run]:
    return [run for run in all_runs() if run.file.kind == "forms" and run.file.finished]


def _named(name: str) -> Run:
    campaign, slash, run = name.partition("/")
    if not slash:
        raise HTTPException(404)
    return run_at(campaign, run)
