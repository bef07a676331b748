"""One run of the bundled forms, as the demo makes it, for all tests that look at what a run leaves behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.closed_network import ClosedNetwork
from tests import processes


@dataclass(frozen=True)
class Demo:
    """What ``kouka run tests/data/six --campaign demo`` did, in an empty results folder."""

    results: Path
    code: int
    out: str
    err: str
    attempts: int | None
    """How often it tried to reach another machine; None where it could not be watched."""

    @property
    def run(self) -> Path:
        """The run's folder."""
        return next(self.results.glob("demo/*/run.json")).parent


@pytest.fixture(scope="session")
def closed_network() -> Iterator[ClosedNetwork | None]:
    """A network without the rest of the world, or None where the system does not give one."""
    network = ClosedNetwork.open()
    yield network
    if network is not None:
        network.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, closed_network: ClosedNetwork | None) -> Demo:
    """The demo's run, in a closed network where there is one. Takes half a minute: mark the test slow and prefect."""
    results = tmp_path_factory.mktemp("demo") / "results"
    command = [processes.KOUKA, "run", "tests/data/six", "--campaign", "demo"]
    before = closed_network.attempts() if closed_network else 0
    done = processes.run(closed_network.inside(command) if closed_network else command, results)
    attempts = closed_network.attempts() - before if closed_network else None
    return Demo(results, done.returncode, done.stdout, done.stderr, attempts)


@pytest.fixture(scope="session")
def demo_run(demo: Demo) -> Path:
    """The folder of the demo's run, with everything in it. For reading only."""
    assert demo.code == 0, demo.err
    return demo.run
