"""The process of a run that was started from the app, of which there is one at a time.

It holds a lock for as long as it lives, whatever becomes of the app meanwhile, and leaves how it ended in a file.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

from pydantic import BaseModel, ValidationError

from dashboards.language import _, spoken
from dashboards.web.settings import environment_of_work
from pipelines import atomic
from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import results_folder

TRIES, TRY_SECONDS = 5, 0.05
"""Two people who start at the same moment do not wait for each other's run, only for who comes first."""
LOG_BYTES = 20_000
LOG_LINES = 20


class Job(BaseModel):
    """What was started."""

    pid: int
    """Of its process group as well."""
    title: str
    campaign: str
    begun: str
    ended: int | None = None
    """Its exit code; None while it runs, and where it was killed."""


def start(arguments: Sequence[str], title: str, campaign: str) -> None:
    """Start ``kouka`` with these arguments, so that Ctrl-C and the end of the app do not reach it.

    Raises:
        KoukaError: a run is going on (code BUSY).
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        _take(lock)
        with open(folder / "log", "w", opener=_private) as log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "dashboards.web", "work", "--", *arguments],
                cwd=results_folder().parent,
                env=environment_of_work(spoken()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[lock.fileno()],
            )
        begun = datetime.now().astimezone().isoformat(timespec="seconds")
        _write(Job(pid=process.pid, title=title, campaign=campaign, begun=begun))
    threading.Thread(target=process.wait, daemon=True).start()  # or it would stay as a zombie


def work(arguments: Sequence[str]) -> int:
    """What that process does: a command, whose exit code is left for the app."""
    from pipelines.commands import call

    code = call([*arguments], logged=False)
    job = last_job()
    if job is not None and job.pid == os.getpid():
        _write(job.model_copy(update={"ended": code}))
    return code


def running_job() -> Job | None:
    """What is going on; None if nothing is."""
    return last_job() if is_locked(_folder() / "lock") else None


def last_job() -> Job | None:
    """What was started last."""
    try:
        return Job.model_validate_json((_folder() / "job.json").read_bytes())
    except (OSError, ValidationError):
        return None


def stop() -> bool:
    """Do what Ctrl-C does; whether there was anything to stop. The same command goes on from there."""
    job = running_job()
    if job is None:
        return False
    with suppress(ProcessLookupError):
        os.killpg(job.pid, signal.SIGINT)
    return True


def last_lines() -> list[str]:
    """What it said last."""
    try:
        with (_folder() / "log").open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - LOG_BYTES))
            return file.read().decode(errors="replace").splitlines()[-LOG_LINES:]
    except OSError:
        return []


def is_locked(file: Path) -> bool:
    """Whether a process holds the lock of a file, without taking it: whoever wants it would be refused meanwhile."""
    try:
        inode = file.stat().st_ino
    except OSError:
        return False
    # "12: FLOCK  ADVISORY  WRITE 4711 08:02:131 0 EOF", see proc_locks(5); who waits for one has an arrow there.
    held = (line.split() for line in Path("/proc/locks").read_text().splitlines())
    return any(cells[1] == "FLOCK" and int(cells[5].rpartition(":")[2]) == inode for cells in held)


def busy(title: str) -> KoukaError:
    """What is said to whoever comes second."""
    return KoukaError(
        _("A run is going on: {title}", title=title), todo=_("Wait for it to end, or stop it."), code=ExitCode.BUSY
    )


def _take(lock: TextIO) -> None:
    for attempt in range(TRIES):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if attempt + 1 < TRIES:
                time.sleep(TRY_SECONDS)
        else:
            return
    job = last_job()
    raise busy(job.title if job else "")


def _write(job: Job) -> None:
    atomic.write_text(_folder() / "job.json", job.model_dump_json() + "\n")


def _folder() -> Path:
    return results_folder() / ".web"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
