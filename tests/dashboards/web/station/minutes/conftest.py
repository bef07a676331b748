"""A run over two short meetings whose drafts have a few things wrong, and studies of it."""

import json
import math
import shutil
import struct
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI

from dashboards.web.studies.wanted import Wanted
from evaluators.meetings.frames import TRACKS
from pipelines.batches.examine_meetings import load_meetings
from pipelines.runs import store
from pipelines.tables import read_table, write_table
from tests.dashboards.web.station.making import make_study
from tests.pipelines.batches.meeting_files import write_batch, write_near_in
from tests.pipelines.meetings.written import Segment, written_run

SECONDS = 14
RATE = 8_000
NEAR_PARTS = {"budget-near.wav": (0, 4), "budget-near-2.wav": (4, 8), "budget-near-3.wav": (8, SECONDS)}
"""From which second to which each is, where the recording lies in three."""
TRUTH = [
    ("山田", 0.5, 3.0, "それでは、議案第二号の説明をお願いします。"),
    ("鈴木", 3.5, 6.5, "はい。髙橋課長が説明します。議案は二つです。"),
    ("髙橋", 7.0, 10.0, "基金は三億円です。議案のとおりです。"),
]
DRAFT: Sequence[Segment] = (
    ("budget", "near", "S1", 0.5, 3.0, "それでは、議題第二号の説明をお願いします。", ""),
    ("budget", "near", "S2", 3.5, 6.5, "はい。高橋課長が説明します。議題は二つです。基金は三億円です。", ""),
    ("budget", "near", "S1", 8.5, 10.0, "議題のとおりです。", "repetition"),
    ("budget", "near", "S1", 10.5, 11.5, "", "lost"),
    ("budget", "far", "S1", 0.5, 3.0, "それでは。", ""),
    ("hearing", "near", "S1", 0.5, 4.0, "バスは廃止ですか。", ""),
    ("hearing", "near", "S2", 8.0, 11.0, "いいえ。", ""),
)


@pytest.fixture(scope="session")
def _heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the finished run lies, with its batch."""
    home = tmp_path_factory.mktemp("heard")
    batch = write_batch(home / "meetings")
    for name in ("budget-near", "hearing"):
        write_tones(batch / "recordings" / f"{name}.wav")
    entries = [
        {"session_id": "budget", "speaker": speaker, "start_time": start, "end_time": end, "words": words}
        for speaker, start, end, words in TRUTH
    ]
    (batch / "truth" / "budget.json").write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    (batch / "truth" / "hearing.json").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOUKA_RESULTS", str(home / "results"))
        run = written_run(batch, DRAFT)
        run.save(run.file.model_copy(update={"batch": run.file.batch.model_copy(update={"path": batch.name})}))
    tracks = run.folder / "tracks.csv"
    tracks.write_text(tracks.read_text("utf-8-sig").replace("60.00", f"{SECONDS}.00"), "utf-8-sig")
    return home


@pytest.fixture
def results(_heard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the run, its batch beside its results."""
    home = shutil.copytree(_heard, tmp_path / "home")
    monkeypatch.setenv("KOUKA_RESULTS", str(home / "results"))
    return home / "results"


@pytest.fixture
def in_three(results: Path) -> Callable[..., None]:
    """Puts the near recording of the budget into three parts, some of which hold nothing that can be played."""

    def put(*lost: int) -> None:
        home = results.parent / "meetings"
        with wave.open(str(home / "recordings" / "budget-near.wav")) as sound:
            samples = sound.readframes(SECONDS * RATE)
        write_near_in(home, 3)
        for part, (file, (start, end)) in enumerate(NEAR_PARTS.items(), start=1):
            write_samples(home / "recordings" / file, samples[2 * RATE * start : 2 * RATE * end])
            if part in lost:
                (home / "recordings" / file).write_bytes(b"RIFF no sound")
        run, batch = store.find(store.LATEST), load_meetings(home)
        run.save(run.file.model_copy(update={"files": batch.file_digests(), "documents": batch.recordings_digest()}))
        table = read_table(run.folder / "tracks.csv")
        (near,) = (row for row in table.rows if row["file"] == "budget-near.wav")
        own = [
            near | {"file": file, "part": str(part), "begins": f"{start}.00", "seconds": f"{end - start}.00"}
            for part, (file, (start, end)) in enumerate(NEAR_PARTS.items(), start=1)
        ]
        others = [row | {"part": "", "begins": ""} for row in table.rows if row is not near]
        write_table(run.folder / "tracks.csv", [*own, *others], TRACKS)

    return put


def write_tones(file: Path) -> None:
    """A tone that rises every second."""
    steps = (math.sin(math.tau * (200 + 50 * (n // RATE)) * n / RATE) for n in range(SECONDS * RATE))
    write_samples(file, b"".join(struct.pack("<h", int(3000 * step)) for step in steps))


def write_samples(file: Path, samples: bytes) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples)


@pytest.fixture
def study(app: FastAPI, people: dict) -> Callable[..., str]:
    """Makes a study without practice, of the meeting that has truth where it is of one; its name."""

    def made(*arms: str, people: tuple[str, ...] = ("P1",), **more: object) -> str:
        wanted = Wanted("spring", store.LATEST, people, arms, **{"practice": 0, "items": 1} | more)
        with app.state.engine.begin() as connection:
            make_study(connection, wanted)
        return wanted.name

    return made
