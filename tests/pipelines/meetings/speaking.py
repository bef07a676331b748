"""A small batch of spoken meetings, and the plug-in that hears it as it is told to."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipelines.models.adding import add
from tests.pipelines.audio import sounds
from tests.pipelines.meetings.listeners import SAID
from tests.pipelines.models.whisper import make

ENGINE = "scripted:whisper"
ENTRY_POINTS = "[kouka.recognizers]\nscripted = tests.pipelines.meetings.listeners:Scripted\n"


def install(site: Path) -> Path:
    """Write what the installation of a recogniser ``scripted`` leaves in a folder; the folder."""
    folder = site / "kouka_scripted-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: kouka-scripted\nVersion: 1\n")
    (folder / "entry_points.txt").write_text(ENTRY_POINTS)
    return site


def set_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The recogniser ``scripted`` with a model ``whisper``; the file gets a line whenever a stretch is heard."""
    monkeypatch.syspath_prepend(install(home / "site"))
    monkeypatch.setenv("KOUKA_MODELS", str(home / "models"))
    add(make(home / "whisper"), "whisper")
    said = home / "said.txt"
    monkeypatch.setenv(SAID, str(said))
    said.touch()
    return said


def write_spoken(batch: Path) -> Path:
    """Two meetings of two sentences: one on one channel, one with a microphone for each of two people."""
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


def write_truth(batch: Path) -> None:
    """What was said in both meetings, by two people."""
    length = len(sounds.spoken(sounds.SENTENCES[0])) / sounds.SPOKEN_RATE
    (batch / "truth").mkdir()
    for session in ("first", "second"):
        starts = {"山田": 1.5, "鈴木": 3 + length}
        said = [
            {"session_id": session, "speaker": speaker, "start_time": start, "end_time": start + length,
             "words": sounds.SENTENCES[0]}
            for speaker, start in starts.items()
        ]  # fmt: skip
        (batch / "truth" / f"{session}.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
