"""A small batch of spoken meetings, and a recogniser that says what it is told to."""

from pathlib import Path

import numpy as np
import pytest

from pipelines.models.adding import add
from tests.pipelines.audio import sounds
from tests.pipelines.meetings.listeners import SAID
from tests.pipelines.models.whisper import make

ENGINE = "scripted:whisper"


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_pool: None) -> Path:
    """The recogniser ``scripted`` with a model ``whisper``; the file gets a line whenever a stretch is heard."""
    folder = tmp_path / "site" / "kouka_scripted-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: kouka-scripted\nVersion: 1\n")
    (folder / "entry_points.txt").write_text(
        "[kouka.recognizers]\nscripted = tests.pipelines.meetings.listeners:Scripted\n"
    )
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.setenv("KOUKA_MODELS", str(tmp_path / "models"))
    add(make(tmp_path / "whisper"), "whisper")
    said = tmp_path / "said.txt"
    monkeypatch.setenv(SAID, str(said))
    said.touch()
    return said


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """Two meetings of two sentences: one on one channel, one with a microphone for each of two people."""
    batch = tmp_path / "spoken"
    (batch / "recordings").mkdir(parents=True)
    (batch / "batch.toml").write_text(
        'schema = 1\nkind = "meetings"\ntitle = "会議の見本"\norigin = "demonstration"\n', "utf-8"
    )
    (batch / "recordings.csv").write_text(
        "file,session_id,recording,channel,speaker\n"
        "one.wav,first,near,,\nboth.wav,second,channels,1,山田\nboth.wav,second,channels,2,鈴木\n",
        "utf-8",
    )
    (batch / "terms.txt").write_text("効果検証\n", "utf-8")
    sentence, pause = sounds.spoken(sounds.SENTENCES[0]), sounds.silence(1.5)
    sounds.write(batch / "recordings" / "one.wav", np.concatenate([pause, sentence, pause, sentence, pause]))
    quiet = np.zeros_like(sentence)
    first = np.concatenate([pause, sentence, pause, quiet, pause])
    second = np.concatenate([pause, quiet, pause, sentence, pause])
    sounds.write(batch / "recordings" / "both.wav", np.stack([first + second * 0.05, second + first * 0.05]))
    return batch
