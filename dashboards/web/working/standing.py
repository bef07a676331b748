"""How far a run is, counted in the files that it leaves: nobody else has to be asked, and nothing has to be told."""

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from dashboards.language import _
from dashboards.web.working.process import Job, is_locked, running_job
from pipelines.errors import KoukaError
from pipelines.imports import product_of
from pipelines.meetings import entries, steps
from pipelines.meetings.jobs import Place, places
from pipelines.progress import CALM_SECONDS, documents, duration
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.settings import results_folder

FORMS_PART = re.compile(r"(pages|readings)-(\d+)x(\d+)(?:-(.+))?\.csv")
PAGES = "pages"


class State(StrEnum):
    """What a run is doing."""

    STARTING = "starting"
    READING = "reading"
    MEASURING = "measuring"
    ENDING = "ending"


@dataclass(frozen=True)
class Standing:
    """Of the run that is going on."""

    state: State
    title: str
    run: str | None = None
    """``campaign/run-id``, once it has one."""
    done: float = 0
    total: float | None = None
    """Documents, or minutes of sound; None where that is not known yet."""
    seconds_left: float | None = None
    minutes: bool = False
    """Whether it is minutes of sound that are counted."""
    ours: bool = True
    """Whether it was started here, so that it can be stopped here."""

    @property
    def words(self) -> str:
        """For the person who waits."""
        if self.state is State.STARTING:
            return _("Starting: this takes up to a minute …")
        if self.state is State.ENDING:
            return _("Coming to an end …")
        if self.state is State.MEASURING:
            return _("Everything is read. It is being measured …")
        if self.total is None:
            return _("Reading …")
        if self.minutes:
            amount = _("{done} of {total} minutes of sound", done=round(self.done, 1), total=round(self.total, 1))
        else:
            amount = documents(self.done, self.total)
        if self.seconds_left is None:
            return amount
        left = duration(math.ceil(self.seconds_left / CALM_SECONDS) * CALM_SECONDS)
        return _("{amount}, about {time} left", amount=amount, time=left)


def standing() -> Standing | None:
    """How the run that is going on stands; None if none is."""
    job = running_job()
    run = next(_worked_on(), None)
    if run is None:
        return None if job is None else Standing(_without_run(job), job.title)
    title, ours = run.file.batch.title, job is not None
    if run.file.counts:
        return Standing(State.MEASURING, title, run.name, ours=ours)
    done, total, share = _progress(run)
    minutes = run.file.kind == "meetings"
    return Standing(State.READING, title, run.name, done, total, _left(run, share), minutes, ours)


def _without_run(job: Job) -> State:
    """What is being done by a command that holds no run: it has not come to it yet, or it has, and is ending."""
    records = (results_folder() / job.campaign).glob("*/run.json")
    begun = datetime.fromisoformat(job.begun).timestamp()
    return State.ENDING if any(record.stat().st_mtime >= begun for record in records) else State.STARTING


def _worked_on() -> Iterator[Run]:
    """Runs that a process holds, whoever started it."""
    for lock in results_folder().glob("[!.]*/*/.lock"):
        if is_locked(lock):
            try:
                yield store.load(lock.parent)
            except KoukaError:
                continue


def _progress(run: Run) -> tuple[float, float | None, float]:
    """What is done, of how much, and which share of all steps."""
    names = [part.name for part in run.parts.glob("*")] if run.parts.is_dir() else []
    if run.file.kind == "forms":
        return _forms(names, _documents(run.folder), [record.name for record in run.file.engines])
    return _meetings(names, run)


def _forms(names: list[str], number: int, engines: list[str]) -> tuple[int, int, float]:
    """Documents of chunks whose pages are placed and that each engine has read."""
    there: dict[tuple[int, int], set[str]] = {}
    for found in filter(None, map(FORMS_PART.fullmatch, names)):
        what, chunk, size, engine = found.groups()
        there.setdefault((int(chunk), int(size)), set()).add(engine or what)
    wanted = {PAGES, *engines}

    def holds(chunk: int, size: int) -> int:
        return max(0, min(size, number - chunk * size))

    done = sum(holds(*chunk) for chunk, ended in there.items() if ended >= wanted)
    worked = sum(holds(*chunk) * len(ended & wanted) for chunk, ended in there.items())
    return min(done, number), number, worked / (number * len(wanted)) if number else 0.0


def _meetings(names: list[str], run: Run) -> tuple[float, float | None, float]:
    """Minutes of sound that each engine has heard; of how many, once all tracks are divided."""
    plans = {place: entries.load(steps.part_file(run, "plan", place), entries.Planned) for place in _places(run.folder)}
    if None in plans.values():
        return 0.0, None, 0.0
    listeners = [record.name for record in run.file.engines if not product_of(record.name)]
    there, done, total = {*names}, 0.0, 0.0
    for place, planned in plans.items():
        for number, part in enumerate(planned.plan.parts if planned and planned.plan else ()):
            minutes = (part.end - part.start) / 60
            heard = [steps.part_file(run, "heard", place, number, engine).name in there for engine in listeners]
            total += minutes * len(heard)
            done += minutes * sum(heard)
    return done, total, done / total if total else 0.0


@lru_cache(maxsize=4)
def _documents(run: Path) -> int:
    return len(store.batch_of(store.load(run)).documents)


@lru_cache(maxsize=4)
def _places(run: Path) -> list[Place]:
    return [place for place, _recording, _track in places(store.meetings_of(store.load(run)))]


def _left(run: Run, share: float) -> float | None:
    """Seconds that are left, if it goes on as it has since this process took the run."""
    began = (run.folder / ".lock").stat().st_mtime
    kept = [part.stat().st_mtime for part in run.parts.glob("*")] if run.parts.is_dir() else []
    before = sum(at < began for at in kept) / len(kept) * share if kept else 0.0
    if share <= before or share >= 1:
        return None
    return (time.time() - began) / (share - before) * (1 - share)
