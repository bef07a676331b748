"""Times that the review station measured, taken into the results of the run that people worked on.

A study that was exported lies below its campaign: ``studies/<name>/`` with timings.csv, the events that the clock saw
and what they belong to. A file proves no clock; so its times count as measured only where the events give the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from dashboards.language import _
from evaluators.grade import Source
from evaluators.timing.clock import Limits, clocked
from evaluators.timing.frames import EVENTS
from evaluators.timing.rows import submitted_rows
from pipelines.batches.timings import TIMINGS_FILES, Timed, read_timings
from pipelines.contracts.study import StudyFile
from pipelines.digests import file_digest
from pipelines.errors import KoukaError, Place
from pipelines.runs.store import Run
from pipelines.tables import problems_of, read_table
from pipelines.timings_frame import frame_of, timings_frame

FOLDER = "studies"
STUDY, EVENTS_FILE = "study.json", "events.csv"
TIMES = TIMINGS_FILES[0]
NAMED, COUNTED = ["item", "method", "worker", "sequence"], ["seconds", "idle_seconds", "keystrokes"]
"""By what a row is found again, and what the events have to give as well."""
TOLERANCE = 0.002
"""Seconds: they are written to the millisecond."""


@dataclass(frozen=True)
class MeasuredStudy:
    """An exported study of a run."""

    folder: Path
    file: StudyFile
    timings: pd.DataFrame
    """``timing.frames.TIMINGS``; of a row that the events do not give, the source is ``reported``."""

    @property
    def otherwise(self) -> int:
        """Rows that the events do not give, or that are gone: somebody has changed them, or the events."""
        return len(self.file.worked) - int((self.timings["source"] == Source.MEASURED.value).sum())

    def digests(self) -> dict[str, str]:
        """SHA-256 of its files, by path below the campaign."""
        home = self.folder.parent.parent
        files = [self.folder / name for name in (STUDY, TIMES, EVENTS_FILE)]
        return {file.relative_to(home).as_posix(): file_digest(file) for file in files}


def folder_of(run: Run, study: str) -> Path:
    """Where a study of a run is put to count in its results."""
    return run.folder.parent / FOLDER / study


def studies_of(run: Run, fields: Mapping[str, int]) -> Iterator[MeasuredStudy]:
    """The exported studies in which people worked on what this run has read or heard, by name.

    Args:
        run: the run.
        fields: of each document, how many can be wrong; of meetings none.

    Raises:
        KoukaError: files of one cannot be read.
    """
    for path in sorted((run.folder.parent / FOLDER).glob(f"*/{STUDY}")):
        file = _study_file(path)
        if file.run == run.name:
            yield MeasuredStudy(path.parent, file, _proved(path.parent, file, fields))


def study_in(folder: Path, fields: Mapping[str, int]) -> MeasuredStudy:
    """The exported study in a folder, of whatever run.

    Args:
        folder: with study.json.
        fields: as for :func:`studies_of`.

    Raises:
        KoukaError: its files cannot be read.
    """
    file = _study_file(folder / STUDY)
    return MeasuredStudy(folder, file, _proved(folder, file, fields))


def _study_file(path: Path) -> StudyFile:
    try:
        return StudyFile.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise KoukaError(_("The file cannot be read."), where=Place(path), todo=_todo(path.parent.name)) from None


def _todo(study: str) -> str:
    return _("Take the study out again: kouka study export {name}; or take its folder away.", name=study)


def _proved(folder: Path, file: StudyFile, fields: Mapping[str, int]) -> pd.DataFrame:
    items = {each.item: fields.get(each.item) for each in file.worked}
    rows, problems = read_timings(folder, Timed(file.kind, items, STUDY))
    if not rows and problems:
        raise KoukaError(problems[0].what, where=problems[0].where, todo=_todo(file.name))
    found = timings_frame(rows)
    given = computed(_events(folder / EVENTS_FILE, file), file)
    both = found[[*NAMED, *COUNTED]].merge(given[[*NAMED, *COUNTED]], on=NAMED, how="left", suffixes=("", "_given"))
    differ = both[COUNTED].astype(float) - both[[f"{name}_given" for name in COUNTED]].astype(float).to_numpy()
    # What the events do not know is missing here, and so no less than the tolerance.
    proved = (differ.abs() < TOLERANCE).all(axis=1).to_numpy()
    return found.assign(source=found["source"].mask(proved, Source.MEASURED.value))


def computed(events: pd.DataFrame, file: StudyFile) -> pd.DataFrame:
    """What the events give: ``timing.frames.TIMINGS`` with no errors left, since events do not know of them.

    Args:
        events: ``timing.frames.EVENTS``.
        file: what they belong to.
    """
    items = clocked(events, Limits(idle_s=file.idle_seconds)).items
    return submitted_rows(items, work_of(file).assign(errors_left=None))


def work_of(file: StudyFile) -> pd.DataFrame:
    """What its assignments are, as :func:`evaluators.timing.rows.submitted_rows` takes it, but for the errors left."""
    columns = ["assignment", "item", "method", "worker", "sequence", "decided_in"]
    return pd.DataFrame([each.model_dump() for each in file.worked], columns=columns)


def _events(path: Path, file: StudyFile) -> pd.DataFrame:
    try:
        table = read_table(path)
        problem = next(iter(problems_of(table, EVENTS)), None)
    except KoukaError as error:
        problem = error.problem
    if problem is not None:
        raise KoukaError(problem.what, where=problem.where, todo=_todo(file.name))
    return frame_of(table.rows, EVENTS)
