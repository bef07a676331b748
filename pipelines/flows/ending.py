"""How a flow ends: what it has read is measured, and then it is said that the run is finished."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from pipelines.runs.store import Run


def since(began: float) -> float:
    """Seconds since a moment of the monotonic clock."""
    return round(time.monotonic() - began, 3)


def end(run: Run, counts: Mapping[str, int], seconds: Mapping[str, float], score: Callable[[], object]) -> None:
    """Record what was counted, measure the run, and record that it is finished.

    Args:
        run: what it has read is put together.
        counts: for run.json.
        seconds: for run.json, by stage.
        score: measures it and writes its page.
    """
    run = run.save(run.file.model_copy(update={"counts": dict(counts), "seconds": dict(seconds)}))
    began = time.monotonic()
    score()
    finished = datetime.now().astimezone().isoformat(timespec="seconds")
    measured = run.file.seconds | {"score": since(began)}
    # Last of all: whatever was stopped before this line is gone on with by the same command.
    run.save(run.file.model_copy(update={"finished": finished, "seconds": measured}))
    run.remove_parts()
