"""What the benchmarks share: where things are, an environment with nothing set in it, and a Prefect server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
KOUKA = str(Path(PYTHON).with_name("kouka"))
START_SECONDS = 180
RASTERISE, DOCUMENTS, FIELDS, LOAD, RECOGNISE = "rasterise", "documents", "fields", "load", "recognise"
"""Stages that timed_run.py notes. ``documents`` holds ``rasterise``; ``fields`` holds ``load`` and ``recognise``."""


def environment(results: Path, **more: str) -> dict[str, str]:
    """Nothing set but what is measured."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KOUKA_"))}
    return {**kept, "KOUKA_RESULTS": str(results), "KOUKA_LANG": "en", **more}


@contextmanager
def server(results: Path) -> Iterator[str]:
    """A Prefect server of its own on a free port; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/api"
    command = [KOUKA, "prefect", "server", "start", "--port", str(port)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(results, PREFECT_API_URL=address), stdout=subprocess.DEVNULL
    ) as process:
        try:
            while not healthy(address):
                if process.poll() is not None or time.perf_counter() - began > START_SECONDS:
                    raise RuntimeError("the server did not start")
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def healthy(address: str) -> bool:
    """Whether it answers."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=1) as answer:
            return bool(json.loads(answer.read()))
    except OSError:
        return False
