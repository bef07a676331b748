"""What a study measured as tables: ``timings.csv``, which an evaluation reads, and ``events.csv``, the raw events."""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from dashboards.web.station import entries, turns
from dashboards.web.station.clocking import clocked_items, events_of
from dashboards.web.station.entries import Entry
from dashboards.web.studies import edited_minutes
from dashboards.web.studies.lookup import DIFFERENCES, MEETINGS, Assignment, Study, assignments_of
from evaluators.frames import TIMINGS
from evaluators.mark_types import MARK_TYPES
from evaluators.timing.design import SECOND
from evaluators.timing.frames import EVENTS
from evaluators.timing.rows import timing_rows
from pipelines import scoring
from pipelines.batches.examine import load_forms
from pipelines.batches.examine_meetings import load_meetings
from pipelines.batches.forms import FormsBatch
from pipelines.errors import KoukaError
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.fields import READ, value_of
from pipelines.settings import results_folder
from pipelines.tables import Row, Table, write_table

READABLE = scoring.TEXT_TYPES | MARK_TYPES


def write(connection: Connection, study: Study, folder: Path) -> list[Path]:
    """Write both tables into a folder.

    Returns:
        Their paths.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "timings.csv", folder / "events.csv"]
    write_table(paths[0], records(timings(connection, study)), TIMINGS)
    write_table(paths[1], records(events_of(connection, study)), EVENTS)
    return paths


def timings(connection: Connection, study: Study) -> pd.DataFrame:
    """A row for every item that was submitted, practice left out: ``frames.TIMINGS``.

    Of two people's work each has a row. That of the second takes in the time of deciding where they differ, and has the
    errors that are left; it is there once all is decided.
    """
    submitted = [each for each in assignments_of(connection, study) if each.submitted and not each.practice]
    decided = {each.id: entries.decision_on(connection, each) for each in submitted if each.part == SECOND}
    done = [each for each in submitted if each.part != DIFFERENCES and _is_whole(decided.get(each.id))]
    items = clocked_items(connection, study)
    items["assignment"] = items["assignment"].replace({later.id: id for id, later in decided.items() if later})
    items = items.groupby("assignment", as_index=False).agg(_TOGETHER)
    left = errors_left(connection, study, done)
    work = pd.DataFrame(
        [(each.id, each.item, each.arm, each.pseudonym, each.position, left.get(each.id)) for each in done],
        columns=["assignment", "item", "method", "worker", "sequence", "errors_left"],
    ).astype({"errors_left": "Int64"})
    rows = timing_rows(items[items["assignment"].isin(work["assignment"])], work)
    return rows.sort_values(["worker", "sequence"], ignore_index=True)


_TOGETHER = {"active_s": "sum", "idle_s": "sum", "keystrokes": "sum", "opened_ms": "min"}
"""How the times of a typing and of a decision on it become one."""


def _is_whole(decision: Assignment | None) -> bool:
    return decision is None or decision.submitted is not None


def errors_left(connection: Connection, study: Study, done: Sequence[Assignment]) -> dict[int, int]:
    """By assignment, how many fields of its item are wrong in the end, or characters of minutes, by our own scoring.

    An assignment whose item is settled by a later one is left out, and so is an item without truth; where the batch is
    no longer there, all are.
    """
    if study.kind == MEETINGS:
        return _errors_in_minutes(connection, study, done)
    ended = [(each, entry) for each in done if (entry := entries.settled(connection, each)) is not None]
    batch = _batch(study, {each.item for each, _entry in ended}) if ended else None
    if batch is None:
        return {}
    readings = [row for each, entry in ended for row in _readings(batch, each, entry)]
    scored = scoring.scored_beside(batch, readings, dict.fromkeys({each.arm for each, _entry in ended}, READABLE))
    wrong = scored["right_typed"].eq(0).groupby([scored["document"], scored["engine"]]).sum().to_dict()
    return {each.id: int(wrong[each.item, each.arm]) for each, _entry in ended if (each.item, each.arm) in wrong}


def _errors_in_minutes(connection: Connection, study: Study, done: Sequence[Assignment]) -> dict[int, int]:
    try:
        batch = load_meetings(results_folder().parent / study.batch)
    except KoukaError:
        return {}
    found = {}
    for each in done:
        item = turns.meeting_of(connection, each)
        errors = edited_minutes.errors_left(batch, item, turns.minutes(connection, each, item))
        if errors is not None:
            found[each.id] = errors
    return found


def _batch(study: Study, items: Set[str]) -> FormsBatch | None:
    """The batch with the truth of these documents alone: a study is small, a batch may not be."""
    with suppress(KoukaError):
        batch = load_forms(results_folder().parent / study.batch)
        return replace(
            batch,
            document_rows=tuple(row for row in batch.document_rows if row["document"] in items),
            truth=_of(batch.truth, items),
            values=_of(batch.values, items),
        )
    return None


def _of(tables: Mapping[str, Table], items: Set[str]) -> dict[str, Table]:
    return {id: replace(table, rows=[row for row in table.rows if row["document"] in items])
            for id, table in tables.items()}  # fmt: skip


def _readings(batch: FormsBatch, assignment: Assignment, entry: dict[str, Entry]) -> list[Row]:
    """What a person entered, as if an engine of the arm's name had read it."""
    rows = []
    for id, found in entry.items():
        field = batch.field_of({"document": assignment.item, "field": id})
        if field is None or field.type in HIDDEN_TYPES:
            continue
        text = "" if found.outcome == "unreadable" else found.text
        value, error = value_of(field, text)
        rows.append(
            {"document": assignment.item, "field": id, "engine": assignment.arm, "status": READ, "text": text,
             "value": value, "error": error, "confidence": ""}
        )  # fmt: skip
    return rows


def records(frame: pd.DataFrame) -> list[dict]:
    """Rows with blanks where nothing is known."""
    known = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in known.to_dict("records")]
