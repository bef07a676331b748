"""One run over the small spoken batch, for all tests that look at what such a run leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.closed_network import ClosedNetwork
from tests import processes
from tests.pipelines.meetings.listeners import SAID
from tests.pipelines.meetings.speaking import ENGINE, install, write_spoken, write_truth
from tests.pipelines.models.whisper import make


@dataclass(frozen=True)
class Speech:
    """A batch, and what a process needs to hear it."""

    batch: Path
    variables: Mapping[str, str]

    def command(self, campaign: str) -> list[str]:
        """What a person types."""
        return [processes.KOUKA, "run", str(self.batch), "--campaign", campaign, "--engine", ENGINE]

    def told(self, log: Path) -> dict[str, str]:
        """The environment, with a file that gets a line whenever a stretch is heard."""
        return {**self.variables, SAID: str(log)}

    @staticmethod
    def heard(log: Path) -> int:
        """How many stretches a recogniser was asked for."""
        return len(log.read_text().splitlines()) if log.exists() else 0


@dataclass(frozen=True)
class Heard:
    """What ``kouka run`` on that batch did, in an empty results folder."""

    results: Path
    log: Path
    code: int
    out: str
    err: str
    attempts: int | None
    """How often it tried to reach another machine; None where it could not be watched."""

    @property
    def run(self) -> Path:
        """The run's folder."""
        return next(self.results.glob("talk/*/run.json")).parent


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Speech:
    """The small spoken batch with its truth, the recogniser ``scripted`` as a plug-in and its model."""
    home = tmp_path_factory.mktemp("speech")
    batch = write_spoken(home / "spoken")
    write_truth(batch)
    site, models = install(home / "site"), home / "models"
    path = {"PYTHONPATH": f"{processes.ROOT}:{site}", "KOUKA_MODELS": str(models)}
    added = processes.run(
        [processes.KOUKA, "model", "add", str(make(home / "carried")), "--name", "whisper"], home / "results", **path
    )
    assert added.returncode == 0, added.stderr
    return Speech(batch, path)


@pytest.fixture(scope="session")
def heard(speech: Speech, tmp_path_factory: pytest.TempPathFactory, closed_network: ClosedNetwork | None) -> Heard:
    """A run of it that nobody disturbs, in a closed network where there is one. Mark the test slow and prefect."""
    home = tmp_path_factory.mktemp("heard")
    command, log = speech.command("talk"), home / "said.txt"
    before = closed_network.attempts() if closed_network else 0
    done = processes.run(
        closed_network.inside(command) if closed_network else command, home / "results", **speech.told(log)
    )
    attempts = closed_network.attempts() - before if closed_network else None
    return Heard(home / "results", log, done.returncode, done.stdout, done.stderr, attempts)
