"""A batch of meetings in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines import digests
from pipelines.batches.timings import timings_files
from pipelines.contracts.forms import BatchFile
from pipelines.contracts.meetings import Meeting
from pipelines.tables import Row
from pipelines.transcripts import Utterance

LIST, TERMS, AGENDA = "recordings.csv", "terms.txt", "agenda.toml"


@dataclass(frozen=True)
class Track:
    """A row of recordings.csv: a file, or a channel of one; or the rows of all its parts."""

    file: Path
    """Where it has parts, the first."""
    channel: int | None
    """From 1; None: all channels of the file mixed."""
    speaker: str
    """Where it is the microphone of one person; else empty."""
    further: tuple[Path, ...] = ()
    """The files that follow, from part 2 on."""

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them, in order."""
        return (self.file, *self.further)


@dataclass(frozen=True)
class Recording:
    """A meeting as one set of microphones heard it: rows of the same session_id and recording, in their order."""

    session: str
    recording: str
    tracks: tuple[Track, ...]

    @property
    def name(self) -> str:
        """Meeting and recording, as messages name it."""
        return f"{self.session}/{self.recording}"


@dataclass(frozen=True)
class MeetingsBatch:
    """What ``examine_meetings`` makes of a directory without problems."""

    path: Path
    file: BatchFile
    recordings: tuple[Recording, ...]
    truth: Mapping[str, tuple[Utterance, ...]] = field(default_factory=dict)
    """What was said, by session."""
    truth_files: Mapping[str, Path] = field(default_factory=dict)
    """The files that say so, by session."""
    terms: tuple[str, ...] = ()
    """Words to expect in all meetings, in the order of terms.txt."""
    agenda: Mapping[str, Meeting] = field(default_factory=dict)
    """What is known of the meetings beforehand, by session."""
    timings: tuple[Row, ...] = ()
    """Times of people as far as they can be used."""

    @property
    def sessions(self) -> tuple[str, ...]:
        """The meetings, in the order of recordings.csv."""
        return tuple(dict.fromkeys(each.session for each in self.recordings))

    def terms_of(self, session: str) -> tuple[str, ...]:
        """Words to expect in a meeting: of terms.txt, then of the items of its agenda, each once."""
        expected = [term for terms in self._terms_of_items(session) for term in terms]
        return tuple(dict.fromkeys([*self.terms, *expected]))

    def terms_at(self, session: str, share: float) -> tuple[str, ...]:
        """The same, the most likely first where ``share`` of the meeting, from 0 to 1, is over: a model takes some 25.

        Nobody knows beforehand when an item begins: those of the item come first whose turn it would be if all took
        equally long, then those of its neighbours, then terms.txt.
        """
        items = self._terms_of_items(session)
        nearest = sorted(range(len(items)), key=lambda number: abs((number + 0.5) / len(items) - share))
        return tuple(dict.fromkeys([*(term for number in nearest for term in items[number]), *self.terms]))

    def _terms_of_items(self, session: str) -> list[Sequence[str]]:
        meeting = self.agenda.get(session)
        return [item.terms for item in (meeting.items if meeting else ())]

    def file_digests(self) -> dict[str, str]:
        """SHA-256 of every file that a transcription depends on, by path below the batch; truth is not among them."""
        files = {self.path / LIST, *self._sounds()}
        return self._digests(files | {file for name in (TERMS, AGENDA) if (file := self.path / name).is_file()})

    def recordings_digest(self) -> str:
        """SHA-256 over what recordings.csv says of every recording, without further columns."""
        return digests.digest(
            [
                [
                    each.session,
                    each.recording,
                    [self._listed(track) for track in each.tracks],
                ]
                for each in self.recordings
            ]
        )

    def _listed(self, track: Track) -> list[object]:
        further = [self.below(file) for file in track.further]
        return [self.below(track.file), track.channel, track.speaker, *([further] if further else [])]

    def _sounds(self) -> Iterator[Path]:
        for recording in self.recordings:
            for track in recording.tracks:
                yield from track.files

    def label_digests(self) -> dict[str, str]:
        """SHA-256 of the files that transcripts are measured against and of people's times, by path below the batch."""
        return self._digests({*self.truth_files.values(), *timings_files(self.path)})

    def _digests(self, files: set[Path]) -> dict[str, str]:
        return {
            self.below(path): digests.file_digest(path) if path.is_file() else digests.MISSING for path in sorted(files)
        }

    def below(self, file: Path) -> str:
        """How records name one of its files: its path below the batch."""
        return file.relative_to(self.path).as_posix()
