"""Reading a batch of meetings, and saying everything that is wrong with it: ``kouka check`` and the start of a run."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from evaluators.meetings.frames import RECORDINGS
from pipelines.batches.batch_file import example, read_batch_file, usable
from pipelines.batches.meetings import AGENDA, TERMS, MeetingsBatch
from pipelines.batches.recordings import read_recordings
from pipelines.batches.spoken import read_truth, with_spelling_of
from pipelines.batches.terms import read_terms
from pipelines.batches.timings import Timed, read_timings
from pipelines.batches.unlisted import unlisted
from pipelines.contracts.meetings import Agenda, Meeting
from pipelines.contracts.toml import key_place, read_toml
from pipelines.errors import KoukaError, Problem, Severity
from pipelines.tables import problems_of, read_table


def load_meetings(path: Path) -> MeetingsBatch:
    """The batch, ready to be heard.

    Raises:
        KoukaError: for the first serious problem, with the number of the others.
    """
    return load_with_problems(path)[0]


def load_with_problems(path: Path) -> tuple[MeetingsBatch, list[Problem]]:
    """The batch, ready to be heard, and what is wrong with it all the same.

    Raises:
        KoukaError: as from ``load_meetings``.
    """
    batch, problems = examine_meetings(path)
    return usable(path, batch, problems), problems


def examine_meetings(path: Path) -> tuple[MeetingsBatch | None, list[Problem]]:
    """The batch, or None where it cannot be made out, and every problem found."""
    file, problems = read_batch_file(path, "meetings")
    if file is None:
        return None, problems
    try:
        table = read_table(path / "recordings.csv")
    except KoukaError as error:
        return None, [*problems, replace(error.problem, todo=error.problem.todo or example(path, "meetings"))]
    found = problems_of(table, RECORDINGS)
    problems += [replace(problem, todo=problem.todo or example(path, "meetings")) for problem in found]
    if found:
        return None, problems
    heard, found = read_recordings(path, table)
    problems += found
    sessions = list(dict.fromkeys(recording.session for recording in heard))
    truth, truth_files, found = read_truth(path / "truth", sessions)
    problems += found
    recordings, found = with_spelling_of(truth, heard, table.path)
    problems += [*found, *unlisted(path, table)]
    terms, found = read_terms(path / TERMS)
    problems += found
    agenda, found = _agenda(path / AGENDA, sessions)
    problems += found
    timed = Timed("meetings", dict.fromkeys(sessions), "recordings.csv")
    timings, found = read_timings(path, timed)
    problems += found
    return MeetingsBatch(path, file, recordings, truth, truth_files, terms, agenda, timings), problems


def _agenda(file: Path, sessions: Collection[str]) -> tuple[Mapping[str, Meeting], list[Problem]]:
    """What agenda.toml says, where there is one, and what is wrong with it; it keeps nothing from being heard."""
    if not file.exists():
        return {}, []
    agenda, problems = read_toml(file, Agenda)
    problems = [replace(problem, severity=Severity.FAILS_DOCUMENT) for problem in problems]
    if agenda is None:
        return {}, problems
    for session in agenda.sessions:
        if session not in sessions:
            what = _("There is no session “{session}”.", session=session)
            todo = _("Sessions of this batch: {sessions}", sessions=", ".join(sessions) or "–")
            problems.append(Problem(what, key_place(file, "sessions", session), todo, Severity.WARNING))
    return agenda.sessions, problems
