"""What a study measured as files: times, which an evaluation reads, the raw events, and what the events belong to."""

from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from dashboards.web.station.clocking import events_of
from dashboards.web.station.lookup import Study
from dashboards.web.studies.timings import measured_times, record_of
from evaluators.timing.frames import EVENTS, TIMINGS
from pipelines import atomic
from pipelines.measured_studies import EVENTS_FILE, STUDY, TIMES, folder_of
from pipelines.runs import store
from pipelines.tables import write_table


def place_of(study: Study) -> Path:
    """Where an exported study counts in the results of its run.

    Raises:
        KoukaError: the run is gone.
    """
    return folder_of(store.find(study.run), study.name)


def write(connection: Connection, study: Study, folder: Path) -> list[Path]:
    """Write them into a folder.

    Returns:
        Their paths.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in (TIMES, EVENTS_FILE, STUDY)]
    write_table(paths[0], records(measured_times(connection, study)), TIMINGS)
    write_table(paths[1], records(events_of(connection, study)), EVENTS)
    atomic.write_text(paths[2], record_of(connection, study).model_dump_json(by_alias=True, indent=1) + "\n")
    return paths


def records(frame: pd.DataFrame) -> list[dict]:
    """Rows with blanks where nothing is known."""
    known = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in known.to_dict("records")]
