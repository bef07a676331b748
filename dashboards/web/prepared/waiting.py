"""Having something prepared: there at once where it was made before, else soon, with a page that waits for it."""

import json
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from fastapi import Request

from dashboards.language import _, spoken
from dashboards.web.settings import environment_of_work
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.settings import results_folder

SOON = 1.0
"""Seconds that a page waits."""
MOST = 2
"""Processes at a time: each may need a gigabyte, and people wait for pages meanwhile."""
TOLD_AGAIN = 10.0
"""Seconds for which a failure is told without another try: the page that waited asks once more before it is shown, and
were it tried anew each time, nobody would ever read why."""
FOLDER = ".cache/web"


class NotYet(Exception):
    """It is being prepared; the page says so and asks again."""


@dataclass
class _Job:
    """A process that prepares a file."""

    process: subprocess.Popen[str]
    lock: Lock = field(default_factory=Lock)
    problem: KoukaError | None = None
    failed: float = math.inf
    """When that was first asked for, by the monotonic clock."""

    def ended(self) -> KoukaError:
        """What it said when it had ended, which means something where the file is not there."""
        with self.lock:
            if self.problem is None:
                said, _nothing = self.process.communicate()
                self.problem = _problem(said, self.process.returncode)
                self.failed = time.monotonic()
            return self.problem


class Preparations:
    """The processes that prepare something now, or failed to of late, by the file that each writes."""

    def __init__(self) -> None:
        """None yet."""
        self._running: dict[Path, _Job] = {}
        self._lock = Lock()

    def wait(self, path: Path, arguments: Sequence[str]) -> Path:
        """The file, once it is there.

        Args:
            path: whose name holds the digest of all that its content depends on.
            arguments: of ``python -m dashboards.web.prepared``, without the file.

        Raises:
            NotYet: it is not there after ``SOON``, or others come first.
            KoukaError: it cannot be made.
        """
        with self._lock:
            job = self._running.get(path)
            if job is None or job.failed + TOLD_AGAIN < time.monotonic():
                if path.is_file():
                    return path
                if sum(each.process.poll() is None for each in self._running.values()) >= MOST:
                    raise NotYet
                job = self._running[path] = _Job(_start(path, arguments))
        try:
            job.process.wait(SOON)
        except subprocess.TimeoutExpired:
            raise NotYet from None
        problem = job.ended()
        if not path.is_file():
            raise problem
        with self._lock:
            if self._running.get(path) is job:
                del self._running[path]
        return path


def _start(path: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    # Names come from addresses: none of them may be taken for an option.
    command = [sys.executable, "-m", "dashboards.web.prepared", "--out", str(path), "--", *arguments]
    return subprocess.Popen(
        command, env=environment_of_work(spoken()), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    )  # fmt: skip


def _problem(said: str, code: int) -> KoukaError:
    try:
        told = json.loads(said)
        where = Place(Path(told["where"])) if told["where"] else None
        return KoukaError(told["what"], where=where, todo=told["todo"])
    except (ValueError, KeyError, TypeError):
        what = _("It could not be prepared: the program ended with code {code}.", code=code)
        return KoukaError(what, code=ExitCode.BUG)


def path_of(kind: str, name: str, key: str) -> Path:
    """Where something is kept once it is prepared."""
    return results_folder() / FOLDER / kind / f"{name}-{key[:24]}"


def prepared(request: Request, kind: str, name: str, key: str, *arguments: str) -> Path:
    """A file of what a run amounts to, made where it is not there.

    Args:
        request: whose app it is for.
        kind: what.
        name: for people who look into the folder, and by which what is out of date is taken away.
        key: digest of all that it depends on.
        arguments: of the program.

    Raises:
        NotYet: it will take a while.
        KoukaError: it cannot be made.
    """
    path = path_of(kind, name, key)
    preparations: Preparations = request.app.state.preparations
    return preparations.wait(path, [kind, *arguments])
