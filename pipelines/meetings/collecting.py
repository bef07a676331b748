"""Putting what was heard together into tracks.csv, segments.csv and words.csv."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluators.frames import SEGMENTS, TRACKS, WORDS
from pipelines.audio import Part
from pipelines.batches.meetings import MeetingsBatch, Recording, Track
from pipelines.diarization.attribution import Attribution
from pipelines.meetings import imports, steps
from pipelines.meetings.entries import HeardPart
from pipelines.meetings.jobs import Place, places
from pipelines.recognizers import Heard, Word
from pipelines.recognizers.guards import guarded
from pipelines.recognizers.hearing import later
from pipelines.runs.store import Run
from pipelines.tables import Row, write_table


@dataclass(frozen=True)
class Said:
    """What one person said, of one recording, as one engine wrote it down."""

    channel: int | None
    speaker: str
    start: float | None
    end: float | None
    words: str
    confidence: float | None
    flags: frozenset[str]
    each: tuple[Word, ...]


def collect(folder: Path) -> tuple[dict[str, int], dict[str, float]]:
    """Write the tables of a run whose steps are done.

    Returns:
        Counts (recordings, tracks by status, segments, segments by flag, and where there are any, stretches that no
        engine could hear and tracks whose speakers nobody could tell apart), and seconds: of work (``hear <engine>``)
        and of sound (``sound <engine>``) by engine.
    """
    run, batch = steps.opened(folder)
    tracks = [_track_row(folder, place, recording, track) for place, recording, track in places(batch)]
    segments: list[Row] = []
    words: list[Row] = []
    seconds: dict[str, float] = {}
    for number, recording in enumerate(batch.recordings):
        for record in run.file.engines:
            said = list(_said(run, batch, number, recording, record.name, seconds))
            for place, one in enumerate(sorted(said, key=_in_time), start=1):
                id = f"{recording.session}-{recording.recording}-{place:05}"
                several = len(run.file.engines) > 1
                id = f"{id}-{record.name}" if several else id
                segments.append(_segment_row(recording, record.name, id, one))
                words += [_word_row(id, word) for word in one.each]
    write_table(run.folder / "tracks.csv", tracks, TRACKS)
    write_table(run.folder / "segments.csv", segments, SEGMENTS)
    write_table(run.folder / "words.csv", words, WORDS)
    counts = {"recordings": len(batch.recordings), "segments": len(segments)}
    for status in (row["status"] for row in tracks):
        counts[f"tracks_{status}"] = counts.get(f"tracks_{status}", 0) + 1
    for flag in (flag for row in segments for flag in row["flags"].split("|") if flag):
        counts[f"flagged_{flag}"] = counts.get(f"flagged_{flag}", 0) + 1
    counts |= _failures(run, batch)
    return counts, {name: round(value, 3) for name, value in seconds.items()}


def _failures(run: Run, batch: MeetingsBatch) -> dict[str, int]:
    """How many stretches could not be heard, and of how many tracks the speakers could not be told apart."""
    stretches = speakers = 0
    for place, _recording, _track in places(batch):
        told = steps.told(run.folder, place)
        speakers += bool(told and told.reason)
        planned = steps.planned(run.folder, place)
        for part in range(len(planned.plan.parts) if planned and planned.plan else 0):
            heard = (steps.heard(run.folder, place, part, record.name) for record in run.file.engines)
            stretches += sum(bool(each and each.reason) for each in heard)
    failures = {"stretches_failed": stretches, "speakers_failed": speakers}
    return {name: number for name, number in failures.items() if number}


def _in_time(said: Said) -> tuple[float, float]:
    """By start; what has no time stays where it was."""
    return (said.start or 0.0, said.end or 0.0) if said.start is not None else (0.0, 0.0)


def _said(
    run: Run, batch: MeetingsBatch, number: int, recording: Recording, engine: str, seconds: dict[str, float]
) -> Iterator[Said]:
    if product := imports.product_of(engine):
        yield from (
            Said(None, each.speaker, each.start, each.end, each.words, None, frozenset(), ())
            for each in imports.utterances(batch, product, recording)
        )
        return
    for place, track in enumerate(recording.tracks):
        at = Place(number, place)
        planned = steps.planned(run.folder, at)
        if planned is None or planned.plan is None:
            continue
        told = steps.told(run.folder, at)
        attribution = Attribution(told.turns) if told and told.turns else None
        for part in range(len(planned.plan.parts)):
            heard = steps.heard(run.folder, at, part, engine)
            if heard is None:
                continue
            seconds[f"hear {engine}"] = seconds.get(f"hear {engine}", 0.0) + heard.seconds
            for each in _pieces(planned.plan.parts[part], heard):
                yield from _by_speaker(each, recording, track, attribution)
        seconds[f"sound {engine}"] = seconds.get(f"sound {engine}", 0.0) + planned.plan.seconds


def _pieces(part: Part, heard: HeardPart) -> Iterable[Heard]:
    """What was heard in a stretch; where it could not be heard, the speech of which nothing was written."""
    return [later(piece, part.start) for piece in guarded((), part.speech)] if heard.reason else heard.heard


def _by_speaker(heard: Heard, recording: Recording, track: Track, attribution: Attribution | None) -> Iterator[Said]:
    """One segment of the recogniser: of whose microphone it is, or cut where the speaker changes."""
    speaker = track.speaker or (str(track.channel or "") if len(recording.tracks) > 1 else "")
    if speaker or attribution is None or not heard.text.strip():
        yield Said(
            track.channel, speaker, heard.start, heard.end, heard.text, heard.confidence, heard.flags, heard.words
        )
        return
    for part in attribution.assign(heard, heard.words):
        text = "".join(word.text for word in part.words) if heard.words else heard.text
        yield Said(track.channel, part.speaker, part.start, part.end, text, heard.confidence, heard.flags, part.words)


def _track_row(folder: Path, place: Place, recording: Recording, track: Track) -> Row:
    planned = steps.planned(folder, place)
    plan = planned.plan if planned else None
    return {
        "session_id": recording.session,
        "recording": recording.recording,
        "file": track.file.name,
        "channel": "" if track.channel is None else str(track.channel),
        "status": "heard" if plan else "failed",
        "reason": planned.reason if planned else "",
        "seconds": f"{plan.seconds:.2f}" if plan else "",
        "speech_seconds": f"{sum(end - start for part in plan.parts for start, end in part.speech):.2f}"
        if plan
        else "",
        "broke_off": "" if plan is None or plan.broke_off is None else f"{plan.broke_off:.2f}",
    }


def _segment_row(recording: Recording, engine: str, id: str, said: Said) -> Row:
    return {
        "session_id": recording.session,
        "recording": recording.recording,
        "segment_id": id,
        "channel": "" if said.channel is None else str(said.channel),
        "speaker": said.speaker,
        "start_time": "" if said.start is None else f"{said.start:.2f}",
        "end_time": "" if said.end is None else f"{said.end:.2f}",
        "words": said.words.strip(),
        "confidence": "" if said.confidence is None else f"{said.confidence:.4f}",
        "flags": "|".join(sorted(said.flags)),
        "engine": engine,
    }


def _word_row(id: str, word: Word) -> Row:
    return {
        "segment_id": id,
        "start": f"{word.start:.2f}",
        "end": f"{word.end:.2f}",
        "word": word.text,
        "confidence": "" if word.confidence is None else f"{word.confidence:.4f}",
    }
