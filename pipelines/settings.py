"""What a run can be told, and where things are kept."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError

MARKS_VERSION = "1"
"""Goes up whenever a decision on a check box or a choice may change."""


@dataclass(frozen=True)
class Settings:
    """Settings that readings depend on; they are part of the run's digest and stand in run.json."""

    dpi: int = 300
    """Pages are rasterised and registered at this resolution."""

    def record(self) -> dict[str, int | float | str]:
        """For run.json."""
        return asdict(self)


DEFAULTS = Settings()
DATABASE = "KOUKA_DATABASE"
"""The variable that names a database for the web app, such as ``postgresql+psycopg://kouka@localhost/kouka``."""
SQLITE = "kouka.sqlite"
"""Its file below the results, where none is named."""
ELSEWHERE = Path(".web", "elsewhere")
"""A file below the results that is there while the app keeps its database where the variable told it to."""
THREADS = "OMP_THREAD_LIMIT"
"""The variable by which OpenMP, and so tesseract and CTranslate2, are allowed so many threads."""
CHUNK = "KOUKA_CHUNK"
CHUNK_DOCUMENTS = range(3, 21)
"""A small batch is cut small enough for every core to have work until the end, and no smaller, since a task costs time
too. Of a large one no chunk is larger than this: it is what is done again after a stop, and halved after a crash."""
CHUNKS_A_CORE = 4


def results_folder() -> Path:
    """Where runs are written: ``results`` in the present folder, or what KOUKA_RESULTS says."""
    return Path(os.environ.get("KOUKA_RESULTS", "results")).absolute()


def has_database() -> bool:
    """Whether the web app keeps one: a database is named, which then has to be there, or its file is."""
    return bool(os.environ.get(DATABASE)) or any(
        os.path.isfile(results_folder() / name) for name in (SQLITE, ELSEWHERE)
    )


def chunk_documents(documents: int) -> int:
    """Documents a task, of so many in a batch; or what KOUKA_CHUNK says.

    Nothing that is read depends on it, so no digest holds it.

    Raises:
        KoukaError: KOUKA_CHUNK is no number above 0.
    """
    given = os.environ.get(CHUNK)
    if given is None:
        share = -(-documents // (CHUNKS_A_CORE * cores()))
        return min(max(share, CHUNK_DOCUMENTS[0]), CHUNK_DOCUMENTS[-1])
    if not (given.isascii() and given.isdecimal() and int(given) > 0):
        raise KoukaError(
            _("{name} is “{value}”, which is no number above 0.", name=CHUNK, value=given), code=ExitCode.USAGE
        )
    return int(given)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))
