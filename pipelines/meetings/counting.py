"""What the drafts of an engine amount to beside the truth: counts that add up, and the terms that were heard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboards.pages.meetings import Term
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.meetings.heard import Meeting, counts, heard_terms
from evaluators.meetings.rows import COUNTS
from evaluators.meetings.transcript import Spoken
from pipelines.batches.meetings import MeetingsBatch
from pipelines.imports import product_of
from pipelines.meetings import imports
from pipelines.meetings.drafts import Draft, number
from pipelines.meetings.kana import kana
from pipelines.runs.store import Run

Key = tuple[str, str]
"""Meeting and recording."""


@dataclass(frozen=True)
class Counted:
    """Everything that was counted of an engine."""

    rows: pd.DataFrame
    """``heard.COUNTS`` with engine, session_id and recording."""
    said: Mapping[Key, tuple[bool, ...]]
    """By meeting and recording, whether each term that was said was heard right."""
    terms: tuple[Term, ...]


def counts_of(batch: MeetingsBatch, drafts: Sequence[Draft], unit: str) -> Counted:
    """Drafts of meetings of which the truth is known.

    Args:
        batch: with truth and terms.
        drafts: of one engine.
        unit: what intervals resample, as ``units.unit_kind`` says.
    """
    frames, terms, said = [], [], {}
    for draft in drafts:
        meeting = Meeting(spoken(batch, draft.session), batch.terms_of(draft.session), kana, unit)
        rows = counts(meeting, draft.spoken)
        frames.append(rows.assign(engine=draft.engine, session_id=draft.session, recording=draft.recording))
        heard = heard_terms(meeting, draft.spoken)
        said[draft.session, draft.recording] = heard.said
        for each in heard.counts:
            if each.said or each.written:
                terms.append(Term(each.term, draft.engine, draft.recording, each.said, each.written, each.right))
    columns = [*COUNTS, "engine", "session_id", "recording"]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    return Counted(rows, said, tuple(terms))


def measured_drafts(batch: MeetingsBatch, written: Sequence[Draft], engine: str) -> Iterator[Draft]:
    """The drafts of an engine of meetings with truth; of a recording of which it wrote nothing, an empty one.

    That is all wrong. What an outside product was never given is not held against it.
    """
    found = {(draft.session, draft.recording): draft for draft in written if draft.engine == engine}
    product = product_of(engine)
    for recording in batch.recordings:
        given = not product or imports.file_of(batch, product, recording) is not None
        if given and recording.session in batch.truth:
            nothing = Draft(engine, recording.session, recording.recording, (), (), ())
            yield found.get((recording.session, recording.recording), nothing)


def spoken(batch: MeetingsBatch, session: str) -> list[Spoken]:
    """The truth of a meeting."""
    return [
        Spoken(each.speaker, _known(each.start), _known(each.end), each.words) for each in batch.truth.get(session, ())
    ]


def _known(seconds: float | None) -> float:
    return number("") if seconds is None else seconds


def grade(run: Run, engine: str) -> Grade:
    """What rates of an engine of a run are worth: nothing for a city where its model is one for demonstration."""
    if any(record.name == engine and record.demonstration for record in run.file.engines):
        return Grade.DEMONSTRATION
    return grade_of(Origin(run.file.batch.origin), Source.MEASURED)
