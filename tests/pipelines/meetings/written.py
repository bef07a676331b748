"""A run over the small batch of meetings, as if engines had written it down."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluators.meetings.frames import SEGMENTS, TRACKS, WORDS
from pipelines.batches.examine_meetings import load_meetings
from pipelines.batches.meetings import MeetingsBatch
from pipelines.contracts.run import BatchRecord, EngineRecord, RunFile
from pipelines.meetings.jobs import places
from pipelines.runs.store import Run, open_run
from pipelines.tables import write_table

ENGINE = "faster-whisper:tiny"
Segment = tuple[str, str, str, float | None, float | None, str, str]
"""Session, recording, speaker, start, end, words, flags."""

SEGMENTS_WRITTEN: Sequence[Segment] = (
    ("budget", "near", "S1", 0.0, 0.5, "発言0", ""),
    ("budget", "near", "S2", 1.0, 1.5, "発現1", ""),
    ("budget", "near", "S1", 2.0, 2.5, "発言2", ""),
    ("budget", "far", "S1", 0.0, 0.5, "発言", "repetition"),
    ("hearing", "near", "S1", 0.0, 0.5, "発言0", ""),
    ("hearing", "near", "S1", 5.0, 7.0, "ご視聴", "stock_phrase"),
)


def written_run(
    path: Path,
    segments: Sequence[Segment] = SEGMENTS_WRITTEN,
    *,
    engine: str = ENGINE,
    demonstration: bool = False,
    further: Mapping[str, Sequence[Segment]] | None = None,
) -> Run:
    """A finished run of the batch with these segments; each word has two characters and half a second.

    Args:
        path: the batch.
        segments: of the engine.
        engine: its name.
        demonstration: whether its model is there for demonstration.
        further: segments of other engines.
    """
    batch = load_meetings(path)
    written = {engine: segments} | dict(further or {})
    file = RunFile(
        kind="meetings",
        batch=BatchRecord(path=str(path), title=batch.file.title, origin=batch.file.origin, digest="d"),
        files=batch.file_digests(),
        documents=batch.recordings_digest(),
        engines=tuple(
            EngineRecord(name=name, version="1", demonstration=demonstration and name == engine) for name in written
        ),
        settings={},
        packages={},
        machine={},
        finished="2026-04-01T09:00:00+09:00",
        seconds={f"hear {engine}": 30.0, f"sound {engine}": 120.0},
    )
    run = open_run("trial", "0123abcd", file)
    rows = [_row(number, name, each) for name in written for number, each in enumerate(written[name])]
    write_table(run.folder / "segments.csv", rows, SEGMENTS)
    write_table(run.folder / "tracks.csv", list(_tracks(batch)), TRACKS)
    write_table(run.folder / "words.csv", [word for row in rows for word in _words(row)], WORDS)
    return run


def _tracks(batch: MeetingsBatch) -> Iterator[dict[str, str]]:
    """All of them heard; of parts, each a minute long."""
    for _place, recording, track in places(batch):
        for number, file in enumerate(track.files):
            of_part = {"part": str(number + 1), "begins": f"{60 * number:.2f}"} if track.further else {}
            yield of_part | {
                "session_id": recording.session, "recording": recording.recording, "file": file.name,
                "channel": str(track.channel or ""), "status": "heard", "reason": "", "seconds": "60.00",
                "speech_seconds": "30.00", "broke_off": "",
            }  # fmt: skip


def _row(number: int, engine: str, segment: Segment) -> dict[str, str]:
    session, recording, speaker, start, end, words, flags = segment
    times = {"start_time": "" if start is None else f"{start:.2f}", "end_time": "" if end is None else f"{end:.2f}"}
    return times | {
        "session_id": session, "recording": recording, "segment_id": f"{session}-{recording}-{number}-{engine}",
        "channel": "", "speaker": speaker, "words": words, "confidence": "0.9", "flags": flags, "engine": engine,
    }  # fmt: skip


def _words(row: Mapping[str, str]) -> list[dict[str, str]]:
    text, start = row["words"], float(row["start_time"] or 0)
    return [
        {"segment_id": row["segment_id"], "start": f"{start + at / 8:.2f}", "end": f"{start + at / 8 + 0.2:.2f}",
         "word": text[at : at + 2], "confidence": ""}
        for at in range(0, len(text), 2)
    ]  # fmt: skip
