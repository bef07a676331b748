"""The Prefect server that a run reports to: one that is up already, else an embedded one that ends with the run.

Prefect can start an embedded server itself. It is started here instead for three reasons: it comes up while Prefect is
still being imported; Ctrl-C does not reach it, which would leave Prefect waiting a minute and more for a server that is
gone; and it ends with this process however that ends, where Prefect's own stays behind a ``kill -9``.
"""

import atexit
import json
import os
import queue
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError, Place

ADDRESS = "PREFECT_API_URL"
LOCAL_SERVER = "http://127.0.0.1:4200/api"
PROBE_SECONDS = 1.0
"""A server that is up answers in milliseconds; nobody should wait long for one that hangs."""
WAIT_SECONDS = 5.0
STOP_SECONDS = 3.0
ONLY_FOR_A_RUN = {
    # What Prefect tells a server that it starts itself: no pages, and no services that are meant for years of runs.
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    # Its catalogue of blocks, which no run needs, takes a second or two; nor is it noted that it was written,
    # so that a server that stays writes it.
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
}


def use_running() -> str | None:
    """The address of a server that is up, which is then used: what PREFECT_API_URL says, or one on this machine.

    None where there is none, or where it is of another version than the Prefect installed here.
    """
    if given := os.environ.get(ADDRESS):
        return given
    if _answer(LOCAL_SERVER, "/health") is not True or _answer(LOCAL_SERVER, "/admin/version") != version("prefect"):
        return None
    os.environ[ADDRESS] = LOCAL_SERVER
    return LOCAL_SERVER


def _answer(server: str, path: str, seconds: float = PROBE_SECONDS) -> object:
    # No proxy: a loopback address asked of a proxy would leave the machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(server + path, timeout=seconds) as response:
            return json.loads(response.read(1000))
    except (OSError, ValueError):
        return None


@dataclass(frozen=True)
class Embedded:
    """A server that was started, and may still be on its way."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    """What it has to say, errors alone."""

    def wait(self) -> None:
        """Wait until it answers, as long as prefect.toml allows.

        Raises:
            KoukaError: it ended, or the time is over (code BUSY).
        """
        until = time.monotonic() + float(os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"])
        while _answer(self.address, "/health", WAIT_SECONDS) is not True:
            if self.process.poll() is not None or time.monotonic() > until:
                raise unanswered(self.log)

    def stop(self) -> None:
        """End it, if need be by force."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def unanswered(log: Path | None = None) -> KoukaError:
    """What to tell a person when there is no answer; ``log`` is where a server says why, as far as that is known."""
    return KoukaError(
        _("Prefect's server did not answer."),
        where=Place(log) if log else None,
        todo=_("Try again; or start one beside it: kouka prefect server start"),
        code=ExitCode.BUSY,
    )


def drop_events() -> None:
    """Drop what Prefect still has to tell a server that is gone.

    At the end of the process it would try for seconds with each event, and a run has several for each task.
    """
    from prefect.events.worker import EventsWorker

    events = EventsWorker.instance()._queue
    with suppress(queue.Empty):
        while True:
            events.get_nowait()


def start_embedded() -> Embedded:
    """Start a server of this process's own, on a free port of the loopback interface, and use it.

    Call it before Prefect is imported: what Prefect still has to say when the interpreter ends is then said first, and
    the server is stopped after that.
    """
    log = Path(os.environ["PREFECT_HOME"]) / "embedded-server.log"
    # It listens before the server is there: requests wait their turn, and nobody else can take the port.
    with socket.create_server(("127.0.0.1", 0)) as listening, log.open("ab") as errors:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
        process = subprocess.Popen(
            # -P: what lies in the present folder is not what is meant.
            [sys.executable, "-P", "-m", "pipelines.embedded_server", str(listening.fileno())],
            env={**os.environ, **ONLY_FOR_A_RUN},
            stdin=subprocess.PIPE,
            stdout=errors,
            stderr=errors,
            pass_fds=[listening.fileno()],
            start_new_session=True,
        )
    embedded = Embedded(process, address, log)
    atexit.register(embedded.stop)
    os.environ[ADDRESS] = address
    return embedded
