"""A small batch of spoken meetings, and a recogniser that says what it is told to."""

from pathlib import Path

import pytest

from tests.pipelines.meetings.speaking import set_up, write_spoken


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_pool: None) -> Path:
    """The recogniser ``scripted`` with a model ``whisper``; the file gets a line whenever a stretch is heard."""
    return set_up(tmp_path, monkeypatch)


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """Two meetings of two sentences: one on one channel, one with a microphone for each of two people."""
    return write_spoken(tmp_path / "spoken")
