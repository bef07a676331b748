"""The cases of a run: all of its fields, those that are asked for, with how often they were right."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse

from dashboards.web.database.asking import transaction
from dashboards.web.index.asking import Index
from dashboards.web.index.filters import SORTS, Filter, read_filter
from dashboards.web.index.found import Rate
from dashboards.web.rendering import render
from dashboards.web.runs import case_words
from dashboards.web.runs.indexes import index_of
from dashboards.web.runs.records import address_of, run_at
from dashboards.web.runs.unfinished import after_work
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from evaluators.grade import Origin, Source, grade_of
from evaluators.quantity import Quantity, quantity_id
from pipelines.runs.store import Run

router = APIRouter()
A_PAGE = 50
MOST_PAGES = 200
"""Nobody reads further; whoever needs what is behind asks more closely."""


@dataclass(frozen=True)
class Leaf:
    """Which part of the cases is shown."""

    number: int
    """From 1."""
    cases: int
    """In all."""
    most: int = MOST_PAGES
    """Pages that are shown."""

    @property
    def last(self) -> int:
        """The last page that is shown."""
        return max(1, min(self.most, -(-self.cases // A_PAGE)))

    @property
    def reach(self) -> int:
        """How many cases pages show at most."""
        return self.most * A_PAGE

    @property
    def offset(self) -> int:
        """How many cases come before it."""
        return (self.number - 1) * A_PAGE

    @property
    def cut(self) -> bool:
        """Whether there are cases that no page shows."""
        return self.cases > self.reach


@router.get("/runs/{campaign}/{run}/cases", dependencies=[Depends(after_work)])
def cases(
    request: Request, campaign: str, run: str, visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))], page: int = 1
) -> Response:
    """Cases that a filter asks for."""
    found, wanted = run_at(campaign, run), asked(request)
    if "" in request.query_params.values():  # of a form that was sent: the address that is passed on says no more
        return RedirectResponse(f"{address_of(found)}/cases?{wanted.query()}", 303)
    with index_of(request, found) as index:
        leaf = Leaf(max(1, page), index.count(wanted))
        if leaf.number > leaf.last:
            raise HTTPException(404)
        cases = index.cases(wanted, A_PAGE, leaf.offset)
        seen = audit.names(case.document for case in cases)
        with transaction(request) as connection:
            audit.record(
                connection, visitor.account.name, "cases_seen", found.name, asked=wanted.query(), page=leaf.number,
                documents=seen,
            )  # fmt: skip
        return render(
            request, "cases.html.j2", run=found, address=address_of(found), wanted=wanted, leaf=leaf, index=index,
            cases=cases, case_words=case_words, sorts=[*SORTS],
            rates=rates(index, found, wanted),
        )  # fmt: skip


def asked(request: Request) -> Filter:
    """The filter in the address.

    Raises:
        HTTPException: 400: it cannot be understood.
    """
    try:
        return read_filter(request.query_params.multi_items())
    except ValueError:
        raise HTTPException(400) from None


def rates(index: Index, run: Run, wanted: Filter) -> list[Quantity]:
    """How often each engine was right of what is asked for."""
    return [_quantity(rate, run.file.batch.origin) for rate in index.rates(wanted)]


def _quantity(rate: Rate, origin: Origin) -> Quantity:
    interval = rate.interval
    return Quantity(
        id=quantity_id("field_accuracy", rate.engine, "typed", {}), metric="field_accuracy", engine=rate.engine,
        normaliser="typed", numerator=rate.right, denominator=rate.fields, value=rate.right / rate.fields,
        low=interval.low, high=interval.high, unit="ratio", method=interval.method, n_documents=rate.documents,
        effective_n=interval.effective_n, grade=grade_of(origin, Source.MEASURED), source=Source.MEASURED,
    )  # fmt: skip
