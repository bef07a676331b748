"""The flow that writes down the meetings of a batch and scores what was written.

Tasks are stretches of recordings. They are given the run's directory and numbers; what was said goes from file to file
and never through Prefect.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prefect import flow, task
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from dashboards.language import _
from pipelines import isolation
from pipelines.audio import Plan
from pipelines.batches.examine_meetings import load_meetings
from pipelines.flows.artifacts import ProgressArtifact, publish
from pipelines.flows.discretion import discreet
from pipelines.flows.ending import end, since
from pipelines.flows.leaving import staying, working
from pipelines.flows.noting import note_run
from pipelines.imports import product_of
from pipelines.meetings import jobs, scoring, steps
from pipelines.meetings.beginning import begin_meetings
from pipelines.meetings.collecting import collect
from pipelines.meetings.engines import defaults
from pipelines.meetings.getting_ready import FULLY_USED
from pipelines.meetings.jobs import Place, places
from pipelines.progress import Progress
from pipelines.runs import store


@task(name="plan-recording", task_run_name="plan-recording-{recording}")
def plan_recording(folder: str, recording: int) -> None:
    """Find where somebody speaks in a recording."""
    with working():
        steps.plan_recording(Path(folder), recording)


@task(name="hear-stretch", task_run_name="hear-stretch-{recording}-{track}-{part}-{engine}")
def hear_stretch(folder: str, recording: int, track: int, part: int, engine: str) -> None:
    """Write down one stretch."""
    with working():
        steps.hear_part(Path(folder), Place(recording, track), part, engine)


@task(name="tell-speakers", task_run_name="tell-speakers-{recording}-{track}")
def tell_speakers(folder: str, recording: int, track: int) -> None:
    """Tell the speakers of a track apart."""
    with working():
        steps.tell_speakers(Path(folder), Place(recording, track))


@task(name="score-meetings", task_run_name="score")
def score(folder: str, shown: bool = True) -> None:
    """Measure what was written down against the truth, and write the page."""
    with discreet():
        scoring.score(store.load(Path(folder)), shown)


@flow(name="meetings", task_runner=ThreadPoolTaskRunner(max_workers=FULLY_USED))  # type: ignore[arg-type]
def meetings(batch: str, campaign: str = "default", engines: Sequence[str] = (), shown: bool = True) -> str:
    """Write down a batch of meetings with each engine and score it.

    Args:
        batch: directory of the batch.
        campaign: name of the campaign that the run belongs to.
        engines: names of recognisers and imports; without any, the default model and every import.
        shown: whether the page shows what was said.

    Returns:
        The run's directory.
    """
    with discreet():
        note_run(batch, campaign, engines, shown)
        found = load_meetings(Path(batch).absolute())
        run = begin_meetings(found, campaign, engines or defaults(found))
        with store.held(run):
            began = time.monotonic()
            with isolation.workers(FULLY_USED), staying():
                _hear(run.folder)
            counts, seconds = collect(run.folder)
            end(run, counts, {"read": since(began)} | seconds, partial(score, str(run.folder), shown))
        publish(run)
    return str(run.folder)


@dataclass(frozen=True)
class _Piece:
    """A task that was submitted, and how many minutes of sound are done with it."""

    future: PrefectFuture[None]
    minutes: float
    fresh: bool


def _hear(folder: Path) -> None:
    """Every step up to the tables."""
    steps.opened.cache_clear()  # a run that goes on in the same process may find its batch elsewhere
    run, batch = steps.opened(folder)
    listeners = [record.name for record in run.file.engines if not product_of(record.name)]
    if not listeners:
        return
    for future in [plan_recording.submit(str(folder), number) for number in range(len(batch.recordings))]:
        future.result()
    planned = [(place, plan) for place, _r, _t in places(batch) if (plan := steps.plan_of(folder, place)) is not None]
    _wait(list(_submitted(folder, listeners, planned)))
    told = [
        tell_speakers.submit(str(folder), place.recording, place.track)
        for place, _plan in planned
        if len(batch.recordings[place.recording].tracks) == 1 and not jobs.at(batch, place)[1].speaker
    ]
    for future in told:
        future.result()


def _submitted(folder: Path, listeners: Sequence[str], planned: Sequence[tuple[Place, Plan]]) -> Iterator[_Piece]:
    for engine in listeners:
        for place, plan in planned:
            for number, part in enumerate(plan.parts):
                fresh = not steps.is_heard(folder, place, number, plan, engine)
                future = hear_stretch.submit(str(folder), place.recording, place.track, number, engine)
                yield _Piece(future, (part.end - part.start) / 60, fresh)


def _wait(pieces: Sequence[_Piece]) -> None:
    """Say how far it is while stretches are done, in their order."""
    total, fresh = sum(piece.minutes for piece in pieces), sum(piece.minutes for piece in pieces if piece.fresh)
    done = fresh_done = 0.0
    with (
        Progress(total, fresh, amount=_minutes) as progress,
        ProgressArtifact(total, _("Minutes of sound written down, of {n}", n=round(total, 1))) as artifact,
    ):
        for piece in pieces:
            progress.show(done, fresh_done, [_("the recogniser")])
            piece.future.result()
            done += piece.minutes
            fresh_done += piece.minutes if piece.fresh else 0
            artifact.show(done)
        progress.end(done)


def _minutes(done: float, total: float) -> str:
    return _("{done} of {total} minutes of sound", done=round(done, 1), total=round(total, 1))
