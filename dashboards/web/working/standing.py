"""How far a run is, counted in the files that it leaves: nobody else has to be asked, and nothing has to be told."""

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from dashboards.language import _
from dashboards.web.working.process import is_locked, running_job
from pipelines.errors import KoukaError
from pipelines.progress import CALM_SECONDS, duration
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


@dataclass(frozen=True)
class Standing:
    """Of the run that is going on."""

    state: State
    title: str
    run: str | None = None
    """``campaign/run-id``, once it has one."""
    done: int = 0
    total: int | None = None
    """Documents, or recordings' stretches and tracks; None where that is not known yet."""
    seconds_left: float | None = None
    ours: bool = True
    """Whether it was started here, so that it can be stopped here."""

    @property
    def words(self) -> str:
        """For the person who waits."""
        if self.state is State.STARTING:
            return _("Starting: this takes up to a minute …")
        if self.state is State.MEASURING:
            return _("Everything is read. It is being measured …")
        if self.total is None:
            return _("Reading …")
        if self.seconds_left is None:
            return _("{done} of {total}", done=self.done, total=self.total)
        left = duration(math.ceil(self.seconds_left / CALM_SECONDS) * CALM_SECONDS)
        return _("{done} of {total}, about {time} left", done=self.done, total=self.total, time=left)


def standing() -> Standing | None:
    """How the run that is going on stands; None if none is."""
    job = running_job()
    run = next(_worked_on(), None)
    if run is None:
        return None if job is None else Standing(State.STARTING, job.title)
    title, ours = run.file.batch.title, job is not None
    if run.file.counts:
        return Standing(State.MEASURING, title, run.name, ours=ours)
    done, total, share = _progress(run)
    return Standing(State.READING, title, run.name, done, total, _left(run, share), ours)


def _worked_on() -> Iterator[Run]:
    """Runs that a process holds, whoever started it."""
    for lock in results_folder().glob("[!.]*/*/.lock"):
        if is_locked(lock):
            try:
                yield store.load(lock.parent)
            except KoukaError:
                continue


def _progress(run: Run) -> tuple[int, int | None, float]:
    """What is done, of how much, and which share of all steps."""
    names = [part.name for part in run.parts.glob("*")] if run.parts.is_dir() else []
    if run.file.kind == "forms":
        return _forms(names, _documents(run.folder), [record.name for record in run.file.engines])
    return _meetings(names, run)


def _forms(names: list[str], documents: int, engines: list[str]) -> tuple[int, int, float]:
    """Documents of chunks whose pages are placed and that each engine has read."""
    steps: dict[tuple[int, int], set[str]] = {}
    for found in filter(None, map(FORMS_PART.fullmatch, names)):
        what, number, size, engine = found.groups()
        steps.setdefault((int(number), int(size)), set()).add(engine or what)
    wanted = {PAGES, *engines}

    def holds(number: int, size: int) -> int:
        return max(0, min(size, documents - number * size))

    done = sum(holds(*chunk) for chunk, there in steps.items() if there >= wanted)
    worked = sum(holds(*chunk) * len(there & wanted) for chunk, there in steps.items())
    return min(done, documents), documents, worked / (documents * len(wanted)) if documents else 0.0


def _meetings(names: list[str], run: Run) -> tuple[int, int | None, float]:
    """Stretches that were heard and tracks whose speakers were told apart; of how many, once all tracks are divided."""
    from pipelines.meetings import entries

    places = _tracks(run.folder)
    plans = [run.parts / name for name in names if name.startswith("plan-")]
    done = sum(name.startswith(("heard-", "turns-")) for name in names)
    if len(plans) < places:
        return done, None, 0.0
    planned = [entry.plan for path in plans if (entry := entries.load(path, entries.Planned)) and entry.plan]
    total = sum(len(plan.parts) * len(run.file.engines) + 1 for plan in planned)
    return min(done, total), total, done / total if total else 0.0


@lru_cache(maxsize=4)
def _documents(run: Path) -> int:
    return len(store.batch_of(store.load(run)).documents)


@lru_cache(maxsize=4)
def _tracks(run: Path) -> int:
    return sum(len(recording.tracks) for recording in store.meetings_of(store.load(run)).recordings)


def _left(run: Run, share: float) -> float | None:
    """Seconds that are left, if it goes on as it has since this process took the run."""
    began = (run.folder / ".lock").stat().st_mtime
    kept = [part.stat().st_mtime for part in run.parts.glob("*")] if run.parts.is_dir() else []
    before = sum(at < began for at in kept) / len(kept) * share if kept else 0.0
    if share <= before or share >= 1:
        return None
    return (time.time() - began) / (share - before) * (1 - share)
