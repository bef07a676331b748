"""Transcripts as other tools and people write them: truth that somebody typed, text that a product returned."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.transcripts import columns, plain, seglst, speakers, stm, subtitles, word_files
from pipelines.transcripts.utterance import Placed, Utterance

__all__ = ["KINDS", "Transcript", "Utterance", "read", "read_with_problems"]


@dataclass(frozen=True)
class Transcript:
    """What a file says, and what a person should know of it."""

    utterances: tuple[Utterance, ...]
    """In order of time where all have one, else as in the file."""
    session: str
    """The meeting that the file itself names: SegLST and STM do, CSV can; else empty."""
    warnings: tuple[Problem, ...]


def _quiet(read: Callable[[Path], list[Placed]]) -> Callable[[Path], tuple[list[Placed], list[Problem]]]:
    return lambda path: (read(path), [])


KINDS: dict[str, Callable[[Path], tuple[list[Placed], list[Problem]]]] = {
    ".json": _quiet(seglst.read),
    ".stm": _quiet(stm.read),
    ".vtt": _quiet(subtitles.read),
    ".srt": _quiet(subtitles.read),
    ".txt": plain.read,
    ".csv": _quiet(columns.read),
    ".docx": word_files.read,
}
"""How a file is read, by extension; what it holds is checked against it."""


def read(path: Path) -> tuple[Utterance, ...]:
    """The utterances of a transcript.

    Raises:
        KoukaError: what is wrong with the file, and where.
    """
    return read_with_problems(path).utterances


def read_with_problems(path: Path) -> Transcript:
    """A transcript, and what was done to it that a person may not expect.

    Raises:
        KoukaError: as from ``read``.
    """
    reader = KINDS.get(path.suffix.lower())
    if reader is None:
        raise KoukaError(
            _(
                "Files of kind “{suffix}” cannot be read; this version reads: {kinds}",
                suffix=path.suffix,
                kinds=", ".join(KINDS),
            ),
            where=Place(path),
        )
    entries, warnings = reader(path)
    if not entries:
        raise KoukaError(
            _("Nothing is said in the file."), where=Place(path), todo=_("Look whether it is the right one.")
        )
    for entry in entries:
        _check_times(path, entry)
    names, found = speakers.spellings(path, entries)
    warnings += found + _out_of_order(path, entries)
    said = [replace(entry.said, speaker=names[speakers.key(entry.said.speaker)]) for entry in entries]
    return Transcript(tuple(_in_order(said)), _session(path, entries), tuple(warnings))


def _session(path: Path, entries: Sequence[Placed]) -> str:
    """The meeting of all entries."""
    first = entries[0].session
    for entry in entries:
        if entry.session != first:
            raise KoukaError(
                _("The file holds several meetings: “{one}” and “{other}”.", one=first, other=entry.session),
                where=Place(path, entry.line),
                todo=_("Write a file for each meeting."),
            )
    return first


def _check_times(path: Path, entry: Placed) -> None:
    start, end = entry.said.start, entry.said.end
    if start is not None and end is not None and end < start:
        raise KoukaError(
            _("The segment ends at {end} s, before it starts at {start} s.", end=end, start=start),
            where=Place(path, entry.line),
            todo=_("Correct one of the two times."),
        )


def _out_of_order(path: Path, entries: Sequence[Placed]) -> list[Problem]:
    latest = -math.inf
    for entry in entries:
        start = latest if entry.said.start is None else entry.said.start
        if start < latest:
            what = _(
                "This begins at {start} s, the one before it at {before} s: the file is not in order of time.",
                start=start,
                before=latest,
            )
            todo = _("It is read in order of time. Look whether the time is meant so.")
            return [Problem(what, Place(path, entry.line), todo, Severity.WARNING)]
        latest = start
    return []


def _in_order(said: Sequence[Utterance]) -> list[Utterance]:
    if any(each.start is None for each in said):
        return [*said]
    return sorted(said, key=lambda each: each.start or 0.0)
