"""recordings.csv: which channel of which file is which meeting, and what keeps one from being heard."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from pipelines.batches import paths
from pipelines.batches.documents import NOWHERE
from pipelines.batches.meetings import Recording, Track
from pipelines.batches.sounds import sound_problem
from pipelines.errors import Place, Problem, Severity
from pipelines.tables import Row, Table

FOLDER = "recordings"
NAME = re.compile(r'[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]{0,79}')
"""Meetings and recordings give their names to files."""


@dataclass(frozen=True)
class _Line:
    """A row that is heard, and where it stands."""

    session: str
    recording: str
    track: Track
    place: Place


def read_recordings(path: Path, table: Table) -> tuple[list[Recording], list[Problem]]:
    """The recordings, and what is wrong.

    Args:
        path: the batch.
        table: recordings.csv.
    """
    heard: list[_Line] = []
    problems: list[Problem] = []
    for index, row in enumerate(table.rows):
        line, found = _line(path, row, table.place(index))
        problems += found
        if before := next((other for other in heard if _collide(line, other)), None):
            problems.append(_twice(line, before))
            continue
        if before := next((other for other in heard if _shares_sound(line, other)), None):
            problems.append(_shared(line, before))
        heard.append(line)
    if not table.rows:
        todo = _("Put recordings below {folder} and add a row for each.", folder=path / FOLDER)
        problems.append(Problem(_("The batch has no recordings."), Place(table.path), todo))
    # A file of which several channels are listed is named once.
    return _recordings(heard), list(dict.fromkeys(problems))


def _recordings(heard: Sequence[_Line]) -> list[Recording]:
    tracks: dict[tuple[str, str], list[Track]] = {}
    for line in heard:
        tracks.setdefault((line.session, line.recording), []).append(line.track)
    return [Recording(session, recording, tuple(found)) for (session, recording), found in tracks.items()]


def _line(path: Path, row: Row, place: Place) -> tuple[_Line, list[Problem]]:
    session, recording, speaker = (_clean(row[name]) for name in ("session_id", "recording", "speaker"))
    found = [*_name_problems("session_id", session, place), *_name_problems("recording", recording, place)]
    if row["channel"] and int(row["channel"]) < 1:
        found.append(Problem(_("Channels count from 1."), place, _("Leave it empty for all channels mixed.")))
    file = paths.inside(path / FOLDER, row["file"])
    if file is None:
        what = _("“{file}” leads out of the batch.", file=row["file"])
        todo = _("Put the recording below {folder} and write its path from there.", folder=path / FOLDER)
        found.append(Problem(what, place, todo, Severity.FAILS_DOCUMENT))
        file = path / FOLDER / NOWHERE
    elif problem := sound_problem(file, place):
        found.append(problem)
    track = Track(file, int(row["channel"]) if row["channel"] else None, speaker)
    return _Line(session, recording, track, place), found


def _clean(cell: str) -> str:
    """Names are compared: neither how they are composed nor blanks around them are a difference."""
    return unicodedata.normalize("NFC", cell).strip()


def _name_problems(column: str, name: str, place: Place) -> Iterator[Problem]:
    if not NAME.fullmatch(name):
        what = _("“{name}” in column “{column}” cannot be part of a file's name.", name=name, column=column)
        yield Problem(what, place, _('Write at most 80 characters without / \\ : * ? " < > | and no point in front.'))


def _collide(line: _Line, other: _Line) -> bool:
    """Whether two rows of a recording are the same sound, or nothing says which of two files is whose."""
    if (line.session, line.recording) != (other.session, other.recording):
        return False
    one, two = line.track, other.track
    if one.file == two.file:
        return _shares_sound(line, other)
    return one.channel == two.channel and not (one.speaker and two.speaker)


def _shares_sound(line: _Line, other: _Line) -> bool:
    """Whether two recordings are of the same channel of a file, as a row that was copied and not changed is."""
    one, two = line.track, other.track
    return one.file == two.file and (one.channel == two.channel or None in (one.channel, two.channel))


def _shared(line: _Line, before: _Line) -> Problem:
    what = _("The same sound is in line {line}, as another recording.", line=before.place.line)
    return Problem(what, line.place, _("Look whether the file is meant."), Severity.WARNING)


def _twice(line: _Line, before: _Line) -> Problem:
    """Of two rows the first one is heard."""
    name = f"{line.session}/{line.recording}"
    if line.track.channel is not None:
        name = _("{recording}, channel {channel}", recording=name, channel=line.track.channel)
    todo = _(
        "It is also in line {line}, which is the one that is heard. Name another recording; where every file is one "
        "person's microphone, write the speaker in every row.",
        line=before.place.line,
    )
    return Problem(_("“{name}” is there twice.", name=name), line.place, todo, Severity.FAILS_DOCUMENT)
