"""Putting what was heard together into tracks.csv, segments.csv and words.csv."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluators.meetings.frames import MISSING_PART, SEGMENTS, TRACKS, UNKNOWN_LENGTH, WORDS
from pipelines.audio import Part, Plan
from pipelines.batches.meetings import MeetingsBatch, Recording, Track
from pipelines.diarization.attribution import Attribution
from pipelines.imports import product_of
from pipelines.meetings import imports, steps
from pipelines.meetings.entries import HeardPart, Told
from pipelines.meetings.jobs import Place, places
from pipelines.meetings.track_rows import track_rows
from pipelines.recognizers import Heard, Word
from pipelines.recognizers.guards import flags_of_texts, guarded
from pipelines.recognizers.hearing import later
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


@dataclass(frozen=True)
class Listened:
    """A track, and what became of it."""

    place: Place
    recording: Recording
    track: Track
    plan: Plan | None
    reason: str
    """Why it could not be divided; empty also where no engine of the run listens."""
    told: Told | None
    """Who speaks when, where that was asked."""


@dataclass
class Tally:
    """What is counted while the tables are put together."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Of work (``hear <engine>``) and of sound (``sound <engine>``)."""
    failed: int = 0
    """Stretches that an engine could not hear."""


def collect(folder: Path) -> tuple[dict[str, int], dict[str, float]]:
    """Write the tables of a run whose steps are done.

    Returns:
        Counts (recordings, tracks by status, segments, segments by flag, and where there are any, stretches that no
        engine could hear and tracks whose speakers nobody could tell apart), and seconds: of work (``hear <engine>``)
        and of sound (``sound <engine>``) by engine.
    """
    run, batch = steps.opened(folder)
    tracks = [_listened(folder, *each) for each in places(batch)]
    several = len(run.file.engines) > 1
    tally = Tally()
    segments: list[Row] = []
    words: list[Row] = []
    for recording in batch.recordings:
        own = [each for each in tracks if each.recording is recording]
        for record in run.file.engines:
            said = list(_said(folder, batch, recording, own, record.name, tally))
            for place, one in enumerate(sorted(said, key=_in_time), start=1):
                id = f"{recording.session}-{recording.recording}-{place:05}"
                id = f"{id}-{record.name}" if several else id
                segments.append(_segment_row(recording, record.name, id, one))
                words += [_word_row(id, word) for word in one.each]
    rows = [row for each in tracks for row in track_rows(each.recording, each.track, each.plan, each.reason)]
    write_table(run.folder / "tracks.csv", rows, TRACKS)
    write_table(run.folder / "segments.csv", segments, SEGMENTS)
    write_table(run.folder / "words.csv", words, WORDS)
    counts = {"recordings": len(batch.recordings), "segments": len(segments)}
    counts |= Counter(f"tracks_{row['status']}" for row in rows)
    counts |= Counter(f"flagged_{flag}" for row in segments for flag in row["flags"].split("|") if flag)
    speakers = sum(bool(each.told and each.told.reason) for each in tracks)
    failures = {"stretches_failed": tally.failed, "speakers_failed": speakers}
    counts |= {name: number for name, number in failures.items() if number}
    return counts, {name: round(value, 3) for name, value in tally.seconds.items()}


def _listened(folder: Path, place: Place, recording: Recording, track: Track) -> Listened:
    planned = steps.planned(folder, place)
    plan, reason = (planned.plan, planned.reason) if planned else (None, "")
    return Listened(place, recording, track, plan, reason, steps.told(folder, place))


def _in_time(said: Said) -> tuple[float, float]:
    """By start; what has no time stays where it was."""
    return (said.start or 0.0, said.end or 0.0) if said.start is not None else (0.0, 0.0)


def _said(
    folder: Path, batch: MeetingsBatch, recording: Recording, tracks: Sequence[Listened], engine: str, tally: Tally
) -> Iterator[Said]:
    if product := product_of(engine):
        written = imports.utterances(batch, product, recording)
        for each, flagged in zip(written, flags_of_texts([each.words for each in written]), strict=True):
            yield Said(None, each.speaker, each.start, each.end, each.words, None, flagged, ())
        return
    for listened in tracks:
        if listened.plan is None:
            continue
        for start, end in listened.plan.holes:
            flags = {MISSING_PART} if start < end else {MISSING_PART, UNKNOWN_LENGTH}
            yield Said(listened.track.channel, "", start, end, "", None, frozenset(flags), ())
        told = listened.told
        attribution = Attribution(told.turns) if told and told.turns else None
        for number, part in enumerate(listened.plan.parts):
            heard = steps.heard(folder, listened.place, number, engine)
            if heard is None:
                continue
            tally.failed += bool(heard.reason)
            tally.seconds[f"hear {engine}"] += heard.seconds
            for piece in _pieces(part, heard):
                yield from _by_speaker(piece, recording, listened.track, attribution)
        tally.seconds[f"sound {engine}"] += listened.plan.seconds


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
