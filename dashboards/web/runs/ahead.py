"""What the newest runs will be asked for, prepared while nothing else is going on, so that nobody waits for it."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboards.web.prepared.waiting import NotYet, Preparations, path_of
from dashboards.web.runs.comparing import key_of_comparison
from dashboards.web.runs.indexes import key_of
from dashboards.web.runs.meetings import key_of_meeting
from dashboards.web.runs.policy import key_of_policy
from dashboards.web.runs.records import batch_folder, stamp
from dashboards.web.summaries import run_called, summaries
from dashboards.web.working.standing import standing
from pipelines.errors import KoukaError
from pipelines.runs.store import Run
from pipelines.tables import read_table

EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class _Wanted:
    """Something that a page of a run shows."""

    path: Path
    arguments: tuple[str, ...]
    """Of ``python -m dashboards.web.prepared``."""


class Ahead:
    """Prepares one thing at a time of the newest finished run of each kind, whoever started it and wherever."""

    def __init__(self, preparations: Preparations) -> None:
        """Share the processes of an app, so that nothing is made twice."""
        self._preparations = preparations
        self._given_up: set[Path] = set()

    def begin(self) -> None:
        """Look from time to time, for as long as the app lives."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        with suppress(OSError):
            deque(summaries(), maxlen=0)  # so that the first page comes at once, whatever is going on
        while True:
            with suppress(OSError):  # what is looked at may be taken away meanwhile
                self.look()
            time.sleep(EVERY_SECONDS)

    def look(self) -> None:
        """See to whatever is missing first; nothing while a run is going on, which needs the machine."""
        if standing() is not None:
            return
        for wanted in _of_newest():
            if wanted.path not in self._given_up and not wanted.path.is_file():
                try:
                    self._preparations.wait(wanted.path, wanted.arguments)
                except NotYet:
                    return
                except KoukaError:  # a page that needs it tries again and says why
                    self._given_up.add(wanted.path)


def _of_newest() -> Iterator[_Wanted]:
    finished = sorted((each for each in summaries() if each.finished), key=lambda each: each.started, reverse=True)
    for kind, of_run in (("forms", _of_forms), ("meetings", _of_meetings)):
        newest = next((each for each in finished if each.kind == kind), None)
        run = run_called(newest.name) if newest else None
        if run is not None and batch_folder(run).is_dir():
            yield from of_run(run)


def _of_forms(run: Run) -> Iterator[_Wanted]:
    name, own, labels = key_of(run)
    yield _Wanted(path_of("index", name, own + labels), ("index", run.name))
    yield _Wanted(path_of("policy", name, key_of_policy(run)), ("policy", run.name))
    yield _engines_of(run)


def _of_meetings(run: Run) -> Iterator[_Wanted]:
    file = run.folder / "segments.csv"
    for session in _sessions(file, *stamp(file)):
        yield _Wanted(path_of("meeting", *key_of_meeting(run, session)), ("meeting", run.name, session))
    yield _engines_of(run)


@lru_cache(maxsize=1)
def _sessions(file: Path, *_version: int) -> list[str]:
    return list(dict.fromkeys(row["session_id"] for row in read_table(file).rows))


def _engines_of(run: Run) -> _Wanted:
    return _Wanted(path_of("comparison", *key_of_comparison([run])), ("comparison", run.name))
