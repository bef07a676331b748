"""Memory of a process and of all that it has started, as Linux counts it."""

import subprocess
import time
from pathlib import Path

LOOK_SECONDS = 0.2
PAGE_KB = 4


def peak_mb(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """The most memory (MB, resident set) that a command and its descendants hold at a time. It is to end well."""
    most = 0
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, sum(map(_resident_kb, _tree(process.pid))))
            time.sleep(LOOK_SECONDS)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return most / 1024


def _tree(root: int) -> set[int]:
    parents = dict(filter(None, map(_parent, Path("/proc").glob("[0-9]*"))))
    return {pid for pid in parents if root in _ancestors(pid, parents)}


def _ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    found = set()
    while pid and pid not in found:
        found.add(pid)
        pid = parents.get(pid, 0)
    return found


def _parent(process: Path) -> tuple[int, int] | None:
    try:
        # The name stands in brackets, and may hold blanks.
        return int(process.name), int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _resident_kb(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB
    except OSError:
        return 0


def own_peak_mb() -> float:
    """The most memory (MB, resident set) that this process has held so far."""
    # What getrusage tells of a program that has been started counts its parent in.
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
