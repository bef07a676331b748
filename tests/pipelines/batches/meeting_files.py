"""A small batch of meetings, and ways to break it."""

import json
import wave
from pathlib import Path

BATCH, RECORDINGS, TERMS, AGENDA = "batch.toml", "recordings.csv", "terms.txt", "agenda.toml"
TRUTH = "truth/budget.json"
NEAR = "recordings/budget-near.wav"

TABLE = """file,session_id,recording,channel,speaker
budget-near.wav,budget,near,,
予算/budget-far.wav,budget,far,,
budget-four.wav,budget,channels,1,山田
budget-four.wav,budget,channels,2,鈴木
hearing.wav,hearing,near,,
"""
SAID = {"budget": ["山田", "鈴木", "山田"], "hearing": ["佐藤", ""]}
AGENDA_TEXT = """schema = 1

[sessions.budget]
title = "予算説明会"
date = 2026-04-01
items = [{ title = "当初予算", terms = ["基金"] }]
"""


def write_batch(folder: Path) -> Path:
    """A batch of two meetings in four recordings, with nothing wrong with it."""
    (folder / "truth").mkdir(parents=True)
    (folder / BATCH).write_text(
        'schema = 1\nkind = "meetings"\ntitle = "会議の見本"\norigin = "demonstration"\n', encoding="utf-8"
    )
    (folder / RECORDINGS).write_bytes(TABLE.replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / TERMS).write_text("# 部署\n財政課  # 予算\n\n庁内LAN\n", encoding="utf-8")
    (folder / AGENDA).write_text(AGENDA_TEXT, encoding="utf-8")
    for name, channels in {"budget-near": 1, "予算/budget-far": 1, "budget-four": 2, "hearing": 1}.items():
        write_wav(folder / "recordings" / f"{name}.wav", channels)
    for session, speakers in SAID.items():
        entries = [
            {"session_id": session, "speaker": name, "start_time": n, "end_time": n + 0.5, "words": f"発言{n}"}
            for n, name in enumerate(speakers)
        ]
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        (folder / "truth" / f"{session}.json").write_text(f"[{lines}]", encoding="utf-8")
    return folder


def write_near_in(folder: Path, parts: int) -> None:
    """The near recording of the budget in several files, a tenth of a second each."""
    table = folder / RECORDINGS
    lines = table.read_text("utf-8-sig").splitlines()
    rows = [f"{line},{1 if 'budget-near' in line else ''}" for line in lines[1:]]
    further = [f"budget-near-{part}.wav,budget,near,,,{part}" for part in range(2, parts + 1)]
    table.write_text("\n".join([f"{lines[0]},part", *rows, *further, ""]), "utf-8")
    for part in range(2, parts + 1):
        write_wav(folder / "recordings" / f"budget-near-{part}.wav", 1)


def write_wav(file: Path, channels: int, seconds: float = 0.1) -> None:
    """Silence."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\0\0" * round(16_000 * seconds) * channels)
