"""Runs side by side: what tests say, then only what differs, regressions first."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse

from dashboards.language import _
from dashboards.web.database.asking import transaction
from dashboards.web.prepared.waiting import prepared
from dashboards.web.rendering import render
from dashboards.web.runs.indexes import labels_key
from dashboards.web.runs.meetings import address_of_turn, stamps_of_drafts
from dashboards.web.runs.records import address_of, run_at, stamp
from dashboards.web.runs.side_by_side import Asked, Links, page_of
from dashboards.web.runs.unfinished import refuse_before_work
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.summaries import summaries
from evaluators.comparison import Outcome
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
    chosen: Annotated[tuple[str, ...], Query()] = (),
    pair: int = 0,
    outcome: Outcome = Outcome.REGRESSION,
    page: int = 1,
) -> Response:
    """Two runs or more, the first with all others, or the engines of one.

    Args:
        request: of a browser.
        visitor: who looks.
        runs: by name.
        chosen: in a list, whose order means nothing: what is newer is compared with what was before.
        pair: which of them.
        outcome: which list of it.
        page: of that list.
    """
    if not runs:
        oldest_first = sorted((each for each in summaries() if each.finished), key=lambda each: each.started)
        wanted = [each.name for each in oldest_first if each.name in chosen]
        if wanted:
            return RedirectResponse(f"/compare?{urlencode({'runs': wanted}, doseq=True)}", 303)
        return render(request, "compare_which.html.j2", runs=oldest_first[::-1])
    found = [_named(name) for name in dict.fromkeys(runs)]
    if len(found) > MOST:
        raise KoukaError(_("At most {n} runs are compared at once.", n=MOST), code=ExitCode.USAGE)
    refuse_before_work(request, found)
    name, key = key_of_comparison(found)
    path = prepared(request, "comparison", name, key, *(run.name for run in found))
    made = page_of(path, found, Asked(pair, outcome, page), _links(found))
    if made is None:
        raise HTTPException(404)
    template, values = made
    with transaction(request) as connection:
        audit.record(
            connection, visitor.account.name, "comparison_seen", " ".join(run.name for run in found),
            pair=pair, outcome=outcome.value, page=page, documents=audit.names(values["seen"]),
        )  # fmt: skip
    return render(request, template, **values)


def key_of_comparison(runs: Sequence[Run]) -> tuple[str, str]:
    """What is kept of a comparison is called, and the digest of all that it depends on."""
    return digest([run.name for run in runs])[:16], digest(VERSION, [[run.name, *_stamps(run)] for run in runs])


def _stamps(run: Run) -> list[object]:
    if run.file.kind == "meetings":
        return [stamps_of_drafts(run)]
    return [stamp(run.folder / "readings.csv"), stamp(run.folder / "run.json"), labels_key(run)]


def _links(runs: Sequence[Run]) -> Links:
    names = [run.name for run in runs]

    def asked(place: Asked) -> str:
        query = {"runs": names, "pair": place.pair, "outcome": place.outcome.value, "page": place.page}
        return f"?{urlencode(query, doseq=True)}"

    def field(run: Run, document: str, field: str) -> str:
        return f"{address_of(run)}/documents/{quote(document, safe='')}?{urlencode({'at': field})}"

    return Links(address_of, asked, field, address_of_turn)


def _named(name: str) -> Run:
    campaign, slash, run = name.partition("/")
    if not slash:
        raise HTTPException(404)
    return run_at(campaign, run)
