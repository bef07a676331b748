"""The process that hears gets ready while Prefect is loaded: each takes a second or more."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import numpy as np

from pipelines import isolation
from pipelines.audio import RATE, Plan
from pipelines.batches.meetings import MeetingsBatch
from pipelines.imports import product_of
from pipelines.limits import LIMITS
from pipelines.meetings import entries, jobs
from pipelines.meetings.entries import Planned
from pipelines.meetings.jobs import Place
from pipelines.runs.store import Run

FULLY_USED = 1
"""Tasks at a time: a recogniser uses all cores by itself, and two models would need twice the memory."""
IMPORTED = ("pipelines.meetings.work", "pipelines.recognizers.faster_whisper")
"""By the process alone: who starts it has no use for them."""


@contextmanager
def getting_ready(run: Run, batch: MeetingsBatch) -> Iterator[None]:
    """Start the process in which the flow that is run in this block hears, unless all is heard already."""
    try:
        if not _is_heard(run, batch):
            isolation.start(FULLY_USED, get_ready, LIMITS.engine_start_seconds)
        yield
    finally:
        isolation.close()


def get_ready() -> None:
    """Import what takes its time, and look for speech in a second of silence, for which a network is loaded."""
    for module in IMPORTED:
        import_module(module)
    voice = import_module("pipelines.audio.voice")
    voice.speech(np.zeros(RATE, np.float32))


def _is_heard(run: Run, batch: MeetingsBatch) -> bool:
    """Whether another run, or this one before it was stopped, has heard every stretch with the same engines."""
    engines = [record.name for record in run.file.engines if not product_of(record.name)]
    if not engines:
        return True
    plans = {place: entries.load(jobs.plan_file(run, batch, place), Planned) for place, _r, _t in jobs.places(batch)}
    return all(
        found is not None and found.plan is not None and _is_kept(run, batch, place, found.plan, engine)
        for engine in engines
        for place, found in plans.items()
    )


def _is_kept(run: Run, batch: MeetingsBatch, place: Place, plan: Plan, engine: str) -> bool:
    return all(jobs.heard_file(run, batch, place, plan, number, engine).exists() for number in range(len(plan.parts)))
