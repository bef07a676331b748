"""Documents of a run as files: a list, and each as its scan with what was read in every box."""

from dataclasses import replace
from pathlib import Path

from dashboards.web.exporting.addresses import Places
from dashboards.web.exporting.pages import pages_of, write
from dashboards.web.index.asking import Index
from dashboards.web.runs import case_words
from dashboards.web.runs.documents import Sheet, Ways, boxes_of, sheets_of
from dashboards.web.runs.scans import picture_of
from pipelines.atomic import write_bytes
from pipelines.runs.store import Run

WIDEST = 1100
"""Pixels of a scan: A4 at 133 dpi, some 150 kB."""


def write_documents(index: Index, run: Run, folder: Path, places: Places, *, shown: bool) -> None:
    """Write the list and the documents that have a page."""
    listed = [index.listed(name) for name in places.documents]
    write(
        pages_of(places, "../.."), "export_documents.html.j2", folder / "documents.html", run=run, listed=listed,
        places=places, index=index, number=index.documents("", False, 0, 0)[0],
    )  # fmt: skip
    pages = pages_of(places.below(), "../../..")
    names = [each.name for each in listed]
    wrong = [each.name for each in listed if each.errors]
    for each in listed:
        path = folder / places.documents[each.name]
        boxes = boxes_of(index.of_document(each.name), "")
        paper = index.paper_mm(each.template) if each.template in index.templates else (210.0, 297.0)
        sheets = [
            _with_picture(index, each.name, sheet, path, paper) if shown else replace(sheet, picture=None)
            for sheet in sheets_of(index.pages(each.name), boxes)
        ]
        write(
            pages, "export_document.html.j2", path, run=run, document=each.name, sheets=sheets, boxes=boxes,
            paper=paper, title=index.templates.get(each.template, each.template), shown=shown, case_words=case_words,
            conditions=index.conditions_of(each.name), ways=_ways(places, each.name, names, wrong),
        )  # fmt: skip


def _with_picture(index: Index, document: str, sheet: Sheet, path: Path, paper: tuple[float, float]) -> Sheet:
    content = picture_of(sheet.page, index.hidden_boxes(document, sheet.page.number), paper, WIDEST)
    if content is None:
        return replace(sheet, picture=None)
    name = f"{path.stem}-{sheet.page.number}.jpg"
    write_bytes(path.with_name(name), content)
    return replace(sheet, picture=name)


def _ways(places: Places, document: str, names: list[str], wrong: list[str]) -> Ways:
    here = names.index(document)
    before, behind = names[:here], names[here + 1 :]
    among = set(wrong)

    def to(found: list[str], place: int, at: str = "") -> str | None:
        return Path(places.documents[found[place]]).name + at if found else None

    return Ways(
        to(before, -1),
        to(behind, 0),
        to([name for name in before if name in among], -1, "#last"),
        to([name for name in behind if name in among], 0, "#first"),
    )
