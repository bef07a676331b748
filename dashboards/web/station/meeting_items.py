"""What is worked on in a study of meetings: sessions, or stretches of them, each with its draft and its recording.

It is kept when the study is made: a run that is measured again changes no screen. The sound stays in the batch.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from dashboards.language import _
from dashboards.pages import following
from dashboards.reports.minutes.draft import Draft, Turn
from dashboards.reports.minutes.layout import ENDS
from evaluators.contract import Contract
from evaluators.meetings.carried import Marked
from evaluators.meetings.carried import Span as Characters
from evaluators.meetings.dividing import divided, within
from evaluators.meetings.edited import EditedTurn, place_of
from evaluators.meetings.stretches import Span
from pipelines.batches.meetings import MeetingsBatch, Recording
from pipelines.batches.recordings import FOLDER
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.meetings.sound_files import sound_files
from pipelines.minutes.drafting import draft
from pipelines.minutes.loading import NEAR, source_of
from pipelines.runs.store import Run
from pipelines.tables import Row, read_table

STRETCH = re.compile(r"(?P<session>.*)@(?P<start>[0-9.]+)-(?P<end>[0-9.]+)")
"""The name of a stretch: its session, and from which second to which."""
JOINT = "　"
"""Between segments of a turn that end without a sign, as minutes are written."""


class Sound(Contract):
    """A file that can be listened to."""

    file: str
    """Below the batch's recordings."""
    speaker: str
    """Where it is one person's microphone."""
    begins: float = 0.0
    """Seconds of the recording."""
    follows: int | None = None
    """Of a file that goes on where another ends: the number of the sound that is the first of them."""


class DraftTurn(Contract):
    """A turn of the draft."""

    id: str
    edited: EditedTurn
    """As nobody has touched it."""
    times: tuple[tuple[int, float], ...]
    """Where words begin in the text, and in the recording."""
    doubts: tuple[Characters, ...]
    """Characters of which the recogniser was not sure."""

    @property
    def marked(self) -> Marked:
        """The text with what is known of it."""
        return Marked(self.edited.text, self.times, self.doubts)


class ToHear(Contract):
    """What a person listens to again."""

    start: float
    end: float
    reasons: tuple[str, ...]
    text: str


class MeetingItem(Contract):
    """A session, or a stretch of it."""

    session: str
    recording: str
    title: str
    start: float
    end: float
    """Seconds of the recording."""
    whole: bool
    """Whether it is the whole session."""
    sounds: tuple[Sound, ...]
    people: tuple[str, ...]
    """Who was there, by the agenda."""
    turns: tuple[DraftTurn, ...]
    to_hear: tuple[ToHear, ...]

    def behind(self, sound: int) -> Sound | None:
        """What goes on where one of its sounds ends; None where nothing does."""
        return following.behind(self.sounds, sound)

    @property
    def heard_in(self) -> list[tuple[int, Sound]]:
        """The sounds in which it lies, with their numbers."""
        return [*following.within(self.sounds, self.start, self.end)]


def items_of(
    run: Run, batch: MeetingsBatch, engine: str, recording: str, minutes: float | None
) -> dict[str, MeetingItem]:
    """Every session of the batch that was heard, or stretches of them, by name.

    Args:
        run: finished.
        batch: that it heard.
        engine: whose draft is corrected.
        recording: the kind to listen to; empty: ``near``, or the first there is.
        minutes: about how long stretches are to be; None: whole sessions.

    Raises:
        KoukaError: a draft has no times, so that nothing can be played from it.
    """
    segments = [row for row in read_table(run.folder / "segments.csv").rows if row["engine"] == engine]
    words = _by(read_table(run.folder / "words.csv").rows, "segment_id")
    tracks = read_table(run.folder / "tracks.csv").rows
    found = {}
    for chosen in _recordings(batch, recording):
        own = [row for row in segments if (row["session_id"], row["recording"]) == (chosen.session, chosen.recording)]
        if any(not row["start_time"] or not row["end_time"] for row in own):
            raise KoukaError(
                _("The draft of {name} has no times; it cannot be played from.", name=chosen.name),
                where=Place(run.folder / "segments.csv"),
                todo=_("Choose another engine: --engine NAME"),
                code=ExitCode.USAGE,
            )
        seconds = seconds_of(tracks, chosen.session, chosen.recording)
        if seconds:
            stretches = _stretches(batch, chosen.session, own, seconds, minutes)
            for stretch in stretches:
                whole = len(stretches) == 1
                name = chosen.session if whole else f"{chosen.session}@{stretch[0]:g}-{stretch[1]:g}"
                found[name] = _item(run, batch, engine, chosen, stretch, whole, own, words, tracks)
    return found


