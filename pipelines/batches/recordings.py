"""recordings.csv: which channel of which file is which meeting, and what keeps one from being heard."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

from dashboards.language import _
from evaluators.meetings.frames import PART
from pipelines.batches import paths
from pipelines.batches.documents import NOWHERE
from pipelines.batches.meetings import Recording, Track
from pipelines.batches.sounds import sound_problem
from pipelines.errors import Place, Problem, Severity
from pipelines.tables import Row, Table

FOLDER = "recordings"
NAME = re.compile(r'[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]{0,79}')
"""Meetings and recordings give their names to files."""
MOST_PARTS = 99
"""Of a recording. What is counted in other ways, by minutes or by file numbers, is no part."""


@dataclass(frozen=True)
class _Line:
    """A row that is heard, and where it stands."""

    session: str
    recording: str
    track: Track
    part: int | None
    """From 1; None where it is not said."""
    place: Place

    @property
    def owner(self) -> tuple[str, str, int | None, str]:
        """What is the same in all parts of a track."""
        return self.session, self.recording, self.track.channel, self.track.speaker

    @property
    def name(self) -> str:
        """Meeting, recording, and channel where it has one, as messages name them."""
        name = f"{self.session}/{self.recording}"
        if self.track.channel is None:
            return name
        return _("{recording}, channel {channel}", recording=name, channel=self.track.channel)


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
        if line.part is not None and not 1 <= line.part <= MOST_PARTS:
            todo = _("Number the files of the recording 1, 2, 3 … in the order in which they were recorded.")
            problems.append(Problem(_("Parts count from 1 to {most}.", most=MOST_PARTS), line.place, todo))
            continue
        if before := next((other for other in heard if _collide(line, other)), None):
            problems.append(_twice(line, before))
            continue
        if before := next((other for other in heard if _shares_sound(line, other)), None):
            problems.append(_shared(line, before))
        heard.append(line)
    if not table.rows:
        todo = _("Put recordings below {folder} and add a row for each.", folder=path / FOLDER)
        problems.append(Problem(_("The batch has no recordings."), Place(table.path), todo))
    recordings, found = _recordings(path, heard)
    # A file of which several channels are listed is named once.
    return recordings, list(dict.fromkeys([*problems, *found]))


def _recordings(path: Path, heard: Sequence[_Line]) -> tuple[list[Recording], list[Problem]]:
    files: dict[tuple[object, ...], list[_Line]] = {}
    for line in heard:
        one_file = line.place.line if line.part is None else None
        files.setdefault((line.owner, one_file), []).append(line)
    tracks: dict[tuple[str, str], list[Track]] = {}
    problems: list[Problem] = []
    for lines in files.values():
        first, *_others = lines
        track = first.track if first.part is None else _joined(path, lines)
        tracks.setdefault((first.session, first.recording), []).append(track)
        problems += _lacking(lines)
    return [Recording(session, name, tuple(found)) for (session, name), found in tracks.items()], problems


def _joined(path: Path, lines: Sequence[_Line]) -> Track:
    """The parts of a track in their order; in the place of one that is not listed, a file that is nowhere."""
    files = {line.part: line.track.file for line in lines if line.part is not None}
    first, *further = (files.get(part, path / FOLDER / NOWHERE) for part in range(1, max(files) + 1))
    return replace(lines[0].track, file=first, further=tuple(further))


def _lacking(lines: Sequence[_Line]) -> Iterator[Problem]:
    """A word about parts of a track that are not listed, at the row of the one behind them."""
    before = 0
    for part, line in sorted(((each.part, each) for each in lines if each.part), key=itemgetter(0)):
        if lacking := ", ".join(map(str, range(before + 1, part))):
            what = _(
                "This is part {part} of “{name}”; before it these are not listed: {lacking}.",
                part=part,
                name=line.name,
                lacking=lacking,
            )
            yield Problem(what, line.place, add_missing(), Severity.FAILS_DOCUMENT)
        before = part


def add_missing() -> str:
    """What to do where a part is not listed."""
    return _("Parts are numbered 1, 2, 3 … in the order in which they were recorded. Add what is missing.")


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
    part = int(row[PART.name]) if row.get(PART.name) else None
    return _Line(session, recording, track, part, place), found


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
    if line.owner == other.owner and (line.part, other.part) != (None, None):
        return line.part == other.part or None in (line.part, other.part)
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
    if line.part is not None and line.part == before.part:
        what = _("Part {part} of “{name}” is there twice.", part=line.part, name=line.name)
    elif line.owner == before.owner and (line.part is None) != (before.part is None):
        what = _("“{name}” has a part in one of its rows and none in another.", name=line.name)
    else:
        what = _("“{name}” is there twice.", name=line.name)
    todo = _(
        "It is also in line {line}, which is the one that is heard. Name another recording; where its files follow one "
        "another, number them in the column part: 1, 2, 3 …, with the same channel and speaker; where every file is "
        "one person's microphone, write the speaker in every row.",
        line=before.place.line,
    )
    return Problem(what, line.place, todo, Severity.FAILS_DOCUMENT)
