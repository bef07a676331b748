"""A small batch of spoken meetings, and a recogniser that says what it is told to."""

from pathlib import Path

import pytest

from pipelines.batches.examine_meetings import load_meetings
from pipelines.meetings import steps
from pipelines.meetings.beginning import begin_meetings
from pipelines.runs.store import Run
from tests.pipelines.meetings.every_step import Begin
from tests.pipelines.meetings.speaking import ENGINE, set_up, write_spoken


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_pool: None) -> Path:
    """The recogniser ``scripted`` with a model ``whisper``; the file gets a line whenever a stretch is heard."""
    return set_up(tmp_path, monkeypatch)


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """Two meetings of two sentences: one on one channel, one with a microphone for each of two people."""
    return write_spoken(tmp_path / "spoken")


@pytest.fixture
def begin(results: Path, scripted: Path, spoken: Path) -> Begin:
    def begin(*engines: str, campaign: str = "trial") -> Run:
        steps.opened.cache_clear()
        return begin_meetings(load_meetings(spoken), campaign, engines or [ENGINE])

    return begin
