"""The command line, in this process and in one of its own."""

import contextvars
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pipelines import commands

KOUKA = Path(sys.executable).with_name("kouka")


class Answer(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


Kouka = Callable[..., Answer]


@pytest.fixture
def kouka(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, results: Path) -> Kouka:
    """Call a command in this process; the language that it chooses is forgotten afterwards."""
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*arguments: object) -> Answer:
        code = contextvars.copy_context().run(commands.call, [str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(int(code), out, err)

    return call


@pytest.fixture
def process(tmp_path: Path) -> Kouka:
    """Call a command as a person does."""

    def call(*arguments: object, **variables: str) -> Answer:
        environment = {**os.environ, "KOUKA_RESULTS": str(tmp_path / "results"), "KOUKA_LANG": "en", **variables}
        command = [KOUKA, *map(str, arguments)]
        found = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        return Answer(found.returncode, found.stdout, found.stderr)

    return call
