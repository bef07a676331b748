"""``kouka`` with a stopwatch at each stage: ``timed_run.py FILE ARGUMENTS OF KOUKA``.

Appends lines to FILE: the stage, its seconds, and the seconds that processors worked for it. The stages are timed where
the work is done, in the workers: they are fresh interpreters, which import this program again, and find their functions
wrapped as here.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from surroundings import DOCUMENTS, FIELDS, LOAD, RASTERISE, RECOGNISE

from pipelines import engines
from pipelines.forms import fields, pages

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


# Before anything takes these names for its own.
pages.read_page = timed(RASTERISE, pages.read_page)
pages.register_documents = timed(DOCUMENTS, pages.register_documents)
fields.read_documents = timed(FIELDS, fields.read_documents)
fields.recognise = timed(RECOGNISE, fields.recognise)
engines.engine = timed(LOAD, engines.engine)


if __name__ == "__main__":
    from pipelines.commands import main

    os.environ[FILE] = sys.argv.pop(1)
    sys.exit(main())
