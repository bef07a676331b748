"""A finished run of meetings in a results folder, as ``kouka run`` leaves it."""

from collections.abc import Iterable
from pathlib import Path

from evaluators.meetings.frames import SEGMENTS, WORDS
from pipelines.contracts.run import BatchRecord, EngineRecord, RunFile
from pipelines.runs.store import Run
from pipelines.tables import write_table
from tests.pipelines.minutes.meeting import COMMITTEE, Row, talk, timed

AGENDA = """schema = 1

[sessions.m1]
title = "第1回検証委員会"
date = 2026-04-01
items = [{ title = "効果の検証について" }, { title = "予算について" }, { title = "その他" }]
"""


def rows(session: str, recording: str) -> list[Row]:
    """The committee in a session and a recording."""
    return [
        {
            **row,
            "session_id": session,
            "recording": recording,
            "segment_id": f"{session}-{recording}-{number:05}",
        }
        for number, row in enumerate(talk(*COMMITTEE), 1)
    ]


def make_run(
    results: Path, *recordings: tuple[str, str], kind: str = "meetings", finished: bool = True, model: str = "demo"
) -> Run:
    """A run below ``results`` of the batch beside them."""
    batch = results.parent / "meetings"
    batch.mkdir(parents=True, exist_ok=True)
    (batch / "agenda.toml").write_text(AGENDA, encoding="utf-8")
    (batch / "terms.txt").write_text("# 用語\nデジタル推進課  # 事務局\n\n窓口支援システム\n", encoding="utf-8-sig")
    folder = results / "trial" / "20260401-090000-1a2b3c4d"
    file = RunFile(
        run=folder.name,
        kind=kind,
        batch=BatchRecord(path="meetings", title="会議", origin="demonstration", digest="0" * 64),
        files={},
        documents="0" * 64,
        engines=(EngineRecord(name=f"faster-whisper:{model}", version="1.2.1", demonstration=model == "demo"),),
        settings={},
        packages={},
        machine={},
        started="2026-04-01T09:00:00+09:00",
        finished="2026-04-01T09:10:00+09:00" if finished else None,
    )
    run = Run(folder, file).save(file)
    engine = {"engine": f"faster-whisper:{model}"}
    segments = [row | engine for session, recording in recordings for row in rows(session, recording)]
    write_table(folder / "segments.csv", segments, SEGMENTS)
    write_table(folder / "words.csv", _words(segments), WORDS)
    return run


def _words(segments: Iterable[Row]) -> list[Row]:
    return [word for row in segments for word in timed(row, (row["words"][:4], 0.9), (row["words"][4:], 0.2))]