def _by(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _recordings(batch: MeetingsBatch, asked: str) -> Iterator[Recording]:
    """Of each session the recording of the kind that is asked for; a session that has none is passed over."""
    for session in batch.sessions:
        there = {each.recording: each for each in batch.recordings if each.session == session}
        name = asked or (NEAR if NEAR in there else next(iter(there)))
        if name in there:
            yield there[name]


def seconds_of(tracks: Sequence[Row], session: str, recording: str) -> float:
    """How long a recording is, by rows of tracks.csv; 0 where its sound could not be heard."""
    own = [row for row in tracks if (row["session_id"], row["recording"]) == (session, recording)]
    heard = (row for row in own if row["status"] == "heard" and row["seconds"])
    return max((float(row.get("begins") or 0) + float(row["seconds"]) for row in heard), default=0.0)


def _stretches(
    batch: MeetingsBatch, session: str, rows: Sequence[Row], seconds: float, minutes: float | None
) -> list[Span]:
    if minutes is None:
        return [(0.0, seconds)]
    said = [(each.start, each.end) for each in batch.truth.get(session, ())]
    known = [(start, end) for start, end in said if start is not None and end is not None]
    speech = [*((float(row["start_time"]), float(row["end_time"])) for row in rows), *known]
    return divided(speech, seconds, minutes * 60)


def overlap(one: str, other: str) -> bool:
    """Whether two items have something of a meeting in common.

    >>> overlap("budget", "budget@60-120"), overlap("budget@0-60", "budget@60-120")
    (True, False)
    """
    (session, start, end), (other_session, other_start, other_end) = _named(one), _named(other)
    return session == other_session and start < other_end and other_start < end


def _named(item: str) -> tuple[str, float, float]:
    found = STRETCH.fullmatch(item)
    return (found["session"], float(found["start"]), float(found["end"])) if found else (item, 0.0, float("inf"))


def _item(
    run: Run,
    batch: MeetingsBatch,
    engine: str,
    recording: Recording,
    stretch: Span,
    whole: bool,
    rows: Sequence[Row],
    words: Mapping[str, list[Row]],
    tracks: Sequence[Row],
) -> MeetingItem:
    own = [row for row in rows if within(float(row["start_time"]), stretch)]
    spoken = [word for row in own for word in words.get(row["segment_id"], ())]
    meeting = batch.agenda.get(recording.session)
    source = source_of(run, recording.session, recording.recording, engine)
    made = draft(own, spoken, meeting, batch.terms, source)
    return MeetingItem(
        session=recording.session,
        recording=recording.recording,
        title=meeting.title if meeting else recording.session,
        start=stretch[0],
        end=stretch[1],
        whole=whole,
        sounds=tuple(
            Sound(
                file=each.file.relative_to(batch.path / FOLDER).as_posix(),
                speaker=each.speaker,
                begins=each.begins,
                follows=each.follows,
            )
            for each in sound_files(recording, tracks)
        ),
        people=meeting.attendees if meeting else (),
        turns=tuple(_turns(made)),
        to_hear=tuple(
            ToHear(start=each.start, end=each.end, reasons=each.reasons, text=each.text) for each in made.stretches
        ),
    )


def _turns(made: Draft) -> Iterator[DraftTurn]:
    for turn in made.turns:
        text = _joined(turn)
        yield DraftTurn(
            id=f"d{turn.number}",
            edited=EditedTurn(
                place=place_of(turn.number), speaker=turn.speaker, start_ms=round(turn.start * 1000), text=text.text
            ),
            times=text.times,
            doubts=text.doubts,
        )


def _joined(turn: Turn) -> Marked:
    """The pieces of a turn as one text, whole as they were heard: what is measured is whether all of it is there."""
    text = ""
    times: list[tuple[int, float]] = []
    doubts: list[Characters] = []
    for piece in turn.pieces:
        if not piece.words.strip():
            continue
        if text and text[-1] not in ENDS:
            text += JOINT
        times += [(len(text) + at, seconds) for at, seconds in piece.times or ((0, piece.start),)]
        doubts += [(len(text) + low, len(text) + high) for low, high in piece.doubts]
        text += piece.words
    return Marked(text, tuple(times), tuple(doubts))
