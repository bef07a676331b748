"""The first page: campaigns and their runs, newest first, each with its headline."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboards.pages.campaign import RunOfCampaign
from dashboards.web.rendering import render
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from evaluators.quantity import Quantity
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.store import Run

router = APIRouter()


@router.get("/")
def home(request: Request, _visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]) -> Response:
    """Campaigns and runs."""
    return render(request, "home.html.j2", campaigns=_campaigns())


def _campaigns() -> list[tuple[str, list[RunOfCampaign]]]:
    runs = sorted(store.all_runs(), key=lambda run: run.folder.parent.name)
    return [(name, [*map(_shown, of_name)]) for name, of_name in groupby(runs, lambda run: run.folder.parent.name)]


def _shown(run: Run) -> RunOfCampaign:
    return RunOfCampaign(
        run.file.batch.title, f"/runs/{run.name}", run.file.model_dump(mode="json"), tuple(_found(run))
    )


def _found(run: Run) -> Iterator[Quantity]:
    with suppress(KoukaError):  # not measured yet, or damaged
        yield from store.accuracy_of(run).quantities
