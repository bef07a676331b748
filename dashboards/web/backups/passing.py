"""A folder that is its owner's alone and goes with whoever made it; what a process that was killed left is swept up."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".kouka-passing-"


@contextmanager
def passing_folder(beside: Path) -> Iterator[Path]:
    """A folder in ``beside``, made where it is missing. Those that nobody holds any more are taken away first.

    Not in the system's folder for such things: backups are large, and their contents stay on the disk chosen for them.
    """
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(f"{PREFIX}*"):
        _sweep(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
    held = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks lock nothing: then nobody sweeps there, either
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _sweep(left: Path) -> None:
    """Take a folder away, unless a process that lives holds it, or nobody can tell."""
    with suppress(OSError):
        found = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(found)
