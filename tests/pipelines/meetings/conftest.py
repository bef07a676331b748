"""A small batch of spoken meetings, and a recogniser that says what it is told to."""

from pathlib import Path

import pytest

from pipelines.models.adding import add
from tests.pipelines.meetings.listeners import SAID
from tests.pipelines.meetings.speaking import install, write_spoken
from tests.pipelines.models.whisper import make

ENGINE = "scripted:whisper"


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_pool: None) -> Path:
    """The recogniser ``scripted`` with a model ``whisper``; the file gets a line whenever a stretch is heard."""
    monkeypatch.syspath_prepend(install(tmp_path / "site"))
    monkeypatch.setenv("KOUKA_MODELS", str(tmp_path / "models"))
    add(make(tmp_path / "whisper"), "whisper")
    said = tmp_path / "said.txt"
    monkeypatch.setenv(SAID, str(said))
    said.touch()
    return said


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """Two meetings of two sentences: one on one channel, one with a microphone for each of two people."""
    return write_spoken(tmp_path / "spoken")
