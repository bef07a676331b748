"""truth/ of meetings: what was said, a file for each meeting."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from pipelines.batches.meetings import Recording
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.transcripts import KINDS, Utterance, read_with_problems
from pipelines.transcripts.speakers import key

Truth = dict[str, tuple[Utterance, ...]]

LEFT_OUT = Severity.FAILS_DOCUMENT


def read_truth(folder: Path, sessions: Collection[str]) -> tuple[Truth, dict[str, Path], list[Problem]]:
    """What was said and the file that says so, by session, and what is wrong.

    What cannot be used for scoring is left out and named, and keeps nothing from being heard.
    """
    truth: Truth = {}
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob("[!.]*")):
        if file.is_dir():
            continue
        session = unicodedata.normalize("NFC", file.stem)
        if problem := _file_problem(file, session, sessions, files):
            problems.append(problem)
            continue
        if file.suffix.lower() in KINDS:  # what cannot be read keeps another file from nothing
            files[session] = file
        try:
            transcript = read_with_problems(file)
        except KoukaError as error:
            problems.append(replace(error.problem, severity=LEFT_OUT))
            continue
        problems += transcript.warnings
        if transcript.session and unicodedata.normalize("NFC", transcript.session) != session:
            what = _("The segments are of session “{session}”, the file is not.", session=transcript.session)
            problems.append(Problem(what, Place(file), _("Give both the same name."), LEFT_OUT))
            continue
        truth[session] = transcript.utterances
    problems += _without(folder, [session for session in sessions if session not in files])
    return truth, {session: files[session] for session in truth}, problems


def _file_problem(file: Path, session: str, sessions: Collection[str], files: dict[str, Path]) -> Problem | None:
    if session not in sessions:
        named = _("Sessions of this batch: {sessions}", sessions=", ".join(sessions) or "–")
        return Problem(_("There is no session “{session}”.", session=session), Place(file), named, LEFT_OUT)
    if session in files:
        what = _("Session “{session}” has two files of truth.", session=session)
        todo = _("{file} is the one that is used. Take one of them out.", file=files[session].name)
        return Problem(what, Place(file), todo, LEFT_OUT)
    return None


def _without(folder: Path, sessions: Sequence[str]) -> list[Problem]:
    if not sessions:
        return []
    what = _(
        "{n} sessions have no truth and are heard but not scored, the first is “{first}”.",
        n=len(sessions), first=sessions[0],
    )  # fmt: skip
    kinds = ", ".join(KINDS)
    todo = _(
        "Write down what was said, with speaker and times, in {folder}/<session_id> with one of: {kinds}",
        folder=folder,
        kinds=kinds,
    )
    return [Problem(what, Place(folder), todo, Severity.WARNING)]


def with_spelling_of(
    truth: Truth, recordings: Sequence[Recording], table: Path
) -> tuple[tuple[Recording, ...], list[Problem]]:
    """The recordings with their speakers written as in the truth; a warning for those whom it does not know."""
    spelt: list[Recording] = []
    unknown: dict[tuple[str, str], None] = {}
    for recording in recordings:
        names = {key(said.speaker): said.speaker for said in truth.get(recording.session, ())}
        for track in recording.tracks:
            if names and track.speaker and key(track.speaker) not in names:
                unknown[recording.session, track.speaker] = None
        tracks = (replace(track, speaker=names.get(key(track.speaker), track.speaker)) for track in recording.tracks)
        spelt.append(replace(recording, tracks=tuple(tracks)))
    return tuple(spelt), [
        Problem(
            _(
                "Speaker “{speaker}” says nothing in the truth of session “{session}”.",
                speaker=speaker,
                session=session,
            ),
            Place(table),
            _("Compare the spelling."),
            Severity.WARNING,
        )
        for session, speaker in unknown
    ]
