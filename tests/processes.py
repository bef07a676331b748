"""Running kouka as people do: in a process of its own, with results in a folder of the test's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "tests" / "data" / "six"
KOUKA = str(Path(sys.executable).with_name("kouka"))
PATIENCE = 300.0
"""Seconds until a process counts as hung; a run takes 20 on an idle machine, and 70 where ten programs share a core."""
SOON = 50.0
"""Seconds within which one has to end that is told to: Prefect alone waits a minute for a server that is gone."""


def environment(results: Path, **more: str) -> dict[str, str]:
    """As of a person who has set nothing, with results elsewhere and messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KOUKA_"))}
    kept.pop("DO_NOT_TRACK", None)
    return {**kept, "KOUKA_RESULTS": str(results), "KOUKA_LANG": "en", **more}


@contextmanager
def started(command: Sequence[str], results: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process with a group of its own, as a shell would start it. Whatever is left of it is killed in the end."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(results, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def run(
    command: Sequence[str], results: Path, *, patience: float = PATIENCE, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    with started(command, results, **more) as process:
        out, err = process.communicate(timeout=patience)
        return subprocess.CompletedProcess(command, process.returncode, out, err)


def until(happened: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something.

    Raises:
        TimeoutError: it did not happen.
    """
    give_up = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > give_up:
            raise TimeoutError
        time.sleep(0.05)


def alive(results: Path) -> dict[int, str]:
    """Command lines, by process id, of all that write to a results folder, whoever their parent is by now."""
    wanted = f"KOUKA_RESULTS={results}\0".encode()
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile, or is somebody else's
            if wanted in (process / "environ").read_bytes():
                found[int(process.name)] = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def sockets(pid: int) -> list[tuple[str, str, str]]:
    """Of everything that a process has open towards a network: the table, the address there and the state.

    Tables, addresses and states are as in /proc/net.
    """
    own = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            own.add(os.readlink(handle))
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            cells = line.split()
            if f"socket:[{cells[9]}]" in own:
                found.append((table, cells[1], cells[3]))
    return found


def until_gone(results: Path) -> None:
    """Wait for the end of all of them: one that was killed is there until it has its turn."""
    until(lambda: not alive(results), SOON)
