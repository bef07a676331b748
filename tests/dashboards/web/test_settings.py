"""What processes that the app starts are told."""

import subprocess
from pathlib import Path

import pytest

from dashboards.web.prepared import waiting
from dashboards.web.working import process

SECRETS = {"KOUKA_DATABASE": "postgresql://kouka:secret@localhost/kouka", "PGPASSWORD": "secret", "PGHOST": "db"}


def test_no_process_that_reads_forms_can_reach_the_database(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KOUKA_MODELS", "/models")
    given: list[dict[str, str]] = []

    class Started:
        pid = 1

        def __init__(self, _command: list[str], env: dict[str, str], **_more: object) -> None:
            given.append(env)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Started)
    process.start(["run", "x"], "x", "x")
    waiting._start(tmp_path / "out", ["index", "x"])
    assert len(given) == 2
    for environment in given:
        assert not [name for name, value in environment.items() if name in SECRETS or "secret" in value]
        assert environment["KOUKA_MODELS"] == "/models"
        assert environment["KOUKA_RESULTS"] == str(results)
        assert "PATH" in environment
