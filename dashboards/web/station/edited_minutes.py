"""Edited minutes taken out of a study: as a document, and beside what was really said."""

from collections.abc import Iterator, Sequence

from dashboards.reports.minutes.draft import Written
from dashboards.reports.minutes.formats import WRITERS
from dashboards.web.station.lookup import Assignment
from dashboards.web.station.meeting_items import MeetingItem
from evaluators.characters import clusters, count_token_errors
from evaluators.meetings.dividing import within
from evaluators.meetings.edited import Minutes, text_of
from evaluators.meetings.text import Normaliser, normalise
from pipelines.minutes.drafting import edited
from pipelines.minutes.loading import known, source_of
from pipelines.minutes.said import Said
from pipelines.runs import store
from pipelines.transcripts import Utterance

WRITTEN = {"minutes_manual": Written.BY_PERSON, "minutes_draft": Written.CORRECTED}


def docx_of(assignment: Assignment, item: MeetingItem, minutes: Minutes) -> bytes:
    """The minutes for Word, as ``kouka minutes`` writes them, with the head that the agenda gives.

    Raises:
        KoukaError: the run is gone.
    """
    run = store.find(assignment.study.run)
    source = source_of(run, item.session, item.recording, assignment.study.engine)
    made = edited(list(said(item, minutes)), known(run).meetings.get(item.session), source, WRITTEN[assignment.arm])
    return WRITERS["docx"](made, True)


def said(item: MeetingItem, minutes: Minutes) -> Iterator[Said]:
    """Turns with something in them; each lasts until another begins."""
    there = [(id, turn) for id, turn in minutes if turn.text.strip()]
    starts = sorted(turn.start_ms / 1000 for _id, turn in there)
    for id, turn in there:
        start = turn.start_ms / 1000
        end = next((later for later in starts if later > start), max(start, item.end))
        yield Said(id, turn.speaker, start, end, turn.text, None, ())


def errors_left(truth: Sequence[Utterance] | None, item: MeetingItem, minutes: Minutes) -> tuple[int, int] | None:
    """How many characters of the minutes are wrong, missing or too many, punctuation apart; and of how many spoken.

    Args:
        truth: of its meeting; None where there is none.
        item: the meeting, or a stretch of it.
        minutes: as they were edited.

    Returns:
        None where there is no truth, or where nobody can say what of it was said in the stretch.
    """
    if truth is None or (not item.whole and any(each.start is None for each in truth)):
        return None
    spoken = _characters("\n".join(each.words for each in truth if _is_of(item, each)))
    return count_token_errors(spoken, _characters(text_of(minutes))).errors, len(spoken)


def _is_of(item: MeetingItem, said: Utterance) -> bool:
    return item.whole or (said.start is not None and within(said.start, (item.start, item.end)))


def _characters(text: str) -> Sequence[str]:
    return clusters(normalise(text, Normaliser.NOPUNCT))
