"""What ``kouka compare`` leaves behind of forms: a page, comparison.json and cells.csv."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from dashboards.pages.comparison import ComparedRun, ComparisonPage, render_comparison
from evaluators.comparison import CELL_COLUMNS, tables
from evaluators.contrasts import Contrast
from pipelines import atomic
from pipelines.comparing import Compared
from pipelines.contracts.comparison import (
    CellRecord,
    ComparisonFile,
    ContrastRecord,
    McNemarRecord,
    PairRecord,
    TableRecord,
)
from pipelines.runs.store import Run
from pipelines.tables import to_csv

PAGE, RECORD, CELLS = "index.html", "comparison.json", "cells.csv"
COLUMNS = ["first", "second", *CELL_COLUMNS]


def write(found: Compared, folder: Path, shown: bool = True) -> Path:
    """Write the three files into a folder, which is made; the path of the page.

    Args:
        found: the comparison.
        folder: where to.
        shown: False leaves out what stands in fields, and cells.csv with it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if shown:
        atomic.write_bytes(folder / CELLS, to_csv(_cells(found), COLUMNS).encode("utf-8-sig"))
    else:
        (folder / CELLS).unlink(missing_ok=True)
    atomic.write_text(folder / RECORD, as_json(found, shown))
    atomic.write_text(folder / PAGE, render_comparison(_page(found, shown)))
    return folder / PAGE


def as_json(found: Compared, shown: bool = True) -> str:
    """comparison.json, in ASCII, so that nothing of what engines read can steer a terminal."""
    record = ComparisonFile(
        runs=tuple(run.name for run in found.runs),
        pairs=tuple(_pairs(found, shown)),
        tables=tuple(
            TableRecord(metric=metric, by=by, rows=tuple(contrast_record(contrast) for _comparison, contrast in rows))
            for (metric, by), rows in tables(found.comparisons).items()
        ),
    )
    return json.dumps(record.model_dump(mode="json", by_alias=True), indent=1) + "\n"


def contrast_record(contrast: Contrast) -> ContrastRecord:
    """A row of a table as comparison.json has it."""
    return ContrastRecord(
        difference=contrast.difference,
        first=contrast.first,
        second=contrast.second,
        p=contrast.permutation.p,
        exact=contrast.permutation.exact,
        p_holm=contrast.p_holm,
        mcnemar=McNemarRecord(**asdict(contrast.mcnemar)) if contrast.mcnemar else None,
        smallest=contrast.smallest,
    )


def _pairs(found: Compared, shown: bool) -> Iterator[PairRecord]:
    for each in found.comparisons:
        rows = found.cells[each.first, each.second][list(CellRecord.model_fields)].to_dict("records")
        yield PairRecord(
            first=each.first,
            second=each.second,
            counts={str(outcome): count for outcome, count in each.counts.items()},
            cells=tuple(CellRecord.model_validate(row) for row in rows) if shown else None,
        )


def _cells(found: Compared) -> Iterator[dict[str, object]]:
    for (first, second), rows in found.cells.items():
        for row in rows.to_dict("records"):
            yield {"first": first, "second": second} | {str(name): cell for name, cell in row.items()}


def compared_run(run: Run) -> ComparedRun:
    """A run as the page names it."""
    return ComparedRun(
        name=run.name,
        title=run.file.batch.title,
        started=run.file.started,
        engines={record.name: record.version for record in run.file.engines},
        digest=run.file.batch.digest,
    )


def _page(found: Compared, shown: bool) -> ComparisonPage:
    cells = {names: rows.to_dict("records") for names, rows in found.cells.items()} if shown else {}
    return ComparisonPage(
        runs=tuple(compared_run(run) for run in found.runs),
        origin=found.origin,
        comparisons=found.comparisons,
        cells=cells,  # type: ignore[arg-type]
        labels=found.labels,
        templates=found.templates,
        left_out=not shown,
    )
