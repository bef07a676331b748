"""Documents of a run: a list, and each as its registered scan with what was read in every box."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import HTTPException

from dashboards.web.database.asking import transaction
from dashboards.web.index.asking import Index
from dashboards.web.index.filters import ERROR, Filter
from dashboards.web.index.found import Case, Field, Page
from dashboards.web.index.schema import ERRORS, Outcome
from dashboards.web.registered import registered_page
from dashboards.web.rendering import render
from dashboards.web.runs import case_words
from dashboards.web.runs.cases import A_PAGE, MOST_PAGES, Leaf, asked
from dashboards.web.runs.indexes import index_of
from dashboards.web.runs.records import address_of, run_at
from dashboards.web.runs.unfinished import after_work
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from evaluators.agreement import CONSENSUS_ENGINE

router = APIRouter()
Viewer = Annotated[Visitor, Depends(needs(Role.VIEWER))]
MOST_SHEETS = 20
"""Pages that are shown of a document; beyond, only those on which fields stand."""
WORST_FIRST = (*ERRORS, Outcome.DISAGREE, Outcome.UNLABELLED, Outcome.HIDDEN, Outcome.RIGHT)


@dataclass(frozen=True)
class BoxView:
    """A field of a document, with what everybody read in it."""

    field: Field
    cases: tuple[Case, ...]
    outcome: Outcome
    """Of the engine that is looked at, else the worst of all engines."""

    @property
    def wrong(self) -> bool:
        """Whether it counts as wrong."""
        return self.outcome in ERRORS

    @property
    def first(self) -> Case:
        """One of its cases: box and truth are the same in all."""
        return self.cases[0]


@dataclass(frozen=True)
class Sheet:
    """A page of the document as it is shown."""

    page: Page
    boxes: tuple[BoxView, ...]
    picture: str | None
    """Address of its picture; None where there is none."""


@dataclass(frozen=True)
class Ways:
    """Where one can go from a document."""

    before: str | None
    behind: str | None
    """Within what is asked for."""
    error_before: str | None
    error_behind: str | None
    """The same, to documents with something wrong."""


@router.get("/runs/{campaign}/{run}/documents", dependencies=[Depends(after_work)])
def documents(
    request: Request, campaign: str, run: str, _visitor: Viewer, part: str = "", worst: bool = True, page: int = 1
) -> Response:
    """The documents of a run."""
    found = run_at(campaign, run)
    if page > MOST_PAGES:
        raise HTTPException(404)
    with index_of(request, found) as index:
        number, listed = index.documents(part, worst, A_PAGE, (max(1, page) - 1) * A_PAGE)
        leaf = Leaf(max(1, page), number)
        if leaf.number > leaf.last:
            raise HTTPException(404)

        def query(**changes: object) -> str:
            return urlencode({"part": part, "worst": int(worst), "page": 1} | changes)

        return render(
            request, "documents.html.j2", run=found, address=address_of(found), index=index, listed=listed, leaf=leaf,
            part=part, worst=worst, query=query, quote=quote,
        )  # fmt: skip


@router.get("/runs/{campaign}/{run}/documents/{document:path}", dependencies=[Depends(after_work)])
def document(
    request: Request, campaign: str, run: str, document: str, visitor: Viewer, at: str = "", by: str = ""
) -> Response:
    """A document of a run."""
    found, wanted = run_at(campaign, run), asked(request)
    with index_of(request, found) as index:
        template = index.template_of(document)
        if template is None:
            raise HTTPException(404)
        with transaction(request) as connection:
            audit.record(connection, visitor.account.name, "document_seen", f"{found.name}/{document}")
        address, engine = address_of(found), by or wanted.engine
        boxes = boxes_of(index.of_document(document), engine)
        scans = f"{address}/scans"
        sheets = [
            replace(sheet, picture=f"{scans}/{sheet.page.number}/{quote(document, safe='')}" if sheet.picture else None)
            for sheet in sheets_of(index.pages(document), boxes)
        ]
        return render(
            request, "document.html.j2", run=found, address=address, index=index, document=document, at=at, by=engine,
            paper=index.paper_mm(template) if template in index.templates else (210.0, 297.0), sheets=sheets,
            title=index.templates.get(template, template), wanted=wanted, conditions=index.conditions_of(document),
            ways=_ways(index, address, document, wanted, engine), case_words=case_words, boxes=boxes,
            again=f"{address}/documents/{quote(document, safe='')}?{wanted.query()}",
        )  # fmt: skip


def boxes_of(cases: Sequence[Case], engine: str) -> tuple[BoxView, ...]:
    """The cases of a document by field."""
    return tuple(_box(tuple(own), engine) for _field, own in groupby(cases, key=lambda case: case.field.number))


def _box(cases: tuple[Case, ...], engine: str) -> BoxView:
    looked_at = [case for case in cases if case.engine == engine]
    readers = [case for case in cases if case.engine != CONSENSUS_ENGINE]
    worst = min((case.outcome for case in looked_at or readers or cases), key=WORST_FIRST.index)
    return BoxView(cases[0].field, cases, worst)


def sheets_of(pages: Sequence[Page], boxes: Sequence[BoxView]) -> list[Sheet]:
    """The pages that are shown; ``picture`` is a path where there is one."""
    on = {page.number: tuple(box for box in boxes if box.first.page == page.number) for page in pages}
    return [
        Sheet(page, on[page.number], page.image if registered_page(page.image) else None)
        for page in pages
        if len(pages) <= MOST_SHEETS or on[page.number]
    ]


def _ways(index: Index, address: str, document: str, wanted: Filter, engine: str) -> Ways:
    def to(name: str | None, at: str) -> str | None:
        more = {"at": at, "by": engine}
        return None if name is None else f"{address}/documents/{quote(name, safe='')}?{wanted.query(**more)}"

    wrong = wanted if wanted.outcome else replace(wanted, outcome=ERROR)
    before, behind = index.beside(document, wanted)
    error_before, error_behind = index.beside(document, wrong)
    return Ways(to(before, ""), to(behind, ""), to(error_before, "last"), to(error_behind, "first"))
