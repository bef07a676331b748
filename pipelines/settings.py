"""What a run can be told, and where things are kept."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Settings that readings depend on; they are part of the run's digest and stand in run.json."""

    dpi: int = 300
    """Pages are rasterised and registered at this resolution."""

    def record(self) -> dict[str, int | float | str]:
        """For run.json."""
        return asdict(self)


DEFAULTS = Settings()
CHUNK_DOCUMENTS = 20
"""Documents a task. Nothing that is read depends on it."""


def results_folder() -> Path:
    """Where runs are written: ``results`` in the present folder, or what KOUKA_RESULTS says."""
    return Path(os.environ.get("KOUKA_RESULTS", "results")).absolute()


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))
