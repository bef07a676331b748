"""Making the index of a run: every field that was read or should have been, beside what is true."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pandas as pd

from dashboards.web.index.schema import ERRORS, INDEXES, OUTCOMES, TABLES, Outcome
from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.fields import ANSWERED
from evaluators.frames import READINGS
from pipelines import atomic
from pipelines.batches.forms import FormsBatch
from pipelines.field_types import HIDDEN_TYPES
from pipelines.runs.changes import check_finished, refuse_changed
from pipelines.runs.store import Run, batch_of
from pipelines.scored import TEXT_TYPES, engines_of, frame_of, judged_beside, parsed
from pipelines.tables import read_table

_KEY = ["document", "field", "engine"]


def build(run: Run, path: Path) -> None:
    """Write the index of a run over forms, whole or not at all.

    Raises:
        KoukaError: the run is not finished, the batch is no longer there, or lists other documents than were read.
    """
    check_finished(run)
    batch = batch_of(run)
    if batch.documents_digest() != run.file.documents:
        refuse_changed(run, batch.path, ["documents.csv"])
    cells, engines = _cells(run, batch)
    with atomic.replacing(path) as temporary, closing(sqlite3.connect(temporary)) as index:
        index.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        _write(index, run, batch, cells, engines)
        index.executescript(INDEXES)
        index.commit()


def _cells(run: Run, batch: FormsBatch) -> tuple[pd.DataFrame, list[str]]:
    """Scored fields and what was read without truth, in the order of documents, fields and engines."""
    rows = parsed(batch, read_table(run.folder / "readings.csv").rows)
    types = engines_of(run, batch, rows)
    if any(row["engine"] == CONSENSUS_ENGINE for row in rows):
        types |= {CONSENSUS_ENGINE: TEXT_TYPES}
    readings = frame_of(rows, READINGS.names)
    del rows  # of a large run some hundred megabytes
    scored = judged_beside(batch, readings, types)
    read = readings.drop(columns=["normalised"]).rename(columns={"error": "code", "status": "read_status"})
    compared = scored[[*_KEY, "status", "truth", "expected", "right_nfkc", "right_typed"]]
    cells = read.merge(compared, on=_KEY, how="outer")
    places = _places(batch)
    cells["place"] = pd.Series(zip(cells["document"], cells["field"], strict=True), index=cells.index).map(places)
    cells = cells[cells["place"].notna()]  # a field that a template has no more
    order = {name: number for number, name in enumerate(types)}
    cells["_engine"] = cells["engine"].map(order)
    cells = cells[cells["_engine"].notna()].sort_values(["place", "_engine"], ignore_index=True)
    return _concealed(cells, _hidden(batch)), list(types)


def _hidden(batch: FormsBatch) -> list[bool]:
    """Of each field by its number, whether nobody is to see what stands in it."""
    return [field.type in HIDDEN_TYPES for template in batch.templates.values() for field in template.fields]


def _concealed(cells: pd.DataFrame, hidden: Sequence[bool]) -> pd.DataFrame:
    """Without individual numbers, which some batches may read by law and no page has to show."""
    theirs = cells["place"].map(lambda place: hidden[place[1]]).astype(bool)
    cells.loc[theirs, ["text", "value", "candidates"]] = ""
    cells.loc[theirs, ["truth", "expected"]] = None
    return cells


def _places(batch: FormsBatch) -> dict[tuple[str, str], tuple[int, int]]:
    """By document and field their numbers."""
    numbers = _field_numbers(batch)
    return {
        (document.name, field.id): (at, numbers[document.template, field.id])
        for at, document in enumerate(batch.documents)
        if document.template in batch.templates
        for field in batch.templates[document.template].fields
    }


def _field_numbers(batch: FormsBatch) -> dict[tuple[str, str], int]:
    fields = [(id, field.id) for id, template in batch.templates.items() for field in template.fields]
    return {place: number for number, place in enumerate(fields)}


def _write(index: sqlite3.Connection, run: Run, batch: FormsBatch, cells: pd.DataFrame, engines: list[str]) -> None:
    def put(table: str, rows: Iterable[tuple]) -> None:
        rows = iter(rows)
        first = next(rows, None)
        if first is not None:
            marks = ", ".join("?" * len(first))
            index.execute(f"INSERT INTO {table} VALUES ({marks})", first)
            index.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    numbers = {document.name: number for number, document in enumerate(batch.documents)}
    put("documents", ((at, each.name, each.template, 0) for at, each in enumerate(batch.documents)))
    put("conditions", set(_conditions(batch, numbers)))
    put("pages", _pages(run, numbers))
    put("templates", ((id, each.title, *each.paper_mm) for id, each in batch.templates.items()))
    put("fields", _fields(batch))
    put("engines", enumerate(engines))
    put("boxes", _boxes(batch, cells))
    put("cells", _narrow(cells, _hidden(batch)))
    put("texts", _texts(cells))
    wrong = ", ".join(str(OUTCOMES.index(each)) for each in ERRORS)
    readers = ", ".join(str(code) for code, name in enumerate(engines) if name != CONSENSUS_ENGINE)
    index.execute(
        "UPDATE documents SET errors = found.errors FROM (SELECT document, count(*) AS errors FROM cells "
        f"WHERE outcome IN ({wrong}) AND engine IN ({readers}) GROUP BY document) AS found WHERE id = found.document"
    )


def _conditions(batch: FormsBatch, numbers: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    for row in batch.document_rows:
        for name, value in row.items():
            if name.startswith("cond_") and value and row["document"] in numbers:
                yield name, value, numbers[row["document"]]


def _pages(run: Run, numbers: Mapping[str, int]) -> Iterator[tuple]:
    for row in read_table(run.folder / "pages.csv").rows:
        if row["document"] in numbers:
            yield numbers[row["document"]], int(row["page"]), row["status"], row["reason"], row["image"]


def _fields(batch: FormsBatch) -> Iterator[tuple]:
    places = ((id, field) for id, template in batch.templates.items() for field in template.fields)
    for number, (id, field) in enumerate(places):
        options = {option.id: option.label for option in field.options}
        yield number, id, field.id, field.label, field.type, json.dumps(options, ensure_ascii=False)


def _boxes(batch: FormsBatch, cells: pd.DataFrame) -> Iterator[tuple]:
    """Where each field is, and what is true of it; where no engine has a row, the box is that of the template."""
    fields = {(id, field.id): field for id, template in batch.templates.items() for field in template.fields}
    kinds = {document.name: document.template for document in batch.documents}
    # Rows with truth first; all rows of a field have the same box.
    known = cells.iloc[cells["truth"].isna().argsort(kind="stable")].drop_duplicates("place")
    columns = ["place", "document", "field", "page", "x", "y", "w", "h", "truth", "expected"]
    for place, document, name, page, x, y, w, h, truth, expected in _rows(known, columns):
        field = fields[kinds[document], name]
        box = field.box_mm if x is None else tuple(float(edge) for edge in (x, y, w, h))
        yield (*place, field.page if page is None else int(page), *box, truth, expected)


def _narrow(cells: pd.DataFrame, hidden: Sequence[bool]) -> Iterator[tuple]:
    codes = {outcome: code for code, outcome in enumerate(OUTCOMES)}
    columns = ["place", "_engine", "status", "read_status", "right_typed", "right_nfkc", "truth", "text", "confidence"]
    for number, row in enumerate(_rows(cells, columns)):
        place, engine, status, read_status, right, same, truth, text, confidence = row
        labelled = status is not None
        outcome = Outcome.HIDDEN if hidden[place[1]] else _outcome(status or read_status, labelled, right)
        sure = float(confidence) if confidence else None
        said = bool(text) and read_status in ANSWERED
        yield (number, *place, int(engine), codes[outcome], labelled, same == 1, bool(truth), said, sure)


def _outcome(status: str, labelled: bool, right: float | None) -> Outcome:
    if status not in ANSWERED:
        return Outcome(status)
    if not labelled:
        return Outcome.UNLABELLED
    return Outcome.RIGHT if right == 1 else Outcome.WRONG


def _texts(cells: pd.DataFrame) -> Iterator[tuple]:
    for number, row in enumerate(_rows(cells, ["text", "value", "code", "candidates"])):
        yield (number, *(text or "" for text in row))


def _rows(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple]:
    """The rows of some columns, with None where nothing is: as plain Python, several times as fast as from pandas."""
    plain = (table[name].astype(object).where(table[name].notna(), None).tolist() for name in columns)
    return zip(*plain, strict=True)
