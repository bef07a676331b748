"""Taking what a product wrote down of a meeting to where the recogniser ``import:<product>`` looks for it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from pipelines import atomic
from pipelines.batches.meetings import MeetingsBatch, Recording
from pipelines.errors import ExitCode, KoukaError, Place, Problem, Severity
from pipelines.imports import folder_of
from pipelines.meetings.imports import files_of
from pipelines.transcripts import Transcript, read_with_problems


@dataclass(frozen=True)
class Kept:
    """A transcript that was taken in."""

    file: Path
    """Where it is now."""
    is_new: bool
    """Whether it was not there before, with this content."""
    recording: Recording
    transcript: Transcript
    problems: tuple[Problem, ...]
    """Warnings."""


def keep(
    batch: MeetingsBatch,
    product: str,
    file: Path,
    *,
    session: str | None,
    recording: str | None,
    may_replace: bool = False,
) -> Kept:
    """Copy a transcript into the batch, once it has been read through. The same call again changes nothing.

    Args:
        batch: with the meeting.
        product: its name.
        file: as the product wrote it.
        session: the meeting; None takes the one that the file names, in itself or by its name, or the only one.
        recording: which recording of it was heard; None takes the one that the file's name says, or the first.
        may_replace: whether what there is of the recording may go.

    Raises:
        KoukaError: what is wrong with the file, or it is not clear of which meeting it is. Nothing is written then.
    """
    folder = folder_of(batch.path, product)
    transcript = read_with_problems(file)
    of = _recording(batch, file, _session(batch, file, transcript, session), recording)
    target = folder / f"{of.session}.{of.recording}{file.suffix.lower()}"
    there = files_of(batch, product, of)
    content = file.read_bytes()
    is_new = there != [target] or target.read_bytes() != content
    if is_new and there and not may_replace:
        raise KoukaError(
            _("There is something else of “{product}” for {recording}.", product=product, recording=of.name),
            where=Place(there[0]),
            todo=_("To put the new one in its place: --replace."),
        )
    if is_new:
        atomic.write_bytes(target, content)
    for other in there:
        if other != target:
            other.unlink()
    return Kept(target, is_new, of, transcript, (*transcript.warnings, *_other_session(file, transcript, of)))


def _session(batch: MeetingsBatch, file: Path, transcript: Transcript, given: str | None) -> str:
    if given is not None:
        if (wanted := unicodedata.normalize("NFC", given)) in batch.sessions:
            return wanted
        raise KoukaError(_("There is no session “{session}”.", session=given), todo=_named(batch), code=ExitCode.USAGE)
    stem = unicodedata.normalize("NFC", file.stem)
    named = [unicodedata.normalize("NFC", transcript.session), stem]
    named += [each.session for each in batch.recordings if stem == f"{each.session}.{each.recording}"]
    found = next((name for name in named if name in batch.sessions), None)
    if found is None and len(batch.sessions) == 1:
        return batch.sessions[0]
    if found is None:
        what = _("It is not clear of which meeting this is.")
        raise KoukaError(what, where=Place(file), todo=_which(batch), code=ExitCode.USAGE)
    return found


def _which(batch: MeetingsBatch) -> str:
    return _("Say it with --session ID. Sessions of this batch: {sessions}", sessions=", ".join(batch.sessions))


def _named(batch: MeetingsBatch) -> str:
    return _("Sessions of this batch: {sessions}", sessions=", ".join(batch.sessions) or "–")


def _recording(batch: MeetingsBatch, file: Path, session: str, given: str | None) -> Recording:
    there = [each for each in batch.recordings if each.session == session]
    if given is None:
        stem = unicodedata.normalize("NFC", file.stem)
        return next((each for each in there if stem == f"{session}.{each.recording}"), there[0])
    wanted = unicodedata.normalize("NFC", given)
    found = next((each for each in there if each.recording == wanted), None)
    if found is None:
        names = ", ".join(each.recording for each in there)
        raise KoukaError(
            _("Session “{session}” has no recording “{recording}”.", session=session, recording=given),
            todo=_("Its recordings: {names}", names=names),
            code=ExitCode.USAGE,
        )
    return found


def _other_session(file: Path, transcript: Transcript, of: Recording) -> Sequence[Problem]:
    named = unicodedata.normalize("NFC", transcript.session)
    if not named or named == of.session:
        return ()
    what = _("The file itself says that it is of session “{session}”.", session=transcript.session)
    return [Problem(what, Place(file), _("Look whether it is the right one."), Severity.WARNING)]
