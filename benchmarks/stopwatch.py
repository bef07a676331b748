"""A stopwatch round functions of kouka, in every process of a run: each call appends a line to a file.

The line holds the stage, its seconds, and the seconds that processors worked for it. Workers are fresh interpreters,
which import the program that they were started by again, and find their functions wrapped as it has them.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
FILE = "BENCHMARK_STAGES"


def timed(stage: str, work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same, and a line in the file."""

    @wraps(work)
    def wrapped(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result:
        began, worked = time.perf_counter(), _worked()
        try:
            return work(*arguments, **options)
        finally:
            _note(stage, time.perf_counter() - began, _worked() - worked)

    return wrapped


def _worked() -> float:
    """Seconds that processors have worked for this process and the programs that it has waited for."""
    return sum(os.times()[:4])


def _note(stage: str, seconds: float, worked: float) -> None:
    file = os.open(os.environ[FILE], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, f"{stage} {seconds:.6f} {worked:.6f}\n".encode())
    os.close(file)


def noted(file: Path) -> Counter[str]:
    """Seconds by stage, and under ``<stage> worked`` what processors worked."""
    took: Counter[str] = Counter()
    for line in file.read_text().splitlines():
        stage, seconds, busy = line.split()
        took.update({stage: float(seconds), f"{stage} worked": float(busy)})
    return took
